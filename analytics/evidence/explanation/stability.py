"""Whether an explanation stays what it is where other customers, or another background, had been drawn."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream

N_DRAWS = 200  # the ends of a 90 % band from ten of them each


class Drawn(StrEnum):
    """What is drawn again."""

    CUSTOMERS = "customers"
    BACKGROUND = "background"
    BOTH = "both"


def stability(
    by_background: Doubles, groups: Sequence[str], customer: Sequence[object], seed: int = 0
) -> pd.DataFrame:
    """Return how large each group's mean move is, and its rank, with bands by what is drawn again.

    Parameters
    ----------
    by_background : (n_rows, n_groups, n_background) shares against each background row
    customer : (n_rows,) whose rows are drawn together

    Returns
    -------
    drawn, group, mean_absolute [share], low, high, rank (1 moves most), rank_low, rank_high, same_rank_share
        The bands hold nine of ten draws.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 6.
    """
    codes = np.asarray(pd.factorize(np.asarray(customer, object))[0], np.int64)
    value = np.abs(by_background.mean(2)).mean(0)
    tables = []
    for drawn in Drawn:
        draws = _draws(by_background, codes, drawn, random_stream(seed, "stability", drawn))
        tables.append(_with_bands(value, draws, groups).assign(drawn=drawn.value))
    table = pd.concat(tables, ignore_index=True)
    return table[["drawn", *(name for name in table if name != "drawn")]]


def _draws(values: Doubles, customer: Ints, drawn: Drawn, rng: np.random.Generator) -> Doubles:
    """Return the mean absolute share of groups in each draw, (N_DRAWS, n_groups)."""
    n_customers, n = int(customer.max()) + 1, values.shape[2]
    absolute = np.abs(values.mean(2))
    found = np.empty((N_DRAWS, values.shape[1]))
    for i in range(N_DRAWS):
        if drawn is not Drawn.CUSTOMERS:
            absolute = np.abs(values @ (np.bincount(rng.integers(0, n, n), minlength=n) / n))
        weight = np.ones(len(values))
        if drawn is not Drawn.BACKGROUND:
            times = np.bincount(rng.integers(0, n_customers, n_customers), minlength=n_customers)
            weight = times[customer].astype(float)
        found[i] = weight @ absolute / max(weight.sum(), 1)
    return found


def _with_bands(value: Doubles, draws: Doubles, groups: Sequence[str]) -> pd.DataFrame:
    rank, ranks = _ranks(value[None])[0], _ranks(draws)
    ends = (np.quantile(of, (0.05, 0.95), axis=0) for of in (draws, ranks))
    (low, high), (first, last) = ends
    return pd.DataFrame(
        {
            "group": list(groups),
            "mean_absolute": value,
            "low": low,
            "high": high,
            "rank": rank,
            "rank_low": np.floor(first).astype(int),
            "rank_high": np.ceil(last).astype(int),
            "same_rank_share": (ranks == rank).mean(0),
        }
    )


def _ranks(values: Doubles) -> Ints:
    """Return the rank of each column in its row, 1 for the largest."""
    order = np.argsort(-values, axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable") + 1
