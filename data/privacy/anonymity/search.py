"""The table that keeps most and is as anonymous as asked: which level each quasi-identifier is told at."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.anonymity.ladders import Level, ladder
from data.privacy.anonymity.measures import (
    class_sizes,
    classified,
    classify,
    coded_columns,
    distances,
    diversity,
    is_ordered,
)
from data.schema import InputError
from data.sql import execute, registered

MOST_TRIES = 300  # of ways, each a few queries over all rows
SLACK = 1e-9  # of figures that are sums of fractions
Way = tuple[int, ...]  # the level of each quasi-identifier


@dataclass(frozen=True)
class Asked:
    """What a table has to be.

    Attributes
    ----------
    k, l, t : least rows of a class, least different sensitive values in it, farthest that they may be from
        all rows' [0-1]
    most_left_out : share of rows that may be left out [0-1]
    """

    k: int = 5
    l: int = 1  # noqa: E741  the field's name
    t: float = 1.0
    most_left_out: float = 0.05


@dataclass(frozen=True)
class Found:
    """The way that keeps most, of those that were tried.

    Attributes
    ----------
    levels : of each quasi-identifier, the one it is told at
    is_released : (n_rows,) whether the row is in the table
    loss : what is lost of the quasi-identifiers, 1 for a row that is left out [0-1]
    is_best : whether no other way loses less
    """

    levels: dict[str, Level]
    is_released: NDArray[np.bool_]
    loss: float
    is_best: bool


def anonymized(table: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str], asked: Asked) -> Found:
    """Return how to tell a table so that it is as anonymous as asked and loses least.

    A way is a level for each quasi-identifier. From the coarsest, which always is anonymous enough, one step
    finer at a time leads to a good one; then all ways are tried in order of what they lose at least, until
    none can be better, or enough were tried. The same table gives the same answer.

    Raises
    ------
    InputError
        There are too few rows or sensitive values, or nothing would be left of the quasi-identifiers.
    """
    _check_possible(table, sensitive, asked)
    ladders = [ladder(table[column]) for column in quasi]
    names = {(i, level): f"q{i}_{level}" for i, steps in enumerate(ladders) for level in range(len(steps))}
    told = {names[i, n]: level.values for i, steps in enumerate(ladders) for n, level in enumerate(steps)}
    kept = {f"s{i}": table[column] for i, column in enumerate(sensitive)}
    coded = coded_columns(pd.DataFrame({**told, **kept}), [*told, *kept])
    ordered = {f"s{i}": is_ordered(table[column]) for i, column in enumerate(sensitive)}
    with classified(coded) as connection:
        tries = _Tries(connection, ladders, ordered, asked)
        way, loss, is_best = _search(tries, tuple(len(steps) - 1 for steps in ladders))
        released = tries.released[way]
    if all(level == len(steps) - 1 for level, steps in zip(way, ladders, strict=True)):
        raise InputError(
            f"k {asked.k}, l {asked.l} and t {asked.t:g} leave nothing of the quasi-identifiers",
            "Ask for less, name fewer quasi-identifiers, or let more rows be left out",
        )
    levels = {column: steps[n] for column, steps, n in zip(quasi, ladders, way, strict=True)}
    return Found(levels, released, loss, is_best)


def _check_possible(table: pd.DataFrame, sensitive: Sequence[str], asked: Asked) -> None:
    if len(table) < asked.k:
        raise InputError(
            f"there are {len(table):,} rows, fewer than k {asked.k}",
            "Ask for a smaller k, or bring more rows",
        )
    for column in sensitive:
        if (n := table[column].nunique(dropna=False)) < asked.l:
            raise InputError(
                f"it has {n} different values, so that l {asked.l} cannot be reached",
                "Ask for a smaller l",
                column=column,
            )


class _Tries:
    """Tries ways, each once: what one loses, and which rows it releases."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        ladders: list[list[Level]],
        ordered: dict[str, bool],
        asked: Asked,
    ) -> None:
        self.connection, self.ladders, self.ordered, self.asked = connection, ladders, ordered, asked
        self.losses: dict[Way, float] = {}
        self.released: dict[Way, NDArray[np.bool_]] = {}
        self.n_rows = len(ladders[0][0].values)

    def at_least(self, way: Way) -> float:
        """Return what a way loses where no row is left out [0-1]."""
        return float(np.mean(self._loss_by_row(way)))

    def loss(self, way: Way) -> float:
        """Return what a way loses [0-1], infinite where it cannot be made anonymous enough."""
        if way not in self.losses:
            is_released = self._release(way)
            is_enough = is_released.mean() >= 1 - self.asked.most_left_out
            lost = np.where(is_released, self._loss_by_row(way), 1.0)
            self.losses[way] = float(lost.mean()) if is_enough else np.inf
            self.released[way] = is_released
        return self.losses[way]

    def _loss_by_row(self, way: Way) -> NDArray[np.float64]:
        losses = [steps[level].loss for steps, level in zip(self.ladders, way, strict=True)]
        return np.asarray(np.mean(losses, axis=0))

    def _release(self, way: Way) -> NDArray[np.bool_]:
        """Return which rows are left once every class that is not anonymous enough is left out."""
        classify(self.connection, [f"q{i}_{level}" for i, level in enumerate(way)])
        fewest = (1 - self.asked.most_left_out) * self.n_rows
        while len(failing := self._failing()):  # t is measured against the rows that are left
            with registered(self.connection, failing=pd.DataFrame({"class_no": failing})):
                execute(self.connection, "anonymity/drop")
            if class_sizes(self.connection)["n_rows"].sum() < fewest:
                return np.zeros(self.n_rows, bool)
        is_released = np.zeros(self.n_rows, bool)
        is_released[self.connection.execute("SELECT row_no FROM classed").fetchnumpy()["row_no"]] = True
        return is_released

    def _failing(self) -> list[int]:
        """Return the classes that are too small, then those too uniform or too far from all rows."""
        sizes = class_sizes(self.connection)
        if (is_small := sizes["n_rows"] < self.asked.k).any():
            return list(sizes["class_no"][is_small])
        failing: set[int] = set()
        for column, is_ordered_ in self.ordered.items():
            if self.asked.l > 1:
                found = diversity(self.connection, column)
                failing |= set(found["class_no"][found["n_values"] < self.asked.l])
            if self.asked.t < 1:
                far = distances(self.connection, column, is_ordered=is_ordered_)
                failing |= set(far["class_no"][far["distance"] > self.asked.t + SLACK])
        return sorted(failing)


