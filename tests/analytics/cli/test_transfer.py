"""`python -m analytics transfer`: from two shops' files to what pre-training gains."""

import json

import pytest

from analytics.__main__ import main
from analytics.lab.transfer.files import RECORD, RUNS, SEQUENCES
from data.services.workspaces import open_workspace
from tests.sequence_shops import gains_in, sequence_files, sequence_shop

SHOPS = {"Alike": (120, 1, True), "Other": (120, 3, False), "Here": (90, 2, True)}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    home = tmp_path_factory.mktemp("pair")
    for name, how in SHOPS.items():
        sequence_shop(home / "workspace", name, sequence_files(home / name, *how))
    return home / "workspace"


def transferred(workspace, source, out, *options):
    shops = ("--workspace", str(workspace), "--from-shop", source, "--shop", "Here")
    return main(["transfer", *shops, *options, "--out", str(out)])


def test_a_shop_alike_helps_where_few_are_known_and_another_does_not(workspace, tmp_path, capsys):
    how = ("--shares", "0.01", "0.3", "--seeds", "5", "--rows", "2500", "--seed", "4")

    assert transferred(workspace, "Alike", tmp_path / "alike", *how) == 0
    said = capsys.readouterr()
    assert transferred(workspace, "Other", tmp_path / "other", "--shares", "0.3", *how[3:]) == 0

    alike, other = gains_in(tmp_path / "alike"), gains_in(tmp_path / "other")
    assert alike.loc[0.3, "auc_gain_low"] > 0
    assert other.loc[0.3, "auc_gain_low"] < 0
    assert other.loc[0.3, "auc_gain"] < alike.loc[0.3, "auc_gain"] / 2
    assert list(alike.index) == [0.01, 0.3]
    assert alike["auc_gain"].isna().tolist() == [True, False]  # of nobody nothing is learned
    record = json.loads((tmp_path / "alike" / RECORD.name).read_text())
    assert (record["source"], record["seed"], record["seeds"]) == ("Alike", 4, 5)
    assert (record["n_shared"], record["n_categories"]) == (6, 6)  # however the shops spell them
    assert record["pretraining"]["log_loss"] < 0.5 * record["pretraining"]["base_log_loss"]
    assert len(RUNS.read(tmp_path / "alike")) == 10
    assert "AUC gain" in said.out
    assert "Pre-trained on Alike, AUC with 9 customers (30 %) is" in said.err
    kept = open_workspace(workspace).directory / "Here" / "models" / "transfer"
    assert len(list(kept.iterdir())) == 2
    assert not list(kept.glob(f"*/{SEQUENCES.name}"))  # nothing of the other shop's customers stays


@pytest.mark.parametrize(
    ("source", "options", "said"),
    [
        ("Here", (), "a shop cannot teach itself"),
        ("Nobody", (), "--from-shop: there is no shop called Nobody"),
        ("Alike", ("--shares", "0"), "a share of the customers"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(workspace, tmp_path, capsys, source, options, said):
    assert transferred(workspace, source, tmp_path / "out", *options) == 2
    assert said in capsys.readouterr().err
