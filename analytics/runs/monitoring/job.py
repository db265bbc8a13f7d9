"""The monitoring of a finished run: start, follow, cancel, and read what it found."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs import process as jobs
from analytics.jobs.kinds import JobKind, WorkStage, register
from analytics.jobs.state import ACTIVE, STATE_FILE, JobStatus
from analytics.runs.config import read_config
from data.privacy.artifacts import NUMBER
from data.privacy.formats import Document, Frame
from data.store import Shop

FOLDER = "monitoring"  # of the job, in the run's directory
DRIFT = Frame("drift.parquet", ("input", "subject", "psi", "low", "high", "drift", "advice"))
BINS = Frame("drift_bins.parquet", ("input", "subject", "bin", "name", "share_then", "share_now"))
CALIBRATION = Frame("calibration.parquet", ("period", "week", "predicted", "observed", "low", "high", "n"))
CALIBRATION_BINS = Frame("calibration_bins.parquet", ("period", "predicted", "observed", "low", "high", "n"))
PRICES = Frame("prices.parquet", (
    "offer_id", "segment", "n_customers", "component_price_then", "component_price_now",
    "discount_then", "discount_now", "moved",
))  # fmt: skip
REPORT = Document("monitoring.json", {"advice": str, "signs": list, "fingerprint": str, "seconds": NUMBER})
TABLES = (DRIFT, BINS, CALIBRATION, CALIBRATION_BINS, PRICES)
OUTPUTS = (*TABLES, REPORT)


class MonitorStage(WorkStage):
    """What a monitoring does, in order, and its work."""

    READING = "reading_newer", 3
    DRIFT = "comparing_inputs", 2
    SCORING = "scoring_newer", 2
    REPRICING = "repricing_book", 4


@dataclass(frozen=True)
class Monitored:
    """What a monitoring found: codes and figures of the whole, and its tables in the order of `TABLES`."""

    report: dict[str, Any]
    drift: pd.DataFrame
    bins: pd.DataFrame
    calibration: pd.DataFrame
    calibration_bins: pd.DataFrame
    prices: pd.DataFrame

    @property
    def tables(self) -> tuple[pd.DataFrame, ...]:
        """The tables in the order of `TABLES`."""
        return self.drift, self.bins, self.calibration, self.calibration_bins, self.prices


def start(shop: Shop, run_directory: Path) -> None:
    """Start the monitoring over the shop as it is now; nothing happens where it is at work already.

    Raises
    ------
    InputError
        The shop does not sell a product of the run any more, or the disk is full.
    """
    found = status(run_directory)
    if found is None or found.state not in ACTIVE:
        jobs.launch(MONITORING, prepared(shop, run_directory))


def prepared(shop: Shop, run_directory: Path) -> Path:
    """Return a fresh directory with the shop as it is now; what an earlier monitoring left there is gone."""
    from analytics.runs.monitoring.newer import take_newer

    directory = run_directory / FOLDER
    if directory.is_dir():
        shutil.rmtree(directory)
    else:
        directory.unlink(missing_ok=True)
    directory.mkdir()
    try:
        take_newer(shop, run_directory, directory)
    except BaseException:
        shutil.rmtree(directory, ignore_errors=True)
        raise
    return directory


@contextmanager
def passing_snapshot(directory: Path) -> Iterator[None]:
    """Remove what a monitoring reads of the shop once the block has ended: it is as large as the shop."""
    before = set(directory.glob("*.parquet")) | set(directory.glob("*.npz"))
    try:
        yield
    finally:
        for file in before:
            file.unlink(missing_ok=True)


def status(run_directory: Path) -> JobStatus | None:
    """Return how the monitoring of a run is doing, None where none was started."""
    directory = run_directory / FOLDER
    return jobs.status(MONITORING, directory) if (directory / STATE_FILE).exists() else None


def cancel(run_directory: Path) -> None:
    """Stop the monitoring; what an earlier one found stays."""
    jobs.cancel(run_directory / FOLDER)


def read_monitored(run_directory: Path) -> Monitored | None:
    """Return what the last finished monitoring found, None where there is none."""
    if not REPORT.is_in(run_directory):
        return None
    return Monitored(REPORT.read(run_directory), *(table.read(run_directory) for table in TABLES))


MONITORING = register(
    JobKind(
        name="monitoring",
        home=__name__,
        entry="analytics.runs.monitoring.work:do_monitoring",
        stages=MonitorStage.shares(),
        check=read_config,
    )
)
