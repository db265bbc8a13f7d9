"""The table that keeps most and is as anonymous as asked: which level each quasi-identifier is told at."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.privacy.anonymity.ladders import Level, ladder
from data.privacy.anonymity.measures import classified, coded_columns, is_ordered
from data.privacy.anonymity.tries import SLACK, Asked, Tries, Way
from data.schema import InputError


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


def anonymized(
    table: pd.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    asked: Asked,
    report: Callable[[float], None] = lambda share: None,
) -> Found:
    """Return how to tell a table so that it is as anonymous as asked and loses least.

    A way is a level for each quasi-identifier. From the coarsest, which always is anonymous enough, one step
    finer at a time leads to a good one; then all ways are tried in order of what they lose at least, until
    none can be better, or enough were tried. The same table gives the same answer.

    Parameters
    ----------
    report : called with the share of all tries that are made, 0–1; may raise to stop

    Raises
    ------
    InputError
        There are too few rows or sensitive values, or nothing would be left of the quasi-identifiers.
    """
    check_possible(table, sensitive, asked)
    ladders = [ladder(table[column]) for column in quasi]
    names = {(i, level): f"q{i}_{level}" for i, steps in enumerate(ladders) for level in range(len(steps))}
    told = {names[i, n]: level.values for i, steps in enumerate(ladders) for n, level in enumerate(steps)}
    kept = {f"s{i}": table[column] for i, column in enumerate(sensitive)}
    coded = coded_columns(pd.DataFrame({**told, **kept}), [*told, *kept])
    ordered = {f"s{i}": is_ordered(table[column]) for i, column in enumerate(sensitive)}
    with classified(coded) as connection:
        tries = Tries(connection, ladders, ordered, asked, report)
        way, loss, is_best = _search(tries, tuple(len(steps) - 1 for steps in ladders))
        released = tries.released[way]
    if all(level == len(steps) - 1 for level, steps in zip(way, ladders, strict=True)):
        raise InputError(
            f"k {asked.k}, l {asked.l} and t {asked.t:g} leave nothing of the quasi-identifiers",
            "Ask for less, name fewer quasi-identifiers, or let more rows be left out",
        )
    levels = {column: steps[n] for column, steps, n in zip(quasi, ladders, way, strict=True)}
    return Found(levels, released, loss, is_best)


def check_possible(table: pd.DataFrame, sensitive: Sequence[str], asked: Asked) -> None:
    """Raise InputError where no way can be as anonymous as asked: too few rows, or sensitive values."""
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


def _search(tries: Tries, coarsest: Way) -> tuple[Way, float, bool]:
    best, least = _finer(tries, coarsest)
    start = tuple(0 for _ in coarsest)
    ahead, seen = [(0.0, start)], {start}
    while ahead and len(tries.losses) < tries.most:
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


def _finer(tries: Tries, coarsest: Way) -> tuple[Way, float]:
    """Return the way that steps down from the coarsest lead to, each to where least is lost."""
    best, least = coarsest, tries.loss(coarsest)
    while len(tries.losses) < tries.most // 2:
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
