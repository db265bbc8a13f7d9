"""The recovery check of a finished run: start, follow, cancel, and read what it found."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.runs import process
from analytics.runs.process import RunStatus
from data.privacy.artifacts import NUMBER, content_of, document_of, frame_of, has, reading
from data.privacy.encrypted_files import write_bytes, write_text

FOLDER = "recovery"  # of the job, in the run's directory
REPORT = "recovery.json"
FRAMES = ("recovery_trials", "recovery_elasticities", "recovery_cross_effects", "recovery_advice")
_ASKED = "recovery.in.json"
_COUNTS = ("n_visits", "n_visits_simulated", "n_customers_simulated", "n_products", "n_offers")
_SHAPE = {"needs": dict, "cross_share": NUMBER, "seconds": NUMBER, **dict.fromkeys(_COUNTS, int)}
_MOST_CELLS = 1_500_000  # 50,000 visits of 30 products: four times as many are still learned in seconds


@dataclass(frozen=True)
class RecoveryConfig:
    """A recovery check.

    Parameters
    ----------
    most_cells : visits × products of the simulated shop; larger shops are thinned to whole customers
    n_members : of the fit whose bands are judged, as in a run
    few_members : of the fits that only advise
    """

    most_cells: int = _MOST_CELLS
    n_members: int = 12
    few_members: int = 4
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


def start(run_directory: Path, config: RecoveryConfig | None = None) -> None:
    """Start the check of a finished run; nothing happens where it is at work already."""
    found = status(run_directory)
    if found is None or found.state not in ("queued", "running"):
        process.launch(prepared(run_directory, config or RecoveryConfig()), "recovery")


def prepared(run_directory: Path, config: RecoveryConfig) -> Path:
    """Return a fresh directory that asks for a check; what an earlier one left there is gone."""
    directory = run_directory / FOLDER
    if directory.is_dir():
        shutil.rmtree(directory)
    else:
        directory.unlink(missing_ok=True)
    directory.mkdir()
    write_bytes(directory / "config.json", content_of(run_directory, "config.json"))
    write_text(directory / _ASKED, json.dumps(asdict(config)))
    return directory


def status(run_directory: Path) -> RunStatus | None:
    """Return how the check of a run is doing, None where none was started."""
    directory = run_directory / FOLDER
    if not (directory / "progress.json").exists():
        return None
    return process.status(directory)


def cancel(run_directory: Path) -> None:
    """Stop the check; what an earlier one found stays."""
    process.cancel(run_directory / FOLDER)


def read_recovered(run_directory: Path) -> Recovered | None:
    """Return what the last finished check found, None where there is none."""
    if not has(run_directory, REPORT):
        return None
    report = document_of(run_directory, REPORT, _SHAPE)
    return Recovered(report, *(frame_of(run_directory, name) for name in FRAMES))


def asked_of(directory: Path) -> RecoveryConfig:
    """Return what a check's directory asks for."""
    with reading(directory, _ASKED):
        return RecoveryConfig(**document_of(directory, _ASKED, {}))
