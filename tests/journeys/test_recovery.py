"""From the button to the answer: would the advice find the truth in a shop like this?"""

import json
import re

import pandas as pd
import pytest

from analytics.demand import batches
from analytics.jobs import worker
from analytics.runs import recovery, recovery_check
from analytics.runs.artifacts import EVIDENCE, RECORD, RECOVERED, REPORT
from analytics.runs.recovery import CHECK, RecoveryConfig, asking
from components.recovery.words import NOISE
from components.shell import jobs
from data.privacy.digests import renew_digests
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import rewrite

PAGE = "pages/evidence/recovery.py"
FEW = {name: recovery_check.SETTINGS[name] for name in (recovery_check.OWN, recovery_check.LAST)}
FILES = [artifact.name for artifact in (REPORT, *RECOVERED)]


@pytest.fixture
def few_steps(monkeypatch):
    """Train for moments only, in two settings instead of nine: what is learned is not the question here."""
    monkeypatch.setattr(batches, "_MOST_STEPS", 30)
    monkeypatch.setattr(recovery_check, "SETTINGS", FEW)


@pytest.fixture
def checked(run, few_steps):
    """The directory of a run that was checked, with its check done in this process."""
    directory = CHECK.prepared(run, asking(RecoveryConfig(most_cells=5_000, n_members=3, few_members=3)))
    assert worker.main(CHECK.kind, directory) == 0, CHECK.status(run)
    return run


def test_a_shop_that_was_never_checked_offers_to_be(trained):
    app = open_app(PAGE)

    assert not app.exception
    assert re.search(r"One click, (under a minute|about \d+ minutes?), by what the training took", words(app))
    assert [b.label for b in app.main.button] == ["Check with simulated shops"]


def test_a_finished_check_is_kept_with_the_run_and_shown(checked):
    report = recovery.read_recovered(checked).report
    app = open_app(PAGE)

    assert not app.exception
    assert "In simulated shops like yours" in words(app) or "no discount" in words(app)
    assert "What more visits would bring" in chart_titles(app)
    assert [name for name in FILES if not (checked / name).exists()] == []
    assert report["n_visits_simulated"] < report["n_visits"]
    assert report["needs"]["n_visits"] == report["n_visits"]
    assert CHECK.status(checked).state == "done"
    found = pd.read_parquet(checked / "recovery_elasticities.parquet")
    assert (found["true_elasticity"] < 0).all()


def test_a_check_at_work_shows_its_progress_survives_a_reload_and_can_be_cancelled(trained, run):
    app = press(open_app(PAGE), "start-recovery")

    assert CHECK.status(run).state in jobs.ACTIVE
    again = open_app(PAGE)
    assert len(again.main.get("progress")) == 1
    press(again, "cancel-recovery")

    assert not app.exception
    assert CHECK.status(run).state == "cancelled"
    assert "The last check was cancelled." in words(open_app(PAGE))
    assert recovery.read_recovered(run) is None


def test_a_check_that_is_at_work_is_not_started_twice(run):
    recovery.start(run)
    first = (CHECK.directory(run) / "pid").read_text()

    recovery.start(run)

    assert (CHECK.directory(run) / "pid").read_text() == first
    CHECK.cancel(run)


def test_a_run_without_bundles_is_told_what_is_missing(run, few_steps):
    book = pd.read_parquet(run / "price_book.parquet")
    rewrite(run / "price_book.parquet", book.iloc[:0])

    directory = CHECK.prepared(run, asking(RecoveryConfig()))

    assert worker.main(CHECK.kind, directory) == 1
    assert "no bundles to advise on" in CHECK.status(run).error


def test_a_check_takes_longer_where_the_training_did_and_costs_the_same_for_any_catalog(run):
    once = recovery.expected_seconds(run, 1_000, 4)
    record = json.loads((run / "run.json").read_text())
    record["seconds"] = {stage: 3 * seconds for stage, seconds in record["seconds"].items()}
    RECORD.write(run, record)
    renew_digests(run, [run / RECORD.name])

    assert recovery.expected_seconds(run, 1_000, 4) == pytest.approx(3 * once)
    assert recovery.expected_seconds(run, 10**6, 30) == recovery.expected_seconds(run, 10**7, 9_000)


def test_an_earlier_check_tells_how_long_the_next_one_takes(checked):
    took = recovery.read_recovered(checked).report["seconds"]

    assert recovery.expected_seconds(checked, 1, 1) == took


def test_a_check_of_a_private_training_says_that_it_trains_without_noise(checked):
    evidence = EVIDENCE.read(checked) | {"privacy": {"epsilon": 3.0}}
    EVIDENCE.write_rows(checked, evidence)
    renew_digests(checked, [checked / EVIDENCE.name])
    assert words(open_app(PAGE)).count(NOISE) == 0  # the check was made of a public one

    directory = CHECK.prepared(checked, asking(RecoveryConfig(most_cells=5_000, n_members=3, few_members=3)))
    assert worker.main(CHECK.kind, directory) == 0

    assert words(open_app(PAGE)).count(NOISE) == 1
