"""Tasks side by side come back in order and stop when told; a limit of cores is lifted whoever ends first."""

import time

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


def test_tasks_share_the_cores_instead_of_each_asking_for_all():
    before = _cores()

    assert side_by_side(lambda task: set(_cores()), range(3)) == [{1}] * 3
    assert _cores() == before


@pytest.mark.parametrize("leaves_first", [0, 1])
def test_two_that_want_one_core_at_once_leave_all_cores_behind(leaves_first):
    before = _cores()
    both = [one_core(), one_core()]
    for limit in both:
        limit.__enter__()

    both.pop(leaves_first).__exit__(None, None, None)
    assert set(_cores()) == {1}
    both.pop().__exit__(None, None, None)

    assert _cores() == before


def _cores() -> list[int]:
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
