"""The recovery check of a finished run: what is asked, how long it takes, and what it found."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs.typed_json import from_plain
from analytics.runs.artifacts import ASKED, RECORD, RECOVERED, REPORT
from analytics.runs.duration import slowness
from analytics.runs.kinds import RECOVERY
from analytics.runs.run_work import RunWork
from data.privacy.artifacts import reading

CHECK = RunWork(RECOVERY, "recovery")
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
    CHECK.start(run_directory, asking(config or RecoveryConfig()))


def asking(config: RecoveryConfig) -> Callable[[Path], None]:
    """Return what lets a directory ask for a check."""
    return lambda directory: ASKED.write(directory, asdict(config))


def read_recovered(run_directory: Path) -> Recovered | None:
    """Return what the last finished check found, None where there is none."""
    if not REPORT.is_in(run_directory):
        return None
    return Recovered(REPORT.read(run_directory), *(frame.read(run_directory) for frame in RECOVERED))


def asked_of(directory: Path) -> RecoveryConfig:
    """Return what a check's directory asks for."""
    with reading(directory, ASKED.name):
        return from_plain(RecoveryConfig, ASKED.read(directory))
