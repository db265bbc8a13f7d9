"""Pricing runs of a shop: started over a snapshot, followed, stopped, listed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.jobs import process as jobs
from analytics.jobs.state import Cancelled, JobState, JobStatus
from analytics.runs.artifacts import CONFIG
from analytics.runs.config import RunConfig
from analytics.runs.kinds import PRICING
from analytics.runs.take_snapshot import write_snapshot
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.privacy.audit.note import note
from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.store import Shop

_WORK = "train"


def start(shop: Shop, config: RunConfig) -> str:
    """Start a run over a snapshot of the shop as it is now and return its id.

    Raises
    ------
    NotEnoughDataError
        The shop cannot be priced at all: one product, one customer, no purchases.
    InputError
        The disk is full.
    """
    shop.require(Right.TRAIN)
    directory = shop.directory / "runs" / jobs.new_job_id()
    directory.mkdir(parents=True)
    try:
        with needing_room(shop.directory, _WORK):
            write_snapshot(shop, config, directory)
    except Exception:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    jobs.launch(PRICING, directory)
    note(shop, Act.TRAINED, PRICING.name)
    return directory.name


@contextmanager
def run_directory(shop: Shop, is_kept: bool) -> Iterator[Path]:
    """Give a directory for a run in this process; it is a run of the shop once the block has ended well.

    Parameters
    ----------
    is_kept : whether the shop keeps it; it passes with the block else

    Raises
    ------
    InputError
        Somebody cancelled it in the app, or the disk is full.
    """
    if not is_kept:
        with needing_room(Path(tempfile.gettempdir()), _WORK), passing_directory() as directory:
            yield directory
        return
    directory = shop.directory / "runs" / jobs.new_job_id()
    note(shop, Act.TRAINED, PRICING.name)
    try:
        with needing_room(shop.directory, _WORK), jobs.in_this_process(directory):
            yield directory
    except Cancelled:
        raise InputError("the training was cancelled in the app", "Start it again") from None


def status(directory: Path) -> JobStatus:
    """Return how a run is doing."""
    return jobs.status(PRICING, directory)


def require_status(directory: Path) -> JobStatus:
    """Return how a run is doing; raises DamagedRunError where that cannot be read."""
    return jobs.require_status(PRICING, directory)


def newest_run(shop_directory: Path) -> Path | None:
    """Return the directory of the newest run that ended well and still has all its customers, if any."""
    done = (run for run in list_runs(shop_directory) if run.state is JobState.DONE and run.stale is None)
    return next((shop_directory / "runs" / run.job_id for run in done), None)


def list_runs(shop_directory: Path) -> list[JobStatus]:
    """Return the runs of a shop, newest first; damaged ones are among them."""
    return jobs.list_jobs(PRICING, shop_directory / "runs", CONFIG.name)
