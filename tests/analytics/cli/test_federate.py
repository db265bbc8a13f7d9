"""`python -m analytics federate`: what it refuses, and what it says."""

import pytest

from analytics.__main__ import main
from analytics.cli.federated_words import federated_words
from tests.simulated import simulate_shop
from tests.worlds import write_files


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    home = tmp_path_factory.mktemp("shops")
    for seed, name in enumerate(("one", "two")):
        world = simulate_shop(n_customers=12, n_visits_per_customer=4, n_products=3, seed=seed)
        write_files(world, home / name)
    (home / "empty").mkdir()
    (home / "again" / "one").mkdir(parents=True)
    return home


@pytest.mark.parametrize(
    ("shops", "options", "said"),
    [
        (("one",), (), "--shop: one shop alone has nobody to train with"),
        (("one", "again/one"), (), "--shop: two shops have the same name"),
        (("one", "empty"), (), "no events.csv is there"),
        (("one", "two/events.csv"), ("--segments", "tier"), "tier"),
        (("one", "two"), ("--lose", "0.9"), "--lose"),
        (("one", "two"), ("--share", "all of it"), "--share"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(folders, tmp_path, capsys, shops, options, said):
    places = [str(folders / shop) for shop in shops]

    assert main(["federate", "--shop", *places, *options, "--out", str(tmp_path / "out")]) == 2

    captured = capsys.readouterr()
    assert said in captured.err and "Traceback" not in captured.err
    assert not (tmp_path / "out").exists()


def test_a_workspace_has_to_have_the_shops(folders, tmp_path, capsys):
    (tmp_path / "space").mkdir()
    command = ["federate", "--workspace", str(tmp_path / "space"), "--shop", "a", "b"]

    assert main([*command, "--out", str(tmp_path / "out")]) == 2
    assert "--shop: there is no shop called a. Name some of: none yet" in capsys.readouterr().err


def test_a_training_whose_every_round_was_lost_says_so():
    told = {"shops": [{}, {}, {}], "rounds": 0, "fewest_shops": 2, "bytes_sent": 0}

    assert federated_words(told).startswith("Too many of the messages were lost: no round had the 2")
