"""A run's process: started apart from the app, so that neither a page nor a restart can lose it."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

import psutil

from analytics.runs.config import FILE as CONFIG
from analytics.runs.config import RunConfig, read_config
from analytics.runs.progress import CANCEL_FILE, FILE, read_state, require_state, write_state
from analytics.runs.snapshot import write_snapshot
from data.engine.room import needing_room
from data.privacy import digests
from data.privacy.artifacts import document_of, reading
from data.privacy.forget_in_artifacts import STALE
from data.privacy.key import is_encrypting
from data.schema import InputError
from data.store import Shop

State = Literal["queued", "running", "done", "failed", "cancelled", "interrupted", "damaged"]
_ROOT = Path(__file__).parents[2]
_children: dict[Path, "subprocess.Popen[bytes]"] = {}  # kept so that the ended ones can be reaped
_PATIENCE_SECONDS = 5.0  # between asking a run to stop and ending it


@dataclass(frozen=True)
class RunStatus:
    """How a run is doing.

    Attributes
    ----------
    stage, detail : in words for people
    share : of the whole run [0-1]
    error : a sentence, where it failed
    stale : why its model should be trained again, where it should
    """

    run_id: str
    state: State
    stage: str
    share: float
    detail: str
    started_at: datetime | None
    finished_at: datetime | None
    error: str | None
    config: RunConfig
    stale: str | None = None


def start(shop: Shop, config: RunConfig) -> str:
    """Start a run over a snapshot of the shop as it is now and return its id.

    Raises
    ------
    NotEnoughDataError
        The shop cannot be priced at all: one product, one customer, no purchases.
    InputError
        The disk is full.
    """
    run_id = new_run_id()
    directory = shop.directory / "runs" / run_id
    directory.mkdir(parents=True)
    try:
        with needing_room(shop.directory, "train"):
            write_snapshot(shop, config, directory)
    except Exception:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    launch(directory)
    return run_id


def new_run_id() -> str:
    """Return a name that no other run has; names sort by when runs began."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def launch(directory: Path, job: str = "train") -> None:
    """Start a job of the worker in a process of its own; its directory holds what it is asked to do."""
    write_state(
        directory, {"state": "queued", "stage": "waiting to start", "share": 0.0, "started_at": time.time()}
    )
    # what a fault says may name a customer: with a key it goes nowhere in plain, the worker keeps it sealed
    with (Path(os.devnull) if is_encrypting() else directory / "log.txt").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            [sys.executable, "-m", "analytics.runs.worker", str(directory), job],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"},
        )
    _children[directory] = process
    (directory / "pid").write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}")


def status(directory: Path) -> RunStatus:
    """Return how a run is doing; one whose process is gone before its end was interrupted.

    One whose state or config cannot be read is damaged, and its error says so.
    """
    try:
        return require_status(directory)
    except InputError as error:
        return RunStatus(directory.name, "damaged", "", 0.0, "", None, None, str(error), RunConfig())


def delete(directory: Path) -> None:
    """Remove a run with all it has written; one at work is stopped first."""
    if _process(directory) is not None:
        cancel(directory)
    shutil.rmtree(directory, ignore_errors=True)


def require_status(directory: Path) -> RunStatus:
    """Return how a run is doing; raises DamagedRunError where that cannot be read."""
    state = require_state(directory)
    if state["state"] in ("queued", "running") and not _is_alive(directory):
        state = read_state(directory) or state  # it may have ended since
        if state["state"] in ("queued", "running"):
            is_cancelled = (directory / CANCEL_FILE).exists()
            state |= {"state": "cancelled" if is_cancelled else "interrupted", "finished_at": time.time()}
            write_state(directory, state)
    with reading(directory, FILE):
        if state["state"] not in get_args(State):
            raise ValueError("no state of a run")
        return RunStatus(
            run_id=directory.name,
            state=state["state"],
            stage=str(state.get("stage", "")),
            share=float(state.get("share", 0.0)),
            detail=str(state.get("detail", "")),
            started_at=_moment(state.get("started_at")),
            finished_at=_moment(state.get("finished_at")),
            error=None if state.get("error") is None else str(state["error"]),
            config=read_config(directory),
            stale=_stale(directory),
        )


def cancel(directory: Path) -> None:
    """Ask a run to stop; end its process where it does not."""
    (directory / CANCEL_FILE).touch()
    process = _process(directory)
    if process is None:
        return
    try:
        process.wait(_PATIENCE_SECONDS)
    except psutil.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(_PATIENCE_SECONDS)
    status(directory)


def list_runs(shop_directory: Path) -> list[RunStatus]:
    """Return the runs of a shop, newest first; damaged ones are among them."""
    directories = sorted((shop_directory / "runs").glob("*/"), reverse=True)
    return [status(directory) for directory in directories if _is_begun(directory)]


def _is_begun(directory: Path) -> bool:
    """Whether a directory holds a run: its config and state, or what is left of one that lost either.

    A run that is being made has its config last; its process, or its age, tells that it is no damaged one.
    """
    has_config, has_state = (directory / CONFIG).exists(), (directory / FILE).exists()
    is_run = has_config or has_state or (directory / digests.FILE).exists()
    return (has_config and has_state) or (is_run and not _is_alive(directory))


def _stale(directory: Path) -> str | None:
    """Return why a run's model should be trained again, None where it need not."""
    if not (directory / STALE).exists():
        return None
    return str(document_of(directory, STALE, {"reason": str})["reason"])


def _process(directory: Path) -> psutil.Process | None:
    """Return the run's process while it lives; another process with a recycled id is not it."""
    if directory in _children and _children[directory].poll() is not None:
        del _children[directory]
        return None
    try:
        pid, born = (directory / "pid").read_text().split()
        process = psutil.Process(int(pid))
        is_ours = abs(process.create_time() - float(born)) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except (OSError, ValueError, OverflowError, psutil.Error):
        return None
    return process if is_ours else None


def _is_alive(directory: Path) -> bool:
    if _process(directory) is not None:
        return True
    # between its start and the writing of its id a run has no process that we know
    return not (directory / "pid").exists() and time.time() - directory.stat().st_mtime < 30


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
