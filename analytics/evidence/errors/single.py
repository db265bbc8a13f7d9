"""Single predictions: how far they are off, beside what a right model would be, and the worst of them."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.evidence.errors.bands import chance_of_miss
from analytics.evidence.errors.chances import Chances
from analytics.numerics import Z_90

N_BINS = 40
MOST_WORST = 50  # of either kind
KEPT = (
    "row",
    "product_id",
    "category",
    "segment",
    "visited_on",
    "price",
    "relative_price",
    "past_visits",
    "past_share",
    "rest_of_basket",
)


def error_distribution(chances: Chances) -> pd.DataFrame:
    """Return how often predictions are off by how much, one row per step of 5 percentage points.

    Returns
    -------
    low, high : ends of the step; bought (1) or not (0) less the share predicted
    n, n_expected : chances there, and as many as there would be if every prediction were right
    n_low, n_high : where nine of ten draws of chance would lie if it were, 90 % band
    """
    edges = np.linspace(-1, 1, N_BINS + 1)
    p = chances.predicted

    def counted(error: Doubles, weight: Doubles | None = None) -> Doubles:
        at = np.clip(np.searchsorted(edges, error, side="right") - 1, 0, N_BINS - 1)
        return np.bincount(at, weight, N_BINS).astype(np.float64)

    expected = counted(1 - p, p) + counted(-p, 1 - p)
    half = Z_90 * np.sqrt(counted(1 - p, chances.variance) + counted(-p, chances.variance))
    return pd.DataFrame(
        {
            "low": edges[:-1],
            "high": edges[1:],
            "n": counted(chances.missed).astype(np.int64),
            "n_expected": expected,
            "n_low": np.maximum(expected - half, 0),
            "n_high": expected + half,
        }
    )


def worst_cases(frame: pd.DataFrame, chances: Chances, most: int = MOST_WORST) -> pd.DataFrame:
    """Return the chances that surprise most, bought though hardly predicted or not bought though nearly sure.

    Parameters
    ----------
    frame : the rows of the chances, with `row`, their number in the file, and what else of `KEPT` is known

    Returns
    -------
    the columns of `KEPT` that the frame has, bought, predicted, log_loss; the most surprising first, at most
    `most` of either kind
    """
    kinds = []
    for is_bought in (1.0, 0.0):
        own = np.flatnonzero(chances.bought == is_bought)
        if len(own) > most:
            own = own[np.argpartition(-chances.log_loss[own], most - 1)[:most]]
        kinds.append(own)
    at = np.concatenate(kinds)
    at = at[np.lexsort((at, -chances.log_loss[at]))]
    table = frame.iloc[at][[name for name in KEPT if name in frame]].reset_index(drop=True)
    return table.assign(
        bought=chances.bought[at] > 0, predicted=chances.predicted[at], log_loss=chances.log_loss[at]
    )


def surprise_check(chances: Chances, most: int = MOST_WORST) -> pd.DataFrame:
    """Return whether the worst cases are more than a right model would have, one row per kind.

    Returns
    -------
    bought : the kind, bought though hardly predicted (True) or not bought though nearly sure
    predicted : share predicted of the last of the worst of this kind
    n_chances : all that were predicted so far out
    n, n_expected : how many of them surprised, and how many would if the predictions were right
    p_value : how likely chance alone is so far from what is expected; the last case, which drew the line,
        is not counted
    """
    rows = []
    for is_bought in (True, False):
        own = np.sort(chances.predicted[chances.bought == is_bought])
        if not len(own):
            continue
        limit = own[min(most, len(own)) - 1] if is_bought else own[max(len(own) - most, 0)]
        is_out = chances.predicted <= limit if is_bought else chances.predicted >= limit
        chance = chances.predicted[is_out] if is_bought else 1 - chances.predicted[is_out]
        n = int((chances.bought[is_out] == is_bought).sum())
        expected, variance = np.array([chance.sum()]), np.array([chances.variance[is_out].sum()])
        p_value = chance_of_miss(np.array([n - 1.0]), expected, variance)
        rows.append((is_bought, float(limit), int(is_out.sum()), n, float(expected[0]), float(p_value[0])))
    return pd.DataFrame(rows, columns=["bought", "predicted", "n_chances", "n", "n_expected", "p_value"])
