import json

import pytest

from analytics.jobs import state as room
from analytics.jobs.state import CANCEL_FILE, Cancelled, Progress, read_state, write_state

READING, TRAINING = "reading", "training"
STAGES = {READING: 0.25, TRAINING: 0.75}


@pytest.fixture(autouse=True)
def every_step_is_written(monkeypatch):
    monkeypatch.setattr(room, "_SECONDS_BETWEEN", 0.0)


def share(directory):
    return read_state(directory)["share"]


def test_a_stage_starts_where_the_earlier_ones_end(tmp_path):
    with Progress(tmp_path, STAGES).stage(TRAINING):
        assert read_state(tmp_path) | {"started_at": 0} == {
            "state": "running",
            "stage": TRAINING,
            "share": 0.25,
            "started_at": 0,
        }


def test_a_stage_counts_by_its_weight(tmp_path):
    with Progress(tmp_path, STAGES).stage(TRAINING) as report:
        report(0.5)

        assert share(tmp_path) == 0.625


@pytest.mark.parametrize(("told", "written"), [(-1.0, 0.25), (7.0, 1.0)])
def test_no_stage_leaves_its_bounds(tmp_path, told, written):
    with Progress(tmp_path, STAGES).stage(TRAINING) as report:
        report(told)

        assert share(tmp_path) == written


def test_small_steps_are_not_all_written(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_SECONDS_BETWEEN", 3600.0)

    with Progress(tmp_path, STAGES).stage(TRAINING) as report:
        report(0.5)

        assert share(tmp_path) == 0.25


def test_a_cancelled_run_notices_at_its_next_step(tmp_path):
    with Progress(tmp_path, STAGES).stage(TRAINING) as report:
        (tmp_path / CANCEL_FILE).touch()

        with pytest.raises(Cancelled):
            report(0.1)


def test_a_run_cancelled_between_stages_does_not_start_the_next(tmp_path):
    (tmp_path / CANCEL_FILE).touch()

    with pytest.raises(Cancelled), Progress(tmp_path, STAGES).stage(READING):
        raise AssertionError("the stage was entered")


def test_stages_are_said_and_timed(tmp_path):
    said = []
    progress = Progress(tmp_path, STAGES, said.append)

    for name in STAGES:
        with progress.stage(name):
            pass

    assert said == [READING, TRAINING]
    assert set(progress.seconds) == set(STAGES) and min(progress.seconds.values()) >= 0


def test_the_start_of_a_queued_run_is_kept(tmp_path):
    write_state(tmp_path, {"state": "queued", "started_at": 17.0})

    with Progress(tmp_path, STAGES).stage(READING):
        assert read_state(tmp_path)["started_at"] == 17.0


def test_a_state_is_replaced_whole_and_leaves_no_draft(tmp_path):
    write_state(tmp_path, {"state": "queued"})
    write_state(tmp_path, {"state": "done"})

    assert [path.name for path in tmp_path.iterdir()] == ["progress.json"]
    assert json.loads((tmp_path / "progress.json").read_text()) == {"state": "done"}


def test_no_state_and_an_unreadable_one_are_none(tmp_path):
    assert read_state(tmp_path) is None
    (tmp_path / "progress.json").write_text('{"state": "run')
    assert read_state(tmp_path) is None
