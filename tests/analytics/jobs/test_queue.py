"""Work waits its turn over all shops; whoever dies, on whichever side, blocks nobody."""

import os
import signal
import time

import psutil
import pytest

from analytics.jobs import process as jobs
from analytics.jobs.everywhere import cancel_all
from analytics.jobs.queue import AT_ONCE, most_at_once, queue_of
from analytics.jobs.state import ACTIVE, JobState
from data.schema import InputError
from tests.long_work import KIND

PATIENCE = 60


@pytest.fixture
def line(tmp_path):
    """Three jobs, started one after the other, each of another shop."""
    found = []
    for shop in ("first", "second", "third"):
        directory = tmp_path / "workspace" / shop / "runs" / "20250101-100000-aaaa"
        directory.mkdir(parents=True)
        (tmp_path / "workspace" / shop / "shop.duckdb").touch()
        jobs.launch(KIND, directory)
        found.append(directory)
        wait_for(lambda: state_of(found[-1]).state is JobState.RUNNING or state_of(found[-1]).place > 0)
    yield found
    cancel_all(tmp_path)


def state_of(directory):
    return jobs.status(KIND, directory)


def wait_for(is_so):
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def kill(directory):
    os.kill(psutil.Process(int((directory / "pid").read_text().split()[0])).pid, signal.SIGKILL)


def test_one_works_the_others_wait_in_line_and_a_killed_one_lets_the_next_begin(line):
    first, second, third = line
    assert [state_of(each).state for each in line] == [JobState.RUNNING, JobState.QUEUED, JobState.QUEUED]
    assert [state_of(each).place for each in line] == [0, 1, 2]

    kill(first)
    wait_for(lambda: state_of(second).state is JobState.RUNNING)

    assert state_of(first).state not in (*ACTIVE, JobState.DONE)
    assert state_of(first).finished_at is not None
    wait_for(lambda: state_of(third).place == 1)


def test_waiting_work_is_cancelled_or_killed_without_holding_up_those_behind(line):
    first, second, third = line

    jobs.cancel(second)
    assert state_of(second).state is JobState.CANCELLED
    wait_for(lambda: state_of(third).place == 1)

    kill(third)
    (first / "enough").touch()
    wait_for(lambda: state_of(first).state is JobState.DONE)
    assert state_of(third).state not in (*ACTIVE, JobState.DONE)
    jobs.launch(KIND, third)
    wait_for(lambda: state_of(third).state is JobState.RUNNING)
    (third / "enough").touch()
    wait_for(lambda: state_of(third).state is JobState.DONE)
    assert list(queue_of(third).iterdir()) == []


def test_as_many_work_at_once_as_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv(AT_ONCE, "2")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        jobs.launch(KIND, tmp_path / name)

    wait_for(lambda: all(state_of(tmp_path / name).state is JobState.RUNNING for name in "ab"))
    cancel_all(tmp_path)


@pytest.mark.parametrize("words", ["0", "-1", "many", "1.5", "100"])
def test_a_number_of_jobs_that_makes_no_sense_is_refused(monkeypatch, words):
    monkeypatch.setenv(AT_ONCE, words)

    with pytest.raises(InputError, match=AT_ONCE):
        most_at_once()
