"""From the button to a winner that is trained, and from a trained model to one in use."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.jobs import process as jobs
from analytics.jobs import worker
from analytics.jobs.everywhere import cancel_all
from analytics.jobs.state import JobState, end
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.registry.runs import lab_runs, run_in_use
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.tuning.config import Range, Sampler, TuneConfig
from analytics.lab.tuning.files import RECORD, TRIED
from analytics.lab.tuning.work import TUNING, TuningConfig, tuning_of
from analytics.lab.work import LAB
from components.lab_models.actions import exported
from components.tune.choice import chosen_space
from tests.app_driver import chart_titles, open_app, press, words
from tests.builders import import_csv, new_shop, order_lines, write_csv
from tests.lab_runs import lab_run, planted

TUNE, MODELS = "pages/lab/tune.py", "pages/lab/models.py"
OLD, NEW = "20260101-100000000000-aaaa", "20260102-100000000000-bbbb"
SUBJECT = SubjectConfig(Subject.TABLE, "rows.csv", "won", fingerprint="f" * 16)
SEARCH = TuneConfig(
    TrainConfig(Method.LOGISTIC, Split.CUSTOMER), Sampler.RANDOM, n_trials=6, space=(Range("l2", 0.001, 1),)
)


@pytest.fixture
def shop(tmp_path):
    """A shop whose orders hold one product or both."""
    shop = new_shop(tmp_path, "My shop")
    lines = order_lines()
    import_csv(shop, write_csv(tmp_path / "orders.csv", [line for i, line in enumerate(lines) if i % 3]))
    yield shop
    cancel_all(Path(shop.directory))


@pytest.fixture
def started(shop, monkeypatch):
    """What would be launched is noted: a test does it in its own process."""
    asked = []
    monkeypatch.setattr(jobs, "launch", lambda kind, directory: asked.append((kind, directory)))
    return asked


def searched(shop, started, config=SEARCH):
    """Do a search in this process and return its directory."""
    tuning_of(KeptRows(planted(160))).start(shop, TuningConfig(SUBJECT, config))
    kind, directory = started.pop()
    assert worker.main(kind, directory) == 0
    return directory


def test_a_search_is_shown_with_its_winner_which_is_trained_on_the_same_rows(shop, started):
    directory = searched(shop, started)
    record = RECORD.read(directory)

    app = open_app(TUNE, shop="My shop")

    assert not app.exception
    assert "that no trial has seen" in words(app)
    assert chart_titles(app) == [
        "The best loss so far falls as trials go on",
        "Which settings decide how good a trial is",
        "Where the settings of good trials lie",
    ]
    assert record["winner"]["trial"] > 0
    press(app, "train-winner")
    (kind, run) = started.pop()
    assert kind == LAB.kind
    assert worker.main(kind, run) == 0
    (trained,) = lab_runs(shop.directory)
    assert trained.told("parent") == directory.name
    assert trained.told("train")["l2"] == record["winner"]["figures"]["l2"]
    assert trained.metric("test", "log_loss") == pytest.approx(record["winner"]["test_loss"])


def test_a_search_is_asked_for_with_the_ranges_of_the_page(shop, started):
    app = open_app(TUNE, shop="My shop")
    for key, value in (("tune-method", Method.LOGISTIC), ("tune-sampler", Sampler.RANDOM)):
        app.selectbox(key=key).set_value(value)
    app.number_input(key="tune-trials").set_value(2)
    app.run()

    press(app, "start-tuning")

    assert not app.error, words(app)
    kind, directory = started.pop()
    asked = TUNING.asked(directory)
    assert (asked.tune.train.method, asked.tune.sampler, asked.tune.n_trials) == ("logistic", "random", 2)
    assert [one.name for one in asked.tune.space] == ["l1", "l2", "most_epochs"]
    assert kind == TUNING.kind


def test_a_search_that_was_interrupted_goes_on_where_it_was(shop, started):
    directory = searched(shop, started)
    trials = TRIED.read(directory)["trials"]
    (directory / RECORD.name).unlink()
    (directory / "digests.json").unlink()
    end(directory, JobState.INTERRUPTED)

    press(open_app(TUNE, shop="My shop"), "go-on")

    assert worker.main(*started.pop()) == 0
    assert TRIED.read(directory)["trials"] == trials


def test_unticked_settings_stay_as_they_are():
    ranges = (Range("l1", 0.0, 1.0), Range("l2", 0.0, 1.0))
    edited = pd.DataFrame({"is_varied": [False, True], "low": [0.0, 0.1], "high": [1.0, 0.5]})

    assert chosen_space(ranges, edited) == (Range("l2", 0.1, 0.5),)


def test_models_are_put_to_use_put_away_taken_in_and_deleted(shop):
    home = Path(shop.directory)
    assert "No model has been trained yet" in words(open_app(MODELS, shop="My shop"))
    for run_id in (OLD, NEW):
        lab_run(home, run_id)

    app = choose(open_app(MODELS, shop="My shop"), 0)
    press(app, "Put to use")
    assert run_in_use(home, "purchase").run_id == NEW
    assert "in use: Logistic regression (AUC 0.800)" in words(open_app(MODELS, shop="My shop"))

    press(choose(open_app(MODELS, shop="My shop"), 1), "Archive")
    assert [run.run_id for run in lab_runs(home, with_archived=False)] == [NEW]

    app = open_app(MODELS, shop="My shop")
    file = ("model.zip", exported(home, OLD), "application/zip")
    app.file_uploader(key="lab-import").set_value([file]).run()
    assert len(lab_runs(home)) == 3

    press(choose(open_app(MODELS, shop="My shop"), 1), "Use no longer")
    assert run_in_use(home, "purchase") is None

    app = choose(open_app(MODELS, shop="My shop"), 1)
    app.checkbox(key=f"sure-{NEW}").set_value(True).run()
    press(app, f"delete-{NEW}")
    assert NEW not in [run.run_id for run in lab_runs(home)]


def choose(app, *rows):
    app.session_state["lab-models"] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    return app.run()


def test_two_models_are_compared_field_by_field(shop):
    lab_run(Path(shop.directory), OLD)
    lab_run(Path(shop.directory), NEW, l2=0.25)

    app = choose(open_app(MODELS, shop="My shop"), 0, 1)

    assert not app.exception
    assert chart_titles(app) == ["The model with the shortest bar predicts best"]
    tables = [table.value for table in app.dataframe]
    assert any("train.l2" in set(table["field"]) for table in tables if "field" in table)


def test_a_file_that_is_no_model_is_refused_in_a_sentence(shop):
    app = open_app(MODELS, shop="My shop")

    app.file_uploader(key="lab-import").set_value([("x.zip", b"nothing", "application/zip")]).run()

    assert "The file is damaged, or no exported lab run" in words(app)
