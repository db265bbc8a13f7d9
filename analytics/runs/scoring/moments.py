"""When visits happen: a few moments that stand for a shop's recent visits, so that scores have no date."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Ints
from analytics.demand.visit_log import VisitLog
from analytics.runs.artifacts import MOMENTS
from data.privacy.artifacts import reading

_MOST = 128


@dataclass(frozen=True)
class Moments:
    """Moments of recent visits, each standing for as many; the last is that of the shop's last visit.

    Attributes
    ----------
    visited_at : (n,) datetime64[us]
    period : (n,) of the price calendar
    """

    visited_at: NDArray[np.datetime64]
    period: Ints


def moments_of(visits: VisitLog) -> Moments:
    """Return moments spread evenly over the customers' latest visits, by how many visits each stands for."""
    latest = np.flatnonzero(np.diff(visits.customer, append=-1))
    latest = latest[np.argsort(visits.visited_at[latest], kind="stable")]
    n_visits = np.bincount(visits.customer)[visits.customer[latest]]
    reached = np.cumsum(n_visits)
    n = min(_MOST, len(latest))
    rows = latest[np.searchsorted(reached, (np.arange(n) + 1) / n * reached[-1])]
    return Moments(visits.visited_at[rows], visits.period[rows])


def write_moments(directory: Path, visits: VisitLog) -> None:
    """Keep the moments of a run's visits beside its audience."""
    moments = moments_of(visits)
    MOMENTS.write(directory, pd.DataFrame({"visited_at": moments.visited_at, "period": moments.period}))


def read_moments(directory: Path, visits: VisitLog | None) -> Moments:
    """Return what `write_moments` kept; of runs from before it, from their visits, or the turn of a week."""
    if MOMENTS.is_in(directory):
        frame = MOMENTS.read(directory)
        with reading(directory, MOMENTS.name):
            return Moments(frame["visited_at"].to_numpy("datetime64[us]"), frame["period"].to_numpy(np.int32))
    if visits is not None:
        return moments_of(visits)
    return Moments(np.array(["2000-01-03"], "datetime64[us]"), np.array([-1], np.int32))
