"""`python -m analytics tune`: every option from rows to trials and a winner."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.lab.tuning import search
from tests.lab_runs import planted


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    examples = planted(120)
    told = {"won": examples.outcome, "who": range(120), "when": pd.date_range("2025-01-01", periods=120)}
    path = tmp_path_factory.mktemp("table") / "rows.csv"
    examples.inputs.assign(**told).to_csv(path, index=False)
    return path


def tune(table, out, *options):
    rows = ("--table", str(table), "--outcome", "won", "--customer", "who", "--time", "when")
    return main(["tune", *rows, "--out", str(out), "--model", "logistic", *options])


def record_of(out):
    return json.loads((out / "tuning.json").read_text())


@pytest.mark.parametrize("sampler", ["grid", "random", "tpe", "evolutionary"])
def test_each_sampler_finds_settings_within_the_ranges_and_says_what_they_are_worth(
    table, tmp_path, sampler, capsys
):
    options = (
        "--sampler",
        sampler,
        "--trials",
        "4",
        "--space",
        "l2=0.001:1",
        "most_epochs=2:3",
        "--seed",
        "5",
    )

    assert tune(table, tmp_path / "out", *options, "--split", "customer", "--pruner", "none") == 0

    said, record = capsys.readouterr(), record_of(tmp_path / "out")
    trials = pd.read_parquet(tmp_path / "out" / "trials.parquet")
    assert len(trials) == 5
    assert trials["l2"].dropna().between(0.001, 1).all()
    assert (record["sampler"], record["pruner"], record["seed"]) == (sampler, "none", 5)
    assert record["train"]["split"] == "customer"
    assert {one["name"] for one in record["space"]} == {"l2", "most_epochs"}
    assert record["about"]["file"] == "rows.csv"
    assert record["fingerprint"]
    assert "Log-loss" in said.out
    assert ("No gain" in said.err) == (record["verdict"] != "gain")


def test_a_search_that_was_killed_is_gone_on_with_where_it_was(table, tmp_path, monkeypatch, capsys):
    options = ("--sampler", "random", "--trials", "4", "--space", "l2=0.001:1")
    assert tune(table, tmp_path / "whole", *options) == 0
    fitted = []

    def dying(config, *rest):
        fitted.append(config)
        if len(fitted) == 4:
            raise KeyboardInterrupt
        return fit(config, *rest)

    fit = search.fit_variant
    with monkeypatch.context() as patched:
        patched.setattr(search, "fit_variant", dying)
        assert tune(table, tmp_path / "out", *options) != 0
    assert not (tmp_path / "out" / "tuning.json").exists()

    assert tune(table, tmp_path / "out", *options, "--resume") == 0

    whole, resumed = (pd.read_parquet(tmp_path / out / "trials.parquet") for out in ("whole", "out"))
    pd.testing.assert_frame_equal(whole.drop(columns="seconds"), resumed.drop(columns="seconds"))
    assert record_of(tmp_path / "out")["gain"] == record_of(tmp_path / "whole")["gain"]
    assert tune(table, tmp_path / "out", *options[:-2], "--resume") == 2
    assert "holds a search for something else" in capsys.readouterr().err


def test_the_time_ends_a_search(table, tmp_path):
    assert tune(table, tmp_path / "out", "--minutes", "0.00001", "--trials", "50") == 0

    assert sum(record_of(tmp_path / "out")["n_trials"].values()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--space", "l2"), "which is not NAME=LOW:HIGH"),
        (("--space", "n_leaves=2:8"), "logistic has no setting n_leaves"),
        (("--space", "l2=1:0.1"), "cannot be searched"),
        (("--resume",), "holds no search to go on with"),
        (("--trials", "0"), "out of range"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_a_line_and_leaves_nothing(
    table, tmp_path, capsys, words, said
):
    assert tune(table, tmp_path / "out", *words) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not (tmp_path / "out").exists()


def test_rows_must_be_named(tmp_path, capsys):
    assert main(["tune", "--model", "logistic", "--out", str(tmp_path / "out")]) == 2
    assert "which rows to learn from is not said" in capsys.readouterr().err
