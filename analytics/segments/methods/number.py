"""How many clusters: as many as are found again."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from analytics.numerics import random_stream
from analytics.segments.methods.centers import KMeansSegments
from analytics.segments.methods.contract import MAX_LEARNED, CustomerData
from analytics.segments.methods.evaluate import N_REFITS, agreements, silhouette

MOST_TRIED = 10
TOLERANCE = 0.02  # below the most stable number's index, within which a number counts as stable as that
_MOST_LEARNED_FROM = 5_000  # customers; the number hardly moves with more, the seconds do
_COLUMNS = ["n_clusters", "stability", "stability_error", "silhouette"]


def clusters_by_stability(
    data: CustomerData,
    seed: int = 0,
    most: int = MOST_TRIED,
    n_refits: int = N_REFITS,
    report: Callable[[float], None] = lambda share: None,
) -> tuple[int, pd.DataFrame]:
    """Customers → the largest number of k-means clusters that bootstrap samples find again, and its curve.

    Planted segments are found again in halves as well as one by one, so the largest number counts of those as
    stable as the most stable one: within its standard error, or 0.02 where that is less.

    Parameters
    ----------
    most : clusters tried, from 2
    report : called with the share done, 0–1; may raise to stop

    Returns
    -------
    (int, DataFrame)
        The number (1 where customers cannot be told apart), and n_clusters, stability [≤ 1], stability_error,
        silhouette [−1–1].

    References
    ----------
    Ben-Hur, Elisseeff & Guyon (2002), A stability based method for discovering structure in clustered data.
    Breiman, Friedman, Olshen & Stone (1984), whose rule of one standard error prunes trees.
    """
    if not 2 <= most <= MAX_LEARNED:
        raise ValueError(f"clusters tried must be between 2 and {MAX_LEARNED}")
    data = _sample(data, seed)
    n_distinct, rows = len(np.unique(data.features, axis=0)), []
    for n in range(2, min(most, n_distinct - 1) + 1):
        make = partial(KMeansSegments, n, seed)
        labels = make().fit_predict(data)
        found = agreements(data, labels, make, n_refits, seed)
        error = found.std(ddof=1) / np.sqrt(len(found)) if len(found) > 1 else np.nan
        rows.append((n, found.mean(), error, silhouette(data.features, labels, seed)))
        report((n - 1) / (most - 1))
    curve = pd.DataFrame(rows, columns=_COLUMNS).astype({"n_clusters": "int64"})
    return _largest_stable(curve), curve


def _largest_stable(curve: pd.DataFrame) -> int:
    if curve.empty:
        return 1
    stability, error = (curve[name].to_numpy(np.float64) for name in ("stability", "stability_error"))
    best = int(stability.argmax())
    within = max(TOLERANCE, float(np.nan_to_num(error[best])))
    return int(curve["n_clusters"].to_numpy()[stability >= stability[best] - within].max())


def _sample(data: CustomerData, seed: int) -> CustomerData:
    if len(data) <= _MOST_LEARNED_FROM:
        return data
    chosen = random_stream(seed, "number").choice(len(data), _MOST_LEARNED_FROM, replace=False)
    return data.rows(np.sort(chosen))
