"""Work in a process of its own, started apart from the app: neither a page nor a restart can lose it."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psutil

from analytics.jobs.kinds import JobKind
from analytics.jobs.state import (
    ACTIVE,
    CANCEL_FILE,
    STATE_FILE,
    JobState,
    JobStatus,
    Stage,
    begin,
    end,
    read_state,
    require_state,
)
from data.privacy import digests
from data.privacy.artifacts import document_of, reading
from data.privacy.key import is_encrypting
from data.privacy.stale import STALE
from data.schema import InputError

PID_FILE = "pid"
_ROOT = Path(__file__).parents[2]
_children: dict[Path, "subprocess.Popen[bytes]"] = {}  # kept so that the ended ones can be reaped
_PATIENCE_SECONDS = 5.0  # between asking work to stop and ending it
_SECONDS_TO_BEGIN = 30  # in which work that begins has no process that we know


def new_job_id() -> str:
    """Return a name that no other job has; names sort by when jobs began."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S%f}-{secrets.token_hex(2)}"


def launch(kind: JobKind, directory: Path) -> None:
    """Start work in a process of its own; its directory holds what it is asked to do."""
    begin(directory, JobState.QUEUED, Stage.WAITING)
    # what a fault says may name a customer: with a key it goes nowhere in plain, the worker keeps it sealed
    with (Path(os.devnull) if is_encrypting() else directory / "log.txt").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", "analytics.jobs.worker", kind.home, kind.name, str(directory)],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"},
        )
    _children[directory] = process
    _note_process(directory, process.pid)


@contextmanager
def in_this_process(directory: Path) -> Iterator[None]:
    """Do work in this process; others follow and cancel it like any other. A failure leaves nothing of it."""
    try:
        directory.mkdir(parents=True)
        begin(directory, JobState.RUNNING, Stage.STARTING)
        _note_process(directory, os.getpid())
        yield
        end(directory, JobState.DONE)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise


def status(kind: JobKind, directory: Path) -> JobStatus:
    """Return how work is doing; one whose process is gone before its end was interrupted.

    One whose state, or what it was asked to do, cannot be read is damaged, and its error says so.
    """
    try:
        return require_status(kind, directory)
    except InputError as error:
        return JobStatus(directory.name, JobState.DAMAGED, error=str(error))


def require_status(kind: JobKind, directory: Path) -> JobStatus:
    """Return how work is doing; raises DamagedRunError where that cannot be read."""
    state = require_state(directory)
    if state["state"] in ACTIVE and not _is_alive(directory):
        state = read_state(directory) or state  # it may have ended since
        if state["state"] in ACTIVE:
            _end_without_process(directory)
            state = require_state(directory)
    kind.check(directory)
    with reading(directory, STATE_FILE):
        return JobStatus(
            job_id=directory.name,
            state=JobState(state["state"]),
            stage=str(state.get("stage", "")),
            share=float(state.get("share", 0.0)),
            started_at=_moment(state.get("started_at")),
            finished_at=_moment(state.get("finished_at")),
            error=None if state.get("error") is None else str(state["error"]),
            stale=_stale(directory),
            place=int(state.get("place", 0)) if state["state"] == JobState.QUEUED else 0,
        )


def cancel(directory: Path) -> None:
    """Ask work to stop; end its process where it does not."""
    (directory / CANCEL_FILE).touch()
    process = process_of(directory)
    if process is None:
        return
    try:
        process.wait(_PATIENCE_SECONDS)
    except psutil.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(_PATIENCE_SECONDS)
    if (read_state(directory) or {}).get("state") in ACTIVE:
        _end_without_process(directory)


def delete(directory: Path) -> None:
    """Remove work with all it has written; what is going on is stopped first."""
    if process_of(directory) is not None:
        cancel(directory)
    shutil.rmtree(directory, ignore_errors=True)


def list_jobs(kind: JobKind, place: Path, asked: str) -> list[JobStatus]:
    """Return the jobs whose directories lie in a place, newest first; damaged ones are among them.

    Parameters
    ----------
    asked : file of a job's directory that says what it is asked to do; it is written last
    """
    directories = sorted(place.glob("*/"), reverse=True)
    return [status(kind, directory) for directory in directories if _is_begun(directory, asked)]


def _is_begun(directory: Path, asked: str) -> bool:
    """Whether a directory holds a job, or what is left of one, and not one that is being made."""
    is_asked, has_state = (directory / asked).exists(), (directory / STATE_FILE).exists()
    is_job = is_asked or has_state or (directory / digests.FILE).exists()
    return (is_asked and has_state) or (is_job and not _is_alive(directory))


def _end_without_process(directory: Path) -> None:
    """Note that work ended before its end, on demand or not."""
    is_cancelled = (directory / CANCEL_FILE).exists()
    end(directory, JobState.CANCELLED if is_cancelled else JobState.INTERRUPTED)


def _stale(directory: Path) -> str | None:
    """Return why a model should be trained again, None where it need not."""
    if not (directory / STALE).exists():
        return None
    return str(document_of(directory, STALE, {"reason": str})["reason"])


def _note_process(directory: Path, pid: int) -> None:
    (directory / PID_FILE).write_text(f"{pid} {psutil.Process(pid).create_time()}")


def process_of(directory: Path) -> psutil.Process | None:
    """Return the process at work while it lives; another process with a recycled id is not it."""
    if directory in _children and _children[directory].poll() is not None:
        del _children[directory]
        return None
    try:
        pid, born = (directory / PID_FILE).read_text().split()
        process = psutil.Process(int(pid))
        is_ours = abs(process.create_time() - float(born)) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, OverflowError, psutil.Error):
        return None
    return process if is_ours else None


def _is_alive(directory: Path) -> bool:
    if process_of(directory) is not None:
        return True
    is_young = time.time() - directory.stat().st_mtime < _SECONDS_TO_BEGIN
    return not (directory / PID_FILE).exists() and is_young


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
