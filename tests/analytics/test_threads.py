"""Tasks side by side come back in order and stop when told; a limit of cores is lifted whoever ends first."""

import time
from threading import Event, Thread

import pytest
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from analytics.threads import one_core, side_by_side


def test_results_keep_the_order_of_the_tasks():
    seconds = [0.05, 0.0, 0.02]

    assert side_by_side(lambda task: time.sleep(task) or task, seconds) == seconds


def test_progress_reaches_one():
    said = []

    side_by_side(abs, range(4), said.append)

    assert said == [0.25, 0.5, 0.75, 1.0]


def test_what_was_not_begun_when_the_report_stops_never_is():
    begun = []

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        side_by_side(lambda task: begun.append(task) or time.sleep(0.01), range(1000), stop)

    assert len(begun) < 100


def test_two_that_want_one_core_at_once_leave_all_cores_behind():
    before = _cores()
    is_first_in, may_first_end = Event(), Event()

    def first():
        with one_core():
            is_first_in.set()
            may_first_end.wait(10)

    def second():
        with one_core():
            may_first_end.set()

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    is_first_in.wait(10)
    assert set(_cores()) == {1}
    threads[1].start()
    time.sleep(0.1)
    may_first_end.set()
    for thread in threads:
        thread.join(10)

    assert _cores() == before


def _cores() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
