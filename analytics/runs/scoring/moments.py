"""When visits happen: a few moments that stand for a shop's recent visits, so that scores have no date."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.demand.visit_log import VisitLog
from analytics.runs.artifacts import MOMENTS
from data.privacy.artifacts import reading

_MOST = 128
_TYPES = {"visited_at": "datetime64[us]", "period": "int32"}


def moments_of(visits: VisitLog) -> pd.DataFrame:
    """Return moments spread evenly over the customers' latest visits, by how many visits each stands for.

    Returns
    -------
    visited_at, period (of the price calendar); each row stands for as many visits, the last one is the
    shop's last visit
    """
    latest = np.flatnonzero(np.diff(visits.customer, append=-1))
    latest = latest[np.argsort(visits.visited_at[latest], kind="stable")]
    n_visits = np.bincount(visits.customer)[visits.customer[latest]]
    reached = np.cumsum(n_visits)
    n = min(_MOST, len(latest))
    rows = latest[np.searchsorted(reached, (np.arange(n) + 1) / n * reached[-1])]
    return pd.DataFrame({"visited_at": visits.visited_at[rows], "period": visits.period[rows]})


def write_moments(directory: Path, visits: VisitLog) -> None:
    """Keep the moments of a run's visits beside its audience."""
    MOMENTS.write(directory, moments_of(visits))


def read_moments(directory: Path, visits: VisitLog | None) -> pd.DataFrame:
    """Return what `write_moments` kept; of runs from before it, from their visits, or the turn of a week."""
    if MOMENTS.is_in(directory):
        frame = MOMENTS.read(directory)
        with reading(directory, MOMENTS.name):
            return frame[["visited_at", "period"]].astype(_TYPES)
    if visits is not None:
        return moments_of(visits)
    return pd.DataFrame({"visited_at": ["2000-01-03"], "period": [-1]}).astype(_TYPES)
