"""`python -m analytics models`: every action on the lab runs of a shop."""

import json

import pytest

from analytics.__main__ import main
from tests.builders import new_shop
from tests.lab_runs import lab_run

OLD, NEW = "20260101-100000000000-aaaa", "20260102-100000000000-bbbb"


@pytest.fixture
def home(tmp_path):
    shop = new_shop(tmp_path, "My shop")
    shop.close()
    lab_run(shop.directory, OLD)
    lab_run(shop.directory, NEW, l2=0.25)
    return tmp_path


def models(home, action, *names):
    place = ("--workspace", str(home / "workspace"), "--shop", "My shop")
    return main(["models", action, *map(str, names), *place])


def test_runs_are_listed_shown_put_to_use_put_away_and_deleted(home, capsys):
    for action, *names in (("pin", NEW), ("archive", OLD), ("list",)):
        assert models(home, action, *names) == 0
    new, old = capsys.readouterr().out.splitlines()[1:]
    assert new.split()[0] == NEW
    assert "0.75" in new
    assert [line.split().count("yes") for line in (new, old)] == [1, 1]

    assert models(home, "show", NEW) == 0
    assert json.loads(capsys.readouterr().out)["train"]["l2"] == 0.25

    for action in ("restore", "delete"):
        assert models(home, action, OLD) == 0
    assert models(home, "unpin", NEW) == 0
    assert models(home, "delete", NEW) == 0
    assert models(home, "list") == 0
    assert "No model has been trained in the Lab yet." in capsys.readouterr().err


def test_two_runs_differ_in_rows_and_one_from_itself_in_nothing(home, capsys):
    assert models(home, "diff", OLD, NEW) == 0
    said = capsys.readouterr().out
    assert "Settings" in said
    assert "train.l2" in said
    assert "0.25" in said

    assert models(home, "diff", NEW, NEW) == 0
    assert "differ in nothing" in capsys.readouterr().err


def test_a_run_goes_out_as_a_file_and_comes_in_as_another(home, capsys):
    file = home / "model.zip"

    assert models(home, "export", NEW, "--out", file) == 0
    assert models(home, "import", file) == 0
    capsys.readouterr()

    assert models(home, "list") == 0
    assert capsys.readouterr().out.count("0.75") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "models show takes one name"),
        (("diff", OLD), "models diff takes two runs"),
        (("list", "--out", "x.zip"), "models list writes no file"),
        (("pin", "../../x"), "There is no lab run"),
        (("delete", OLD), "is in use"),
        (("import", "nowhere.zip"), "cannot be read"),
        (("export", OLD, "--out", "."), "is a folder"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_line(home, capsys, words, said):
    assert models(home, "pin", OLD) == 0
    capsys.readouterr()

    assert models(home, *words) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_a_shop_that_is_not_there_is_named(home, capsys):
    assert main(["models", "list", "--workspace", str(home / "workspace"), "--shop", "Other"]) == 2
    assert "there is no shop called Other" in capsys.readouterr().err
