"""Many small tasks at once: NumPy leaves Python while it computes, so threads use all cores."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

Task = TypeVar("Task")
Done = TypeVar("Done")


def side_by_side(
    do: Callable[[Task], Done], tasks: Iterable[Task], report: Callable[[float], None] = lambda share: None
) -> list[Done]:
    """Return what every task gives, in order, one task a core; products of matrices take one core each.

    Parameters
    ----------
    report : called in this thread with the share of the tasks that are done, 0–1; may raise to stop
    """
    waiting = list(tasks)
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    with threadpool_limits(1), ThreadPoolExecutor(len(allowed)) as threads:
        done: list[Done] = []
        for result in threads.map(do, waiting):
            done.append(result)
            report(len(done) / len(waiting))
        return done
