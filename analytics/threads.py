"""Cores: many small tasks on all of them, and what only one may compute."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import RLock
from typing import TypeVar

_MOST_THREADS = 4  # a task's arrays are large; more threads would outgrow the memory, not the work
_IS_LIMITED = RLock()

Task = TypeVar("Task")
Done = TypeVar("Done")


def side_by_side(
    do: Callable[[Task], Done], tasks: Iterable[Task], report: Callable[[float], None] = lambda share: None
) -> list[Done]:
    """Return what every task gives, in order, one task a core: NumPy leaves Python while it computes.

    Parameters
    ----------
    report : called in this thread with the share of the tasks that are done, 0–1; may raise to stop, and
        tasks not begun then never are
    """
    waiting = list(tasks)
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    threads = ThreadPoolExecutor(min(len(allowed), _MOST_THREADS))
    try:
        done: list[Done] = []
        for result in threads.map(do, waiting):
            done.append(result)
            report(len(done) / len(waiting))
        return done
    finally:
        threads.shutdown(cancel_futures=True)


@contextmanager
def one_core() -> Iterator[None]:
    """Leave the libraries of linear algebra and trees one core: their sums then never differ from run to run.

    The limit is the process's. Two that set it at once would each restore what the other had set, so the
    second waits.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn

    with _IS_LIMITED, threadpool_limits(limits=1):
        yield
