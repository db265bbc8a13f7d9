"""From the button, or the command, to the answer: other weeks, other customers, leaks, more data."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.demand import batches
from analytics.jobs import worker
from analytics.runs import validation, validation_figures
from analytics.runs.artifacts import CUSTOMERS_BEFORE, VISIT_LINES, VISITS
from analytics.runs.scoring.stored import keep_model
from analytics.runs.validation import OUTPUTS, VALIDATION, ValidationConfig, asking
from components.shell import jobs
from data.privacy.digests import renew_digests
from tests.app_driver import chart_titles, open_app, press, words

PAGE = "pages/evidence/validation.py"


@pytest.fixture
def few_steps(monkeypatch):
    """Train for moments only: what is learned is not the question here."""
    monkeypatch.setattr(batches, "_MOST_STEPS", 30)
    monkeypatch.setattr(batches, "_LEAST_STEPS", 30)
    monkeypatch.setattr(validation_figures, "SHARES", (0.4, 1.0))


@pytest.fixture
def validated(run, few_steps):
    """The directory of a run that was validated, with the work done in this process."""
    directory = VALIDATION.prepared(run, asking(ValidationConfig(folds=2, most_visits=1_500)))
    assert worker.main(VALIDATION.kind, directory) == 0, VALIDATION.status(run)
    return run


def test_a_run_that_was_never_validated_offers_to_be_and_shows_work_that_can_be_cancelled(trained, run):
    app = open_app(PAGE)
    assert not app.exception
    assert [b.label for b in app.main.button] == ["Validate the model"]

    app.selectbox[0].set_value("Other customers")
    app = press(app, "start-validation")

    assert VALIDATION.status(run).state in jobs.ACTIVE
    assert validation.asked_of(VALIDATION.directory(run)).by == "customer"
    again = open_app(PAGE)
    assert len(again.main.get("progress")) == 1
    press(again, "cancel-validation")
    assert VALIDATION.status(run).state == "cancelled"
    assert "The last validation was cancelled." in words(open_app(PAGE))


def test_a_finished_validation_is_kept_with_the_run_and_shown(validated):
    found = validation.read_validated(validated)
    app = open_app(PAGE)

    assert not app.exception
    assert "Refitted, the model ranks purchases with an AUC of" in words(app)
    assert any("dots lie near" in title for title in chart_titles(app))
    assert set(found.folds["by"]) == {"time", "customer"} and len(found.folds) == 2 * 2 * 3
    majority = found.folds[found.folds["way"] == "majority"]
    assert (majority["auc"] == 0.5).all()
    verdicts = found.leaks.set_index("check")["verdict"]
    assert (verdicts[["later_rows", "shared_customers", "future_inputs", "single_input"]] == "PASS").all()
    assert found.learning["share"].tolist() == [0.4, 1.0]
    assert found.learning["n_customers"].is_monotonic_increasing


def test_a_column_computed_from_the_future_is_found_through_the_command_line(
    run, tmp_path, few_steps, capsys
):
    visits, lines = VISITS.read(run), VISIT_LINES.read(run)
    since = visits["visited_at"].sort_values().iloc[len(visits) - len(visits) // 3]
    later = visits[visits["visited_at"] >= since]
    bought = lines[lines["n_bought"] > 0].merge(later, on="visit_id").groupby("customer_id").size()
    customers = CUSTOMERS_BEFORE.read(run)
    will_buy = customers["customer_id"].map(bought).fillna(0.0).astype(float)
    CUSTOMERS_BEFORE.write(run, customers.assign(will_buy=will_buy))
    renew_digests(run, [run / CUSTOMERS_BEFORE.name])

    out = tmp_path / "out"
    options = ["--folds", "2", "--by", "customer", "--members", "2", "--out", str(out)]
    assert main(["validate", "--model", str(run), *options]) == 0

    assert {path.name for path in out.iterdir()} == {file.name for file in OUTPUTS}
    leaks = pd.read_parquet(out / "validation_leaks.parquet").set_index("subject")
    assert leaks.loc["will_buy", "verdict"] == "FAIL"
    assert (leaks.drop(index="will_buy")["verdict"] != "FAIL").all()
    report = json.loads((out / "validation.json").read_text())
    assert report["verdict"] == "FAIL" and report["config"]["members"] == 2
    assert set(pd.read_parquet(out / "validation_folds.parquet")["by"]) == {"customer"}
    folds = pd.read_parquet(out / "validation_folds.parquet")
    mean = next(row for row in report["means"] if row["way"] == "model" and row["figure"] == "auc")
    assert np.isclose(folds.loc[folds["way"] == "model", "auc"].mean(), mean["mean"], rtol=1e-12)
    assert "The leak check FAILED" in capsys.readouterr().err


def test_a_model_without_its_visits_is_told_what_to_give(run, tmp_path, capsys):
    keep_model(run, tmp_path / "kept")

    code = main(["validate", "--model", str(tmp_path / "kept"), "--out", str(tmp_path / "out")])

    assert code == 2
    assert "Give --workspace and --shop" in capsys.readouterr().err
