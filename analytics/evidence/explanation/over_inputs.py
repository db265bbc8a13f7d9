"""What an input adds to predictions over what it says: curves, and how a second input bends them."""

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Ints

MOST_BINS, MOST_NAMES = 12, 15  # of numbers; of names, the most frequent
MOST_OTHERS = 4  # names of a second input


class Half(StrEnum):
    """On which side of its median a second input lies."""

    LOWER = "lower"
    UPPER = "upper"


def shares_over(
    share: "pd.Series[float]", told: "pd.Series[float]", other: "pd.Series[float] | None" = None
) -> pd.DataFrame:
    """Return what an input adds, by what it says, and by a second input where there is one.

    Parameters
    ----------
    share : (n,) what it adds to each prediction [share]
    told : (n,) what it says: numbers, put together where there are many, or names
    other : (n,) the second input

    Returns
    -------
    value (mean of the numbers put together, or a name), mean, low, high [share; low and high hold the middle
    90 % of predictions], n, and with a second input `other`: a half, or one of its most frequent names
    """
    told, place = told.reset_index(drop=True), _places(told)
    frame = pd.DataFrame({"share": share.to_numpy(float), "told": told, "place": place})
    keys = ["place"]
    if other is not None:
        frame["other"] = _sides(other.reset_index(drop=True))
        keys = ["other", "place"]
    frame = frame[frame["place"] >= 0].dropna(subset=keys)
    groups = frame.groupby(keys, sort=True, observed=True)
    value = groups["told"].mean() if _is_number(told) else groups["told"].first()
    ends = groups["share"].quantile(np.array([0.05, 0.95])).unstack()  # noqa: PD010
    found = pd.DataFrame(
        {
            "value": value,
            "mean": groups["share"].mean(),
            "low": ends[0.05],
            "high": ends[0.95],
            "n": groups.size(),
        }
    )
    return found.reset_index(keys[:-1]).reset_index(drop=True)


def _places(told: "pd.Series[float]") -> Ints:
    """Return the bin of each number, or the rank of each name; −1 for what is left out."""
    if not _is_number(told):
        names = told.value_counts().index[:MOST_NAMES]
        return np.asarray(pd.Index(names).get_indexer(pd.Index(told)))
    values = told.to_numpy(float)
    known = np.unique(values[np.isfinite(values)])
    if len(known) <= MOST_BINS:
        return np.where(np.isfinite(values), np.searchsorted(known, values), -1)
    edges = np.unique(np.nanquantile(values, np.linspace(0, 1, MOST_BINS + 1)[1:-1]))
    return np.where(np.isfinite(values), np.searchsorted(edges, values), -1)


def _sides(other: "pd.Series[Any]") -> "pd.Series[Any]":
    if not _is_number(other):
        few = other.value_counts().index[:MOST_OTHERS]
        return other.where(other.isin(few))
    is_upper = other > other.median()
    return pd.Series(np.where(is_upper, Half.UPPER.value, Half.LOWER.value), other.index).where(other.notna())


def _is_number(values: "pd.Series[float]") -> bool:
    return bool(pd.api.types.is_numeric_dtype(values))
