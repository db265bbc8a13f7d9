"""A training as a job: every run stays, a killed one fails alone, and its losses are told while it runs."""

import os
import signal
import time

import pandas as pd
import pytest

from analytics.jobs.state import JobState
from analytics.lab.config import Method, Split, TrainConfig
from analytics.lab.device import Backend, Device, chosen_device, require_backend
from analytics.lab.figures import best_threshold, figures
from analytics.lab.files import HISTORY, MODEL, RECORD, TESTED
from analytics.lab.subjects.config import Subject, SubjectConfig
from analytics.lab.subjects.kept import KeptRows
from analytics.lab.variant import load_variant
from analytics.lab.work import LAB, LabConfig, lab_of, read_examples, train_variant
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.builders import import_csv, order_lines, write_csv
from tests.planted import planted, quick

TABLE = SubjectConfig(Subject.TABLE, "rows.csv", "bought", fingerprint="abc")


@pytest.fixture
def shop(tmp_path):
    shop = open_workspace(tmp_path / "workspace").create("Shop")
    import_csv(shop, write_csv(tmp_path / "orders.csv", order_lines()))
    return shop


def config(**changes):
    return LabConfig(TABLE, quick(Method.LOGISTIC, **changes))


def ended(shop):
    while LAB.active(shop.directory):
        time.sleep(0.05)
    return LAB.jobs(shop.directory)[0].state


def test_every_run_that_ended_well_stays_and_a_killed_one_fails_alone(shop):
    work = lab_of(KeptRows(planted(400)))
    slow = LabConfig(TABLE, TrainConfig(Method.BOOSTING, Split.CUSTOMER, n_trees=5000, patience=0))

    work.start(shop, config())
    assert ended(shop) is JobState.DONE
    killed = LAB.newest(shop.directory).parent / work.start(shop, slow)
    while not HISTORY.is_in(killed):
        time.sleep(0.05)
    told = HISTORY.read(killed)
    os.kill(int((killed / "pid").read_text().split()[0]), signal.SIGKILL)

    assert ended(shop) is JobState.INTERRUPTED
    assert list(told) == list(HISTORY.needed)
    work.start(shop, config(seed=1))
    assert ended(shop) is JobState.DONE
    jobs = LAB.jobs(shop.directory)
    assert [job.state for job in jobs] == [JobState.DONE, JobState.DONE]
    assert RECORD.read(LAB.newest(shop.directory))["fingerprint"] == "abc"


def test_a_run_keeps_its_model_its_figures_and_what_it_was_judged_by(shop, tmp_path):
    asked = config()
    with LAB.directory(shop, is_kept=False) as directory:
        lab_of(KeptRows(planted(400))).write_snapshot(shop, asked, directory)
        train_variant(directory)

        record, tested = RECORD.read(directory), TESTED.read(directory)
        variant = load_variant(asked.train, directory / MODEL.name)
        examples = read_examples(directory)

    score = variant.predict(examples)
    assert set(tested["score"].round(9)) <= set(score.round(9))
    assert record["metrics"]["test"] == pytest.approx(
        figures(tested["outcome"], tested["score"], record["threshold"])
    )
    assert sum(record["n_rows"].values()) == 400
    assert record["device"] == "cpu"
    assert record["baselines"]["majority"]["auc"] == 0.5


def test_the_threshold_is_the_one_of_the_highest_f1():
    outcome, share = pd.Series([0, 0, 1, 0, 1.0]), pd.Series([0.1, 0.2, 0.6, 0.7, 0.9])

    threshold = best_threshold(outcome.to_numpy(), share.to_numpy())

    told = figures(outcome.to_numpy(), share.to_numpy(), threshold)
    assert threshold == 0.6
    assert (told["recall"], told["precision"]) == (1.0, pytest.approx(2 / 3))


def test_a_device_or_a_backend_that_is_missing_is_named():
    assert chosen_device(Device.AUTO) is Device.CPU
    with pytest.raises(InputError, match="finds no graphics card"):
        chosen_device(Device.GPU)
    with pytest.raises(InputError, match="torch is not installed"):
        require_backend(Backend.TORCH)
    with pytest.raises(InputError, match="there is no device tpu"):
        LabConfig(device="tpu")
    with pytest.raises(InputError, match="out of range"):
        LabConfig(train=TrainConfig(n_hidden=0))
