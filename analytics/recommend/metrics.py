"""How good a ranking is: by what customers later took, by how much of the shop it shows, by how new it is.

Rankings are full: every product that is not masked competes. What a customer took is either a sparse matrix
(n_users, n_products), whose entries other than zero count, or one array of positions a user.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import numpy as np
from scipy import sparse

from analytics.arrays import Bools, Doubles, Ints, Numbers

NOBODY = -1  # stands in a ranking where no product is left to show
Truth: TypeAlias = Any | Sequence[Ints]  # Any: SciPy's matrices have no stubs


def top_k(scores: Numbers, k: int, masked: Any = None) -> Ints:
    """Return the positions of the k highest scores of each user, best first; of equal scores the first.

    Parameters
    ----------
    scores : (n_users, n_products)
        A score of minus infinity is never shown.
    k : how many, >= 1
    masked : (n_users, n_products)
        Sparse or dense; entries other than zero are never shown: what a user already has, say.

    Returns
    -------
    (n_users, k)
        -1 where fewer than k products are left.

    Raises
    ------
    ValueError
        Where a score is no number.
    """
    if np.isnan(scores).any():
        raise ValueError("A score is not a number")
    shown = scores if masked is None else _without(scores, masked)
    k_there = min(k, shown.shape[1])
    best = _best(shown, k_there)
    found = np.take_along_axis(shown, best, 1) > -np.inf
    ranked = np.full((len(shown), k), NOBODY, np.int64)
    ranked[:, :k_there] = np.where(found, best, NOBODY)
    return ranked


def recall_at(ranked: Ints, truth: Truth, k: int, capped: bool = False) -> Doubles:
    """Return the share of what each user took that stands among the first k.

    Parameters
    ----------
    ranked : (n_users, >= k)
        Positions of products, best first, -1 for none.
    truth : what each user took
    capped : divide by k where a user took more than k, so that 1 can be reached

    Returns
    -------
    (n_users,)
        0-1; not a number for a user who took nothing: average with `numpy.nanmean`.
    """
    n_taken = _counts(truth)
    return _ratio(_hits(ranked, truth, k).sum(1), np.minimum(n_taken, k) if capped else n_taken)


def ndcg_at(ranked: Ints, truth: Truth, k: int) -> Doubles:
    """Return the discounted gain of each user's first k over that of the best possible order.

    A hit at place i, from 1, gains 1 / log2(i + 1); the best order has its first min(n, k) places hit.

    Parameters
    ----------
    ranked : (n_users, >= k)
    truth : what each user took

    Returns
    -------
    (n_users,)
        0-1; not a number for a user who took nothing.

    References
    ----------
    Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques.
    """
    gain = 1 / np.log2(np.arange(2, k + 2))
    best = np.concatenate([[0.0], np.cumsum(gain)])
    return _ratio(_hits(ranked, truth, k) @ gain, best[np.minimum(_counts(truth), k)])


def map_at(ranked: Ints, truth: Truth, k: int) -> Doubles:
    """Return each user's average precision: over the hits among the first k, the precision down to the hit.

    Parameters
    ----------
    ranked : (n_users, >= k)
    truth : what each user took

    Returns
    -------
    (n_users,)
        0-1, a sum over hits divided by min(n, k); not a number for a user who took nothing.
    """
    hits = _hits(ranked, truth, k)
    precision = hits.cumsum(1) / np.arange(1, k + 1)
    return _ratio((precision * hits).sum(1), np.minimum(_counts(truth), k))


def coverage(ranked: Ints, n_products: int) -> float:
    """Return the share of the products that anybody is shown, 0-1."""
    return len(np.unique(ranked[ranked >= 0])) / n_products if n_products else 0.0


def novelty(ranked: Ints, popularity: Numbers) -> float:
    """Return the mean surprise of what is shown [bits]: log2 of one over the share of customers who have it.

    Parameters
    ----------
    ranked : (n_users, k)
    popularity : (n_products,)
        Share of customers who have the product, 0-1; one that nobody has counts as the rarest that
        somebody has.

    References
    ----------
    Zhou, Kuscsik, Liu, Medo, Wakeling & Zhang (2010), Solving the apparent diversity-accuracy dilemma.
    """
    shown = popularity[ranked[ranked >= 0]]
    rarest = popularity[popularity > 0].min(initial=1.0)
    return float(-np.log2(np.maximum(shown, rarest)).mean()) if len(shown) else 0.0


def _without(scores: Numbers, masked: Any) -> Numbers:
    shown = np.array(scores, copy=True)
    shown[masked.nonzero()] = -np.inf
    return shown


def _best(scores: Numbers, k: int) -> Ints:
    """Return (n, k), ordered; a partition would choose among equal scores at the border as it pleases."""
    n = scores.shape[1]
    chosen = (
        np.argpartition(scores, n - k, axis=1)[:, n - k :]
        if k < n
        else np.tile(np.arange(n), (len(scores), 1))
    )
    chosen.sort(axis=1)  # equal scores then keep the order of positions
    last = np.take_along_axis(scores, chosen, 1).min(1, initial=np.inf)
    torn = (scores >= last[:, None]).sum(1) > k
    chosen[torn] = np.argsort(-scores[torn], axis=1, kind="stable")[:, :k]
    order = np.argsort(-np.take_along_axis(scores, chosen, 1), axis=1, kind="stable")
    return np.asarray(np.take_along_axis(chosen, order, 1), np.int64)


def _hits(ranked: Ints, truth: Truth, k: int) -> Bools:
    """Return (n_users, k): whether each place shows what the user took."""
    first = np.asarray(ranked)[:, :k]
    users, products = _pairs(truth)
    width = max(first.max(initial=-1), products.max(initial=-1)) + 1
    at = np.arange(len(first))[:, None] * width + first
    hits = np.isin(at, users * width + products) & (first >= 0)
    return np.pad(hits, ((0, 0), (0, k - first.shape[1])))


def _pairs(truth: Truth) -> tuple[Ints, Ints]:
    if sparse.issparse(truth):
        users, products = cast(Any, truth).nonzero()
        return users.astype(np.int64), products.astype(np.int64)
    products = np.concatenate([np.unique(taken) for taken in truth]) if len(truth) else np.zeros(0)
    return np.repeat(np.arange(len(truth)), _counts(truth)), products.astype(np.int64)


def _counts(truth: Truth) -> Ints:
    if sparse.issparse(truth):
        return np.asarray((cast(Any, truth) != 0).sum(1)).ravel().astype(np.int64)
    return np.array([len(np.unique(taken)) for taken in truth], np.int64)


def _ratio(part: Numbers | Ints, whole: Numbers | Ints) -> Doubles:
    ratios = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratios, where=whole > 0)
    return ratios
