"""Slices that a shallow tree finds where errors pile up, judged on customers that it has not seen."""

import json
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Ints
from analytics.evidence.errors.chances import Chances
from analytics.evidence.errors.features import Columns, Condition, columns_of
from analytics.evidence.errors.groups import group_errors, with_stand_out
from analytics.numerics import random_stream

DEPTH = 3  # conditions of a slice at most
FEWEST_PURCHASES = 40  # below, in both halves, no slice is looked for
_FEWEST_IN_SLICE = 10  # purchases predicted: fewer tell nothing in the other half
_LEAST_SHARE = 0.02  # of all that chance scatters
_MOST_LEARNED = 100_000  # chances the tree looks at: more would find the same slices in seconds
_LEAST_VARIANCE = 1e-5  # of a chance: what hardly ever happens must not steer the tree alone


def slices_of(frame: pd.DataFrame, chances: Chances, seed: int = 0) -> pd.DataFrame:
    """Return the slices of chances where the model errs most, one row each, by the money they mispredict.

    Half of the customers, drawn by chance, teach a regression tree where purchases less those predicted pile
    up: it splits where the sum of squared misses by what chance scatters grows most. The figures of its
    leaves are those of the other half's, so that none of them is luck of the search, and they are corrected
    for their number.

    Parameters
    ----------
    frame : the rows of the chances: see `features.columns_of`

    Returns
    -------
    conditions (JSON, see `features.Condition`), chance_share (of the half judged), and the columns of
    `group_errors` and `with_stand_out` over the half judged; no row where purchases are too few
    """
    columns = columns_of(frame, chances)
    learns = _learning_half(chances, seed)
    learned, judged = np.flatnonzero(learns), np.flatnonzero(~learns)
    if not _are_enough(chances, learned) or not _are_enough(chances, judged):
        return _judged(chances.rows(judged), np.zeros(len(judged), np.int64), [])
    tree = _tree(columns, chances, _some(chances, learned, seed), seed)
    leaves, paths = _paths(tree)
    leaf = np.searchsorted(leaves, tree.apply(columns.steps[judged]))
    if len(leaves) == 1:
        return _judged(chances.rows(judged), leaf, [])
    conditions = [columns.conditions(path) for path in paths]
    return _judged(chances.rows(judged), leaf, conditions)


def _judged(chances: Chances, leaf: Ints, conditions: list[list[Condition]]) -> pd.DataFrame:
    table = with_stand_out(group_errors(chances, leaf, max(len(conditions), 1))).iloc[: len(conditions)]
    table.insert(0, "conditions", [json.dumps(one) for one in conditions])
    table.insert(1, "chance_share", table["n_chances"] / max(len(chances), 1))
    worst_first = table["revenue_missed"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[worst_first].reset_index(drop=True)


def _learning_half(chances: Chances, seed: int) -> Bools:
    """Return which chances are of the half of the customers that teaches, (n,)."""
    order = random_stream(seed, "slices").permutation(chances.n_customers)
    return np.asarray((order < chances.n_customers // 2)[chances.customer])


def _are_enough(chances: Chances, rows: Ints) -> bool:
    return bool(min(chances.bought[rows].sum(), chances.predicted[rows].sum()) >= FEWEST_PURCHASES / 2)


def _some(chances: Chances, rows: Ints, seed: int) -> Ints:
    """Return the chances of as many customers as the tree has time for."""
    if len(rows) <= _MOST_LEARNED:
        return rows
    drawn = random_stream(seed, "learned").random(chances.n_customers) < _MOST_LEARNED / len(rows)
    return rows[drawn[chances.customer[rows]]]


def _tree(columns: Columns, chances: Chances, rows: Ints, seed: int) -> Any:
    """Return the tree: with these weights it gains by each side's (sum of misses)² ÷ variance."""
    from sklearn.tree import DecisionTreeRegressor

    variance = np.maximum(chances.variance[rows], _LEAST_VARIANCE)
    least = max(_LEAST_SHARE, _FEWEST_IN_SLICE / float(variance.sum()))
    tree = DecisionTreeRegressor(max_depth=DEPTH, min_weight_fraction_leaf=min(least, 0.5), random_state=seed)
    return tree.fit(columns.steps[rows], chances.missed[rows] / variance, sample_weight=variance)


def _paths(tree: Any) -> tuple[Ints, list[list[tuple[int, float, bool]]]]:
    """Return the leaves of a tree in rising order, and the splits that lead to each."""
    of = tree.tree_
    paths: dict[int, list[tuple[int, float, bool]]] = {}

    def walk(node: int, path: list[tuple[int, float, bool]]) -> None:
        if of.children_left[node] < 0:
            paths[node] = path
            return
        split = int(of.feature[node]), float(of.threshold[node])
        walk(of.children_left[node], [*path, (*split, False)])
        walk(of.children_right[node], [*path, (*split, True)])

    walk(0, [])
    leaves = sorted(paths)
    return np.array(leaves), [paths[leaf] for leaf in leaves]
