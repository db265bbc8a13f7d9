"""Work in a thread of this process: one of its kind at a time in a place, told how it ended."""

import threading

import pytest

from analytics.jobs.kinds import JobKind
from analytics.jobs.state import Cancelled, JobState
from analytics.jobs.thread import at_work, start_in_thread

KIND = JobKind("threaded", __name__)


@pytest.fixture
def gate():
    """What work waits for; open when the test ends."""
    gate = threading.Event()
    yield gate
    gate.set()


def waiting(gate):
    def work(job):
        job.report(0.5, "halfway")
        gate.wait(30)
        job.report(1.0, "nearly there")
        return "made"

    return work


def ended(job):
    job.thread.join(30)
    return job.status.state


def test_work_is_followed_and_hands_over_what_it_made(gate):
    job = start_in_thread(KIND, "here", "about it", waiting(gate))
    assert at_work(KIND, "here") is job and job.status.state is JobState.RUNNING

    gate.set()

    assert (ended(job), job.made, job.about, job.status.stage) == (
        JobState.DONE,
        "made",
        "about it",
        "nearly there",
    )
    assert at_work(KIND, "here") is None


def test_one_of_a_kind_works_in_a_place_at_a_time(gate):
    first = start_in_thread(KIND, "here", None, waiting(gate))

    assert start_in_thread(KIND, "here", None, waiting(gate)) is None
    elsewhere = start_in_thread(KIND, "there", None, waiting(gate))

    gate.set()
    assert [ended(job) for job in (first, elsewhere)] == [JobState.DONE] * 2


def test_cancelled_work_ends_at_its_next_step(gate):
    job = start_in_thread(KIND, "here", None, waiting(gate))

    job.cancel()
    gate.set()

    assert ended(job) is JobState.CANCELLED
    assert isinstance(job.problem, Cancelled) and job.made is None


def test_a_fault_is_kept_for_whoever_follows():
    job = start_in_thread(KIND, "here", None, lambda job: 1 / 0)

    assert ended(job) is JobState.FAILED
    assert isinstance(job.problem, ZeroDivisionError)
