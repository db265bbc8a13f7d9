"""Work in a process of its own: whatever happens to it or around it, its state says so."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from analytics.jobs import process as jobs
from analytics.jobs.everywhere import cancel_all
from analytics.jobs.state import JobState
from tests.long_work import KIND, Step

ROOT = Path(__file__).parents[3]
PATIENCE = 60  # generous: machines are busy, and nothing here is about speed
STARTER = """
import sys
from pathlib import Path
from analytics.jobs.process import launch
from tests.long_work import KIND
launch(KIND, Path(sys.argv[1]))
"""
ALONE = """
import sys
import analytics.jobs.process, analytics.jobs.thread, analytics.jobs.worker
print([name for name in sys.modules if name.startswith("analytics.") and ".jobs" not in name])
"""


@pytest.fixture
def directory(tmp_path):
    """A directory for work, ended with the test whatever happens."""
    directory = tmp_path / "place" / "20250101-100000-aaaa"
    directory.mkdir(parents=True)
    yield directory
    jobs.delete(directory)


def wait_for(directory, state):
    deadline = time.monotonic() + PATIENCE
    while (found := jobs.status(KIND, directory)).state is not state:
        assert time.monotonic() < deadline, found
        time.sleep(0.02)
    return found


def process_of(directory):
    return psutil.Process(int((directory / "pid").read_text().split()[0]))


def test_names_sort_by_when_jobs_began_within_a_second_too():
    names = [jobs.new_job_id() for _ in range(20)]

    assert names == sorted(names)


def test_work_is_followed_from_its_start_to_its_end(directory):
    jobs.launch(KIND, directory)
    running = wait_for(directory, JobState.RUNNING)

    (directory / "enough").touch()
    done = wait_for(directory, JobState.DONE)

    assert running.stage in list(Step) and 0 <= running.share < 1
    assert (done.share, done.error, done.job_id) == (1.0, None, directory.name)
    assert done.started_at <= done.finished_at


def test_killed_work_was_interrupted_and_can_be_started_again(directory):
    jobs.launch(KIND, directory)
    wait_for(directory, JobState.RUNNING)

    os.kill(process_of(directory).pid, signal.SIGKILL)

    assert wait_for(directory, JobState.INTERRUPTED).finished_at is not None
    (directory / "enough").touch()
    jobs.launch(KIND, directory)
    wait_for(directory, JobState.DONE)


def test_work_goes_on_without_who_started_it_and_is_found_by_whoever_comes(directory):
    subprocess.run([sys.executable, "-c", STARTER, str(directory)], cwd=ROOT, check=True)

    assert wait_for(directory, JobState.RUNNING).share < 1
    (directory / "enough").touch()
    assert wait_for(directory, JobState.DONE).share == 1


@pytest.mark.parametrize("is_deaf", [False, True])
def test_cancelled_work_ends_even_where_it_does_not_listen(directory, monkeypatch, is_deaf):
    monkeypatch.setattr(jobs, "_PATIENCE_SECONDS", 0.2 if is_deaf else PATIENCE)
    if is_deaf:
        (directory / "deaf").touch()
    jobs.launch(KIND, directory)
    wait_for(directory, JobState.RUNNING)
    process = process_of(directory)

    jobs.cancel(directory)

    assert jobs.status(KIND, directory).state is JobState.CANCELLED
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_everything_at_work_below_a_place_is_stopped(directory):
    within = directory / "check"
    within.mkdir()
    for each in (directory, within):
        jobs.launch(KIND, each)

    cancel_all(directory.parent)

    assert [jobs.status(KIND, each).state for each in (directory, within)] == [JobState.CANCELLED] * 2


def test_a_state_that_cannot_be_read_is_damaged_and_said(directory):
    (directory / "progress.json").write_text('{"state": "sleeping"}')

    found = jobs.status(KIND, directory)

    assert found.state is JobState.DAMAGED
    assert "progress.json is missing or damaged" in found.error


def test_the_room_of_jobs_knows_no_room_above_it():
    said = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"
