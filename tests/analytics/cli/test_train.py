"""`python -m analytics train`: every option from files to a run."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.lab.files import HISTORY, INPUTS, RECORD, TESTED
from analytics.lab.work import LAB
from data.services.workspaces import open_workspace
from tests.builders import write_csv
from tests.planted import planted_table
from tests.simulated import simulate_shop


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("planted") / "rows.csv"
    planted_table().to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    path = tmp_path_factory.mktemp("shop") / "events.csv"
    simulate_shop(n_customers=60, n_visits_per_customer=8.0, n_products=4).events.to_csv(path, index=False)
    return path


def of_table(table, out, *options):
    return main(["train", "--table", str(table), "--outcome", "bought", "--out", str(out), *options])


def record_in(out):
    return json.loads((out / RECORD.name).read_text())


def test_a_table_becomes_a_run_with_a_model_and_figures(table, tmp_path, capsys):
    out = tmp_path / "out"
    roles = ("--customer", "who", "--time", "at", "--subject", "table")
    figures = ("--set", "n_trees=30", "l2=0.01", "--seed", "5", "--device", "cpu")

    assert of_table(table, out, *roles, "--model", "boosting", *figures) == 0

    record, tested = record_in(out), pd.read_parquet(out / TESTED.name)
    assert record["method"] == "boosting"
    assert (record["seed"], record["train"]["n_trees"], record["train"]["l2"]) == (5, 30, 0.01)
    assert record["train"]["split"] == "time"
    assert record["about"]["customer"] == "who"
    assert tested["time"].is_monotonic_increasing
    assert len(pd.read_parquet(out / HISTORY.name)) == record["epochs"]
    assert (out / "model" / "trees.json").exists()
    assert pd.read_parquet(out / INPUTS.name)["mean_absolute"].is_monotonic_decreasing
    printed = capsys.readouterr()
    assert "Logistic regression, on test" in printed.out
    assert "rows that it has not seen" in printed.err


def test_rows_split_and_what_is_stacked_are_as_asked(table, tmp_path):
    out = tmp_path / "out"
    rows = ("--rows", "300", "--customer", "who", "--split", "customer")

    assert of_table(table, out, *rows, "--model", "stacking", "--stacked", "logistic", "additive") == 0

    record = record_in(out)
    assert sum(record["n_rows"].values()) == 300
    assert record["train"]["stacked"] == ["logistic", "additive"]
    assert (out / "model" / "additive" / "trees.json").exists()


def test_a_shops_purchases_are_learned_by_a_network_and_kept_in_the_workspace(events, tmp_path):
    workspace = ("--workspace", str(tmp_path / "ws"))
    network = ("--model", "network", "--backend", "tensorflow", "--recurrent", "none")
    few = ("--set", "most_epochs=1", "n_hidden=4")
    out = tmp_path / "out"

    assert main(["train", "--events", str(events), *workspace, *network, *few, "--out", str(out)]) == 0
    again = ("--shop", "Command line", "--model", "logistic", "--imbalance", "none")
    assert main(["train", *workspace, *again, "--out", str(tmp_path / "again")]) == 0

    assert (out / "model" / "network.weights.h5").exists()
    assert record_in(out)["backend"] == "tensorflow"
    assert record_in(out)["fingerprint"] == record_in(tmp_path / "again")["fingerprint"]
    shop = open_workspace(tmp_path / "ws").open("Command line")
    assert len(LAB.jobs(shop.directory)) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "magic=1"), "network has no setting magic"),
        (("--set", "n_hidden"), "which is not NAME=VALUE"),
        (("--set", "n_hidden=0"), "n_hidden 0 is out of range"),
        (("--backend", "jax"), "jax is not installed"),
        (("--time", "never"), "column never: the table has no such column"),
        (("--split", "time", "--model", "logistic"), "no times to split by"),
        (("--shop", "Shop"), "--shop is of a workspace"),
        (("--subject", "purchase"), "--table is no shop's purchases"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(table, tmp_path, capsys, options, said):
    assert of_table(table, tmp_path / "out", *options) == 2

    error = capsys.readouterr().err
    assert said in error
    assert not (tmp_path / "out").exists()


def test_a_table_without_its_outcome_and_no_rows_at_all_are_refused(table, tmp_path, capsys):
    assert main(["train", "--table", str(table), "--out", str(tmp_path / "out")]) == 2
    assert "--outcome COLUMN" in capsys.readouterr().err
    broken = write_csv(tmp_path / "broken.csv", [{"a": 1, "bought": 2}])
    assert of_table(broken, tmp_path / "out") == 2
    assert "broken.csv, column bought" in capsys.readouterr().err
    assert main(["train", "--demo", "--shop", "X", "--workspace", str(tmp_path), "--out", str(tmp_path)]) == 2
    assert "there is no shop called X" in capsys.readouterr().err
