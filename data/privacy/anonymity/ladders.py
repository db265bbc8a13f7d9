"""How a column can be told ever more coarsely: ranges of numbers, parts of a date, branches, "other"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.anonymity.codes import Step
from data.privacy.anonymity.measures import is_ordered

ALL, OTHER = "*", "other"
N_RANGES = (32, 16, 8, 4, 2)  # each cuts every second time where the one before did
LEAST_SHARES = (0.01, 0.05, 0.2)  # of the rows that a value needs to keep its name
BRANCH = " > "
PERIODS = {Step.MONTH: "M", Step.QUARTER: "Q", Step.YEAR: "Y"}


@dataclass(frozen=True)
class Level:
    """A way to tell a column.

    Attributes
    ----------
    detail : number of ranges, of values that keep their name, or of branches, where the step has one
    values : (n_rows,) as they are told
    loss : (n_rows,) share of the column's other values that what is told may stand for [0-1]

    References
    ----------
    Iyengar (2002), Transforming data to satisfy privacy constraints; Xu et al. (2006) call it NCP.
    """

    step: Step
    detail: int
    values: "pd.Series[Any]"
    loss: NDArray[np.float64]


def ladder(values: "pd.Series[Any]") -> list[Level]:
    """Return the ways to tell a column, from as it is to nothing; none loses less than the one before."""
    exact = Level(Step.EXACT, 0, values, np.zeros(len(values)))
    levels, last = [exact], values.nunique(dropna=False)
    for step, detail, told in _coarser(values):
        n_told = told.nunique(dropna=False)
        if 1 < n_told < last:
            levels.append(Level(step, detail, told, np.maximum(_loss(values, told), levels[-1].loss)))
            last = n_told
    return [*levels, Level(Step.ALL, 0, pd.Series(ALL, values.index, dtype="str"), np.ones(len(values)))]


def _coarser(values: "pd.Series[Any]") -> Iterator[tuple[Step, int, "pd.Series[Any]"]]:
    if pd.api.types.is_datetime64_any_dtype(values):
        yield Step.DAY, 0, _text(values.dt.strftime("%Y-%m-%d"))
        for step, period in PERIODS.items():
            yield step, 0, _text(values.dt.to_period(period))
    elif is_ordered(values):
        for n in N_RANGES:
            yield Step.RANGES, n, _ranges(values, n)
    else:
        yield from _fewer_names(values)


def _fewer_names(values: "pd.Series[Any]") -> Iterator[tuple[Step, int, "pd.Series[Any]"]]:
    """Yield a tree's values cut after ever fewer branches; else the frequent ones, and "other"."""
    text = _text(values)
    depth = int(text.dropna().str.count(BRANCH).max() or 0) if text.notna().any() else 0
    for n in range(depth, 0, -1):
        yield (
            Step.TREE,
            n,
            text.map(lambda path, n=n: BRANCH.join(path.split(BRANCH)[:n]), na_action="ignore"),
        )
    if depth:
        return
    counts, other = text.value_counts(), OTHER if OTHER not in set(text) else f"({OTHER})"
    for share in LEAST_SHARES:
        rare = counts.index[counts < share * len(text)]
        if 1 < len(rare) < len(counts):
            yield Step.OTHER, len(counts) - len(rare), text.where(~text.isin(rare), other)


def _ranges(values: "pd.Series[Any]", n: int) -> "pd.Series[Any]":
    """Return the range that each number is in: about as many rows in each, with ends that are round."""
    cuts = _cuts(values)[:: N_RANGES[0] // n][1:]
    edges = [-np.inf, *dict.fromkeys(cuts), np.inf]
    names = [f"[{_short(low)}, {_short(high)})" for low, high in pairwise(edges)]
    if len(edges) < 3:
        return pd.Series(ALL, values.index, dtype="str")
    return _text(pd.cut(values.astype(float), edges, right=False, labels=names))


def _cuts(values: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return the ends of the finest ranges, rounded, so that they are nobody's own figure."""
    known = values.dropna().astype(float)
    cuts = known.quantile(np.arange(N_RANGES[0]) / N_RANGES[0]).to_numpy()
    spread = float(np.subtract(*known.quantile([0.9, 0.1]))) or float(known.max() - known.min()) or 1.0
    unit = 10.0 ** np.floor(np.log10(spread / N_RANGES[0]))
    return np.asarray(np.round(cuts / unit) * unit)


def _short(edge: float) -> str:
    return f"{edge:.10g}"


def _text(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return values as text, what is missing missing."""
    return values.astype("str").where(values.notna(), None).astype("str")


def _loss(values: "pd.Series[Any]", told: "pd.Series[Any]") -> NDArray[np.float64]:
    """Return what share of the column's other values the told one may stand for, for each row."""
    known, name = pd.factorize(values)[0], pd.factorize(told)[0]
    n_values = max(int(known.max(initial=0)), 1)
    pairs = pd.DataFrame({"name": name, "value": known}).drop_duplicates()
    behind = pairs.groupby("name")["value"].size()
    return (pd.Series(name).map(behind).to_numpy(dtype=float) - 1) / n_values
