"""How far work is: one small JSON file, written whole or not at all."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from data.privacy.artifacts import DamagedRunError, document_of
from data.privacy.encrypted_files import write_text

STATE_FILE = "progress.json"
CANCEL_FILE = "cancel"
_SECONDS_BETWEEN = 0.3  # a person cannot read faster, a disk need not write faster


class JobState(StrEnum):
    """What has become of work."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"  # its process went before the end
    DAMAGED = "damaged"  # its state, or what it was asked to do, cannot be read


ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Stage(StrEnum):
    """Stages that any work has, before and after its own."""

    WAITING = "waiting"
    STARTING = "starting"
    FINISHED = "finished"


@dataclass(frozen=True)
class JobStatus:
    """How work is doing.

    Attributes
    ----------
    stage : code, of `Stage` or of the kind
    share : of the whole work [0-1]
    error : a sentence where it failed on what it was given; None where the fault is ours
    stale : why its model should be trained again, where it should
    place : in the line, from 1 on, of work that waits for other work; 0 of all else
    """

    job_id: str
    state: JobState
    stage: str = ""
    share: float = 0.0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    error: str | None = None
    stale: str | None = None
    place: int = 0


class Cancelled(Exception):
    """A person asked the work to stop."""


def part_of(report: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    """Return what reports the share of a part of some work, which goes from one share of it to another."""
    return lambda share: report(start + (end - start) * share)


class Progress:
    """Writes how far work is and notices its cancellation.

    Parameters
    ----------
    directory : of the job
    stages : code → share of the work, adding up to 1
    say : called with the code of each stage that begins
    """

    def __init__(
        self, directory: Path, stages: Mapping[Any, float], say: Callable[[StrEnum], None] | None = None
    ) -> None:
        self.directory, self.stages, self.say = directory, stages, say or (lambda stage: None)
        self.seconds: dict[str, float] = {}
        self._state = read_state(directory) or {"started_at": time.time()}
        self._written_at = 0.0

    @contextmanager
    def stage(self, stage: StrEnum) -> Iterator[Callable[[float], None]]:
        """Enter a stage; yields a function that takes the share of the stage done, 0–1."""
        codes = list(self.stages)
        before = sum(self.stages[code] for code in codes[: codes.index(stage)])
        self.say(stage)
        started = time.perf_counter()
        self.write(state=JobState.RUNNING, stage=stage, share=before)

        def report(share: float) -> None:
            if (self.directory / CANCEL_FILE).exists():
                raise Cancelled
            if time.monotonic() - self._written_at >= _SECONDS_BETWEEN:
                self.write(share=before + self.stages[stage] * min(max(share, 0.0), 1.0))

        report(0.0)
        yield report
        self.seconds[stage] = round(time.perf_counter() - started, 3)

    def write(self, **changes: Any) -> None:
        """Change the state on disk."""
        self._state |= changes
        self._written_at = time.monotonic()
        write_state(self.directory, self._state)


def read_state(directory: Path) -> dict[str, Any] | None:
    """Return the state of work, or None where there is none that can be read."""
    try:
        return require_state(directory)
    except DamagedRunError:
        return None


def require_state(directory: Path) -> dict[str, Any]:
    """Return the state of work; raises DamagedRunError where there is none that can be read."""
    return document_of(directory, STATE_FILE, {"state": str})


def write_state(directory: Path, state: Mapping[str, Any]) -> None:
    """Replace the state of work in one step."""
    write_text(directory / STATE_FILE, json.dumps(state))


def begin(directory: Path, state: JobState, stage: Stage) -> None:
    """Write the state of work that begins now."""
    write_state(directory, {"state": state, "stage": stage, "share": 0.0, "started_at": time.time()})


def end(directory: Path, state: JobState, error: str | None = None) -> None:
    """Write how work ended; what it was at stays known unless it is done."""
    done = {"share": 1.0, "stage": Stage.FINISHED} if state is JobState.DONE else {}
    ended = {"state": state, "finished_at": time.time()} | ({"error": error} if error else {})
    write_state(directory, (read_state(directory) or {}) | done | ended)
