"""The work of a monitoring: inputs, calibration and prices of then and now, and what they advise."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from analytics.evidence.drift.calibration import by_score, by_week, calibration_signs
from analytics.evidence.drift.codes import gravest
from analytics.jobs.state import Progress
from analytics.runs.monitoring.chances import chances_now, chances_then
from analytics.runs.monitoring.inputs import drift_tables
from analytics.runs.monitoring.job import (
    MONITORING,
    REPORT,
    TABLES,
    Monitored,
    MonitorStage,
    passing_snapshot,
)
from analytics.runs.monitoring.newer import Newer, read_newer
from analytics.runs.monitoring.prices import price_sign, prices_anew
from analytics.runs.results import load_results
from analytics.runs.run_work import keep_results
from analytics.runs.scoring.stored import model_of


def do_monitoring(directory: Path) -> None:
    """Do the monitoring of a directory; its results go into the run's directory around it."""
    run = directory.parent
    with passing_snapshot(directory):
        found = monitor(run, directory, Progress(directory, MONITORING.kind.stages))
    keep_results(run, zip(TABLES, found.tables, strict=True), REPORT, found.report)


def monitor(run: Path, directory: Path, progress: Progress) -> Monitored:
    """Return how a run's model fits what its shop has sold since.

    Parameters
    ----------
    directory : with a snapshot of the shop as it is now, see `take_newer`

    Raises
    ------
    NotEnoughDataError
        No visit is later than those of the run, or all or nothing was bought in them.
    DamagedRunError
        A file of the run is missing or damaged.
    """
    started = time.perf_counter()
    with progress.stage(MonitorStage.READING):
        found, model, newer = load_results(run), model_of(run), read_newer(run, directory)
        seed = newer.config.seed
    with progress.stage(MonitorStage.DRIFT):
        drift, bins = drift_tables(newer, directory, model.encoder_.reference_price)
    with progress.stage(MonitorStage.SCORING):
        then, tested = chances_then(run)
        now = chances_now(newer, model, tested)
        signs = calibration_signs(then, now, seed)
    with progress.stage(MonitorStage.REPRICING) as report:
        prices = prices_anew(found, newer, model, report)
        signs.append(price_sign(prices))
    facts = {
        "advice": gravest([*drift["advice"], *(str(sign["advice"]) for sign in signs)]).value,
        "signs": signs,
        **_sizes(newer),
        "n_chances": len(now.bought),
        "fingerprint": newer.fingerprint,
        "seconds": round(time.perf_counter() - started, 1),
    }
    return Monitored(facts, drift, bins, by_week(then, now, seed), by_score(then, now, seed), prices)


def _sizes(newer: Newer) -> dict[str, Any]:
    log = newer.snapshot.log
    times = log.visited_at[newer.is_now]
    return {
        "n_visits_then": int(newer.is_then.sum()),
        "n_visits_now": int(newer.is_now.sum()),
        "n_customers_now": len(np.unique(log.customer[newer.is_now])),
        "last_known": str(newer.last),
        "first_newer": str(times.min()),
        "last_newer": str(times.max()),
    }


def quiet_progress(directory: Path, say: Callable[[StrEnum], None]) -> Progress:
    """Return the progress of a monitoring in this process."""
    return Progress(directory, MONITORING.kind.stages, say)