def _search(tries: _Tries, coarsest: Way) -> tuple[Way, float, bool]:
    best, least = _finer(tries, coarsest)
    start = tuple(0 for _ in coarsest)
    ahead, seen = [(0.0, start)], {start}
    while ahead and len(tries.losses) < MOST_TRIES:
        bound, way = heapq.heappop(ahead)
        if bound >= least - SLACK:
            return best, least, True
        if (loss := tries.loss(way)) < least:
            best, least = way, loss
        for coarser in _neighbors(way, coarsest, 1):
            if coarser not in seen:
                seen.add(coarser)
                heapq.heappush(ahead, (tries.at_least(coarser), coarser))
    return best, least, not ahead


def _finer(tries: _Tries, coarsest: Way) -> tuple[Way, float]:
    """Return the way that steps down from the coarsest lead to, each to where least is lost."""
    best, least = coarsest, tries.loss(coarsest)
    while len(tries.losses) < MOST_TRIES // 2:
        ways = sorted((tries.loss(way), way) for way in _neighbors(best, coarsest, -1))
        if not ways or ways[0][0] >= least:
            break
        least, best = ways[0]
    return best, least


def _neighbors(way: Way, coarsest: Way, step: int) -> list[Way]:
    """Return the ways that are a step coarser or finer in one column."""
    changed = [(*way[:i], level + step, *way[i + 1 :]) for i, level in enumerate(way)]
    return [
        one for one in changed if all(0 <= level <= top for level, top in zip(one, coarsest, strict=True))
    ]
