"""By what chances are grouped: segment, category, price level, acquaintance, week and product."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.evidence.errors.chances import Chances
from analytics.evidence.errors.groups import group_errors, with_stand_out

UNKNOWN = ""  # the group of what no file tells


class Dimension(StrEnum):
    """By what chances are grouped."""

    ALL = "all"
    SEGMENT = "segment"
    CATEGORY = "category"
    PRODUCT = "product"
    PRICE_LEVEL = "price_level"
    ACQUAINTANCE = "acquaintance"
    WEEK = "week"


class PriceLevel(StrEnum):
    """The price faced beside today's."""

    FAR_BELOW = "far_below"
    BELOW = "below"
    TODAY = "today"
    ABOVE = "above"
    FAR_ABOVE = "far_above"


class Acquaintance(StrEnum):
    """How well a customer was known at the door."""

    NEW = "new"
    SEEN = "seen"
    KNOWN = "known"


LEVEL_EDGES = (0.8, 0.95, 1.05, 1.2)  # price ÷ today's, between the levels
VISIT_EDGES = (1, 5)  # earlier visits, between new, seen and known
NEEDED = {  # the column that each grouping reads
    Dimension.SEGMENT: "segment",
    Dimension.CATEGORY: "category",
    Dimension.PRODUCT: "product_id",
    Dimension.PRICE_LEVEL: "relative_price",
    Dimension.ACQUAINTANCE: "past_visits",
    Dimension.WEEK: "visited_on",
}


def groupings(frame: pd.DataFrame) -> dict[Dimension, tuple[Ints, list[str]]]:
    """Return codes of groups (n,) and their names, by every dimension that the rows tell anything of."""
    found: dict[Dimension, tuple[Ints, list[str]]] = {}
    for dimension, column in NEEDED.items():
        if column in frame and frame[column].notna().any():
            codes, names = _GROUPED[dimension](frame[column])
            if names != [UNKNOWN]:
                found[dimension] = codes, names
    return found


def errors_by_group(frame: pd.DataFrame, chances: Chances) -> pd.DataFrame:
    """Return one row per dimension and group, the whole first, see `group_errors` and `with_stand_out`.

    A dimension of one group says nothing that the whole does not, so its row is not tested once more.
    """
    whole = group_errors(chances, np.zeros(len(chances), np.int64), 1)
    parts = [whole.assign(dimension=Dimension.ALL.value, group=UNKNOWN)]
    for dimension, (codes, names) in groupings(frame).items():
        rows = group_errors(chances, codes, len(names)).assign(dimension=dimension.value, group=names)
        parts.append(rows if len(names) > 1 else rows.assign(p_value=np.nan))
    table = with_stand_out(pd.concat(parts, ignore_index=True))
    first = ["dimension", "group"]
    return table[[*first, *(name for name in table if name not in first)]]


def monday_of(days: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return the Monday of each day's week."""
    mondays: pd.Series[Any] = days.dt.normalize() - pd.to_timedelta(days.dt.day_of_week, unit="D")
    return mondays


def by_name(values: "pd.Series[Any]") -> tuple[Ints, list[str]]:
    """Return codes of texts and the texts in order, what is missing under `UNKNOWN`."""
    codes, found = pd.factorize(values)
    names = [str(name) for name in found]
    if (codes < 0).any():
        names = [*names, UNKNOWN]
    order = sorted(set(names))
    place = np.array(
        [order.index(name) for name in names], np.int64
    )  # a missing one has the code -1: the last
    return place[codes], order


def _by_edges(
    edges: tuple[float, ...], names: type[StrEnum]
) -> Callable[["pd.Series[Any]"], tuple[Ints, list[str]]]:
    """Return what puts numbers between edges; those of no chance are left out, so that codes have no gaps."""
    codes = np.array([str(name) for name in names])

    def grouped(values: "pd.Series[Any]") -> tuple[Ints, list[str]]:
        numbers = values.to_numpy(float)
        is_known = np.isfinite(numbers)
        at = np.where(is_known, np.searchsorted(edges, numbers, side="right"), len(codes))
        present, own = np.unique(at, return_inverse=True)
        return np.asarray(own, np.int64), [str(name) for name in np.append(codes, UNKNOWN)[present]]

    return grouped


def _by_week(days: "pd.Series[Any]") -> tuple[Ints, list[str]]:
    codes, found = pd.factorize(days)
    mondays = monday_of(pd.Series(found)).dt.strftime("%Y-%m-%d")
    of_day, names = by_name(mondays)
    if (codes < 0).any():
        of_day, names = np.append(of_day, len(names)), [*names, UNKNOWN]
    return of_day[codes], names


_GROUPED: dict[Dimension, Callable[["pd.Series[Any]"], tuple[Ints, list[str]]]] = {
    Dimension.SEGMENT: by_name,
    Dimension.CATEGORY: by_name,
    Dimension.PRODUCT: by_name,
    Dimension.PRICE_LEVEL: _by_edges(LEVEL_EDGES, PriceLevel),
    Dimension.ACQUAINTANCE: _by_edges(VISIT_EDGES, Acquaintance),
    Dimension.WEEK: _by_week,
}
