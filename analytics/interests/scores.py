"""How good forecast shares are, customer by customer, and how sure a difference is."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Numbers
from analytics.numerics import random_stream

N_RESAMPLED = 1000  # bootstraps; the ends of a 95 % interval then wobble by a thirtieth of its width
TOP = 10  # categories that a ranking is judged on


def log_loss(shares: Numbers, seen: Numbers) -> Doubles:
    """Return minus the log-probability of each customer's purchases, (n,) [nats].

    Parameters
    ----------
    shares : (n, n_categories) forecast, > 0
    seen : (n, n_categories) purchases
    """
    return np.asarray(-np.einsum("ck,ck->c", seen, np.log(shares)), np.float64)


def brier(shares: Numbers, seen: Numbers) -> Doubles:
    """Return the squared distance of shares and purchases, summed over each customer's purchases, (n,).

    References
    ----------
    Brier (1950), Verification of forecasts expressed in terms of probability.
    """
    squares = np.einsum("ck,ck->c", shares, shares) + 1.0
    hit = np.einsum("ck,ck->c", seen, shares)
    return np.asarray(seen.sum(1) * squares - 2 * hit, np.float64)


def ndcg(shares: Numbers, seen: Numbers, top: int = TOP) -> Doubles:
    """Return the NDCG of the categories ranked by share, a purchase being worth one, (n,); nan without any.

    References
    ----------
    Järvelin & Kekäläinen (2002), Cumulated gain-based evaluation of IR techniques.
    """
    top = min(top, shares.shape[1])
    discount = 1 / np.log2(np.arange(top) + 2)
    ranked = np.argsort(-shares, 1, kind="stable")[:, :top]
    gained = np.take_along_axis(seen, ranked, 1) @ discount
    ideal = -np.sort(-seen, 1)[:, :top] @ discount
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(ideal > 0, gained / ideal, np.nan), np.float64)


@dataclass(frozen=True)
class Interval:
    """A figure and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def ratio_interval(sums: Doubles, weights: Doubles, seed: int = 0) -> Interval:
    """Return Σ sums ÷ Σ weights with a 95 % interval by resampling customers.

    Parameters
    ----------
    sums : (n,) of each customer, as a loss or a difference of two losses
    weights : (n,) of each customer, as purchases

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, ch. 13.
    """
    draws = random_stream(seed, "bootstrap over customers")
    n = len(sums)
    ratios = np.empty(N_RESAMPLED)
    for i in range(N_RESAMPLED):
        times = np.bincount(draws.integers(0, n, n), minlength=n)
        ratios[i] = float(times @ sums) / max(float(times @ weights), 1e-12)
    low, high = np.quantile(ratios, [0.025, 0.975])
    return Interval(float(sums.sum()) / max(float(weights.sum()), 1e-12), float(low), float(high))
