"""Cores: many small tasks on all of them, and what only one may compute."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn

MOST_THREADS = 4  # a task's arrays are large; more threads would outgrow the memory, not the work

Task = TypeVar("Task")
Done = TypeVar("Done")


def side_by_side(
    do: Callable[[Task], Done],
    tasks: Iterable[Task],
    report: Callable[[float], None] = lambda share: None,
    most: int = MOST_THREADS,
) -> list[Done]:
    """Return what every task gives, in order, one task a core: NumPy leaves Python while it computes.

    Parameters
    ----------
    report : called in this thread with the share of the tasks that are done, 0–1; may raise to stop, and
        tasks not begun then never are
    most : threads
    """
    waiting = list(tasks)
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
    threads = ThreadPoolExecutor(min(len(allowed), most))
    try:
        done: list[Done] = []
        with _LINEAR_ALGEBRA.on_one_core():  # else each task's sums would ask for every core
            for result in threads.map(do, waiting):
                done.append(result)
                report(len(done) / len(waiting))
        return done
    finally:
        threads.shutdown(cancel_futures=True)


@contextmanager
def one_core() -> Iterator[None]:
    """Leave the libraries of linear algebra and trees one core: their sums then never differ from run to run.

    Threads of trees are limited in this thread only, those of linear algebra in the whole process: until the
    last of all who asked for it has left.
    """
    with _LINEAR_ALGEBRA.on_one_core(), threadpool_limits(limits=1, user_api="openmp"):
        yield


class _LinearAlgebra:
    """The process's threads of linear algebra, and how many now ask to have one only.

    Two limits that overlap would each restore what it found, the other's among it; so they are counted.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.n_inside = 0
        self.limit = ExitStack()

    @contextmanager
    def on_one_core(self) -> Iterator[None]:
        with self.lock:
            if self.n_inside == 0:
                self.limit.enter_context(threadpool_limits(limits=1, user_api="blas"))
            self.n_inside += 1
        try:
            yield
        finally:
            with self.lock:
                self.n_inside -= 1
                if self.n_inside == 0:
                    self.limit.close()


_LINEAR_ALGEBRA = _LinearAlgebra()
