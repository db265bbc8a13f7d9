"""Hold out the latest visits, so that a model is judged on days that it has not seen."""

import numpy as np
import numpy.typing as npt

from analytics.arrays import Bools
from data.schema import NotEnoughDataError


def split_in_time(
    visited_at: npt.ArrayLike, holdout_share: float = 0.2
) -> tuple[Bools, Bools, np.datetime64]:
    """Times of visits → which ones train, which ones test, and the moment between.

    Whole timestamps stay on one side. Of the moments possible the one is taken whose share of later visits
    comes nearest to `holdout_share`, the later one where two do; both sides always have visits.

    Parameters
    ----------
    visited_at : (n,)
        datetime64, UTC, none missing.
    holdout_share : share of visits to hold out [share, 0–1]

    Returns
    -------
    train, test : (n,)
        Masks; test = visited at the boundary or later.
    boundary : datetime64
        The first moment held out.
    """
    times = np.asarray(visited_at)
    if times.dtype.kind != "M" or np.isnat(times).any():
        raise ValueError("visited_at must be datetime64 without missing values")
    moments, counts = np.unique(times, return_counts=True)
    if len(moments) < 2:
        raise NotEnoughDataError(
            "All visits happened at the same moment, so none can be held out in time",
            "Upload events that cover several weeks",
        )
    later_share = 1 - np.cumsum(counts)[:-1] / len(times)  # of each moment but the first
    misses = np.abs(later_share - holdout_share).round(12)
    boundary = moments[1:][np.flatnonzero(misses == misses.min())[-1]]
    test = np.asarray(times >= boundary)
    return ~test, test, boundary
