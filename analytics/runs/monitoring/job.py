"""The monitoring of a finished run: what it takes of the shop, and what it found."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs.kinds import JobKind, WorkStage, register
from analytics.runs.config import read_config
from analytics.runs.run_work import RunWork
from data.privacy.artifacts import NUMBER
from data.privacy.formats import Document, Frame
from data.store import Shop

DRIFT = Frame("monitoring_drift.parquet", ("input", "subject", "psi", "low", "high", "drift", "advice"))
BINS = Frame("monitoring_drift_bins.parquet", ("input", "subject", "bin", "name", "share_then", "share_now"))
CALIBRATION = Frame(
    "monitoring_calibration.parquet", ("period", "week", "predicted", "observed", "low", "high", "n")
)
CALIBRATION_BINS = Frame(
    "monitoring_calibration_bins.parquet", ("period", "predicted", "observed", "low", "high", "n")
)
PRICES = Frame("monitoring_prices.parquet", (
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
    MONITORING.start(run_directory, taking(shop, run_directory))


def taking(shop: Shop, run_directory: Path) -> Callable[[Path], object]:
    """Return what gives a directory the shop as it is now."""
    from analytics.runs.monitoring.newer import take_newer

    return partial(take_newer, shop, run_directory)


@contextmanager
def passing_snapshot(directory: Path) -> Iterator[None]:
    """Remove what a monitoring reads of the shop once the block has ended: it is as large as the shop."""
    before = set(directory.glob("*.parquet")) | set(directory.glob("*.npz"))
    try:
        yield
    finally:
        for file in before:
            file.unlink(missing_ok=True)


def read_monitored(run_directory: Path) -> Monitored | None:
    """Return what the last finished monitoring found, None where there is none."""
    if not REPORT.is_in(run_directory):
        return None
    return Monitored(REPORT.read(run_directory), *(table.read(run_directory) for table in TABLES))


MONITORING = RunWork(
    register(
        JobKind(
            name="monitoring",
            home=__name__,
            entry="analytics.runs.monitoring.work:do_monitoring",
            stages=MonitorStage.shares(),
            check=read_config,
        )
    ),
    "monitoring",
)
