"""Work in a thread of this process: for what only the process that owns a shop's database can do.

There is nothing to recover of it: it ends with the process, and whoever works so changes a shop in one
transaction, which the database takes back.
"""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from analytics.jobs.kinds import JobKind
from analytics.jobs.state import Cancelled, JobState, JobStatus, Stage

Made = TypeVar("Made")


@dataclass
class ThreadJob(Generic[Made]):
    """Work under way in a thread, and at its end what it made or what went wrong.

    Attributes
    ----------
    about : what the work is on, for whoever follows it
    """

    kind: JobKind
    about: Any
    share: float = 0.0
    stage: str = Stage.STARTING
    made: Made | None = None
    problem: Exception | None = None
    is_cancelled: bool = False
    thread: threading.Thread = field(default_factory=threading.Thread)

    @property
    def is_at_work(self) -> bool:
        """Whether the work has not ended yet."""
        return self.thread.is_alive()

    @property
    def status(self) -> JobStatus:
        """Return how the work is doing, as of any other job."""
        state = JobState.DONE if self.problem is None else JobState.FAILED
        if self.is_at_work:
            state = JobState.RUNNING
        elif isinstance(self.problem, Cancelled):
            state = JobState.CANCELLED
        return JobStatus(self.kind.name, state, self.stage, self.share)

    def cancel(self) -> None:
        """End the work at its next step."""
        self.is_cancelled = True

    def report(self, share: float, stage: str) -> None:
        """Take how far the work is, in its own thread; raises Cancelled where it is to stop."""
        if self.is_cancelled:
            raise Cancelled
        self.share, self.stage = share, stage


_jobs: dict[tuple[str, Hashable], ThreadJob[Any]] = {}
_starting = threading.Lock()


def at_work(kind: JobKind, place: Hashable) -> ThreadJob[Any] | None:
    """Return the work of a kind that is under way in a place, if any."""
    job = _jobs.get((kind.name, place))
    return job if job is not None and job.is_at_work else None


def start_in_thread(
    kind: JobKind, place: Hashable, about: Any, work: Callable[[ThreadJob[Made]], Made]
) -> ThreadJob[Made] | None:
    """Start work and return it; None where some of its kind is under way in the same place.

    Parameters
    ----------
    place : what allows one work of a kind at a time
    work : calls `report` of the job that it is given, and returns what it made
    """
    with _starting:
        if at_work(kind, place):
            return None
        job: ThreadJob[Made] = ThreadJob(kind, about)
        job.thread = threading.Thread(target=_do, args=(job, work), daemon=True)
        _jobs[kind.name, place] = job
        job.thread.start()
    return job


def _do(job: ThreadJob[Made], work: Callable[[ThreadJob[Made]], Made]) -> None:
    try:
        job.made = work(job)
    except Exception as error:  # whoever follows tells or raises it, as it would have in its own thread
        job.problem = error
