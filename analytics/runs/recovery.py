"""The recovery check of a finished run: start, follow, cancel, and read what it found."""

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs import process as jobs
from analytics.jobs.state import ACTIVE, STATE_FILE, JobStatus
from analytics.jobs.typed_json import from_plain
from analytics.runs.artifacts import ASKED, RECORD, RECOVERED, REPORT
from analytics.runs.duration import slowness
from analytics.runs.kinds import RECOVERY
from data.privacy.artifacts import reading

FOLDER = "recovery"  # of the job, in the run's directory
_MOST_CELLS = 1_500_000  # 50,000 visits of 30 products: four times as many are still learned in seconds
MOST_PRODUCTS = 30  # of the simulated shop
_BASE, _PER_CELL = 250.0, 150e-6  # seconds on two cores: as measured, and as of a training


@dataclass(frozen=True)
class RecoveryConfig:
    """A recovery check.

    Parameters
    ----------
    most_cells : visits × products of the simulated shop; larger shops are thinned to whole customers
    n_members : of the fit whose bands are judged, as in a run
    few_members, few_cells : members of the fits that only advise, and what they learn from
    most_products : of the simulated shop: those of the best offers, then the best sellers
    """

    most_cells: int = _MOST_CELLS
    n_members: int = 12
    few_members: int = 4
    few_cells: int = 1_000_000
    most_products: int = MOST_PRODUCTS
    seed: int = 0


@dataclass(frozen=True)
class Recovered:
    """What a recovery check found.

    Attributes
    ----------
    report : figures of the whole check, as in recovery.json
    trials : one row per setting: name, visits, prices, has_test, n_visits, captured_share, flat_share,
        within_share
    elasticities, cross_effects, advice : estimates beside the truth, of the shop as it is
    """

    report: dict[str, Any]
    trials: pd.DataFrame
    elasticities: pd.DataFrame
    cross_effects: pd.DataFrame
    advice: pd.DataFrame


def expected_seconds(run_directory: Path, n_visits: int, n_products: int) -> float:
    """Return how long a check will take here, by how quick this machine was with the run.

    Parameters
    ----------
    n_visits, n_products : of the run, of which a check takes some
    """
    if REPORT.is_in(run_directory):  # an earlier check tells best
        return float(REPORT.read(run_directory)["seconds"])
    n_cells = min(n_visits * min(n_products, MOST_PRODUCTS), _MOST_CELLS)
    return (_BASE + _PER_CELL * n_cells) * slowness(RECORD.read(run_directory))


def start(run_directory: Path, config: RecoveryConfig | None = None) -> None:
    """Start the check of a finished run; nothing happens where it is at work already."""
    found = status(run_directory)
    if found is None or found.state not in ACTIVE:
        jobs.launch(RECOVERY, prepared(run_directory, config or RecoveryConfig()))


def prepared(run_directory: Path, config: RecoveryConfig) -> Path:
    """Return a fresh directory that asks for a check; what an earlier one left there is gone."""
    directory = run_directory / FOLDER
    if directory.is_dir():
        shutil.rmtree(directory)
    else:
        directory.unlink(missing_ok=True)
    directory.mkdir()
    ASKED.write(directory, asdict(config))
    return directory


def status(run_directory: Path) -> JobStatus | None:
    """Return how the check of a run is doing, None where none was started."""
    directory = run_directory / FOLDER
    return jobs.status(RECOVERY, directory) if (directory / STATE_FILE).exists() else None


def cancel(run_directory: Path) -> None:
    """Stop the check; what an earlier one found stays."""
    jobs.cancel(run_directory / FOLDER)


def read_recovered(run_directory: Path) -> Recovered | None:
    """Return what the last finished check found, None where there is none."""
    if not REPORT.is_in(run_directory):
        return None
    return Recovered(REPORT.read(run_directory), *(frame.read(run_directory) for frame in RECOVERED))


def asked_of(directory: Path) -> RecoveryConfig:
    """Return what a check's directory asks for."""
    with reading(directory, ASKED.name):
        return from_plain(RecoveryConfig, ASKED.read(directory))
