"""How sure a forecast share is: the spread of what customers buy around it, learned on earlier windows."""

import numpy as np

from analytics.arrays import Bools, Doubles, Floats
from analytics.interests.smoothing import memory_weights

COVERED = 0.9  # of what is seen should lie within
_TOTALS_DECAY = 0.85  # a window
_CONCENTRATIONS = tuple(float(2**k) for k in range(2, 13))
_TOLD_FROM = 1.0  # expected purchases of a category, from which its band is judged: below, it always holds
_SHARE_FLOOR = 1e-6


def expected_purchases(counts: Floats, per_window: int) -> Doubles:
    """Return how much each customer buys in a window, as lately, at least one, (n,).

    Parameters
    ----------
    counts : (n, n_periods, n_categories) known so far
    """
    totals = counts.sum(2, dtype=np.float64)
    weights = memory_weights(counts.shape[1], _TOTALS_DECAY, per_window)
    return np.asarray(np.maximum(totals @ weights / weights.sum() * per_window, 1.0))


def share_bands(
    shares: Doubles, variance: Doubles | float, n_purchases: Doubles, concentration: float
) -> tuple[Doubles, Doubles]:
    """Return the ends of the 90 % band of the shares that will be seen.

    A beta distribution whose variance is the model's own, that of taste around the forecast (a Dirichlet
    of some concentration), and that of so many purchases drawn from it.

    Parameters
    ----------
    shares, variance : forecast, and its variance by the model, of one shape
    n_purchases : expected in the window, >= 1, of a shape that spreads over them
    concentration : of taste around the forecast, > 0
    """
    from scipy.special import betaincinv

    p = np.clip(shares, _SHARE_FLOOR, 1 - _SHARE_FLOOR)
    drawn = 1 / np.maximum(n_purchases, 1.0)
    spread = variance + p * (1 - p) * (drawn + (1 - drawn) / (1 + concentration))
    kappa = np.maximum(p * (1 - p) / spread - 1, 1e-3)
    tail = (1 - COVERED) / 2
    low, high = (betaincinv(kappa * p, kappa * (1 - p), q) for q in (tail, 1 - tail))
    half = drawn / 4  # shares of few purchases come in steps, whose middles the beta distribution joins
    return np.clip(low - half, 0, 1), np.clip(high + half, 0, 1)


def is_covered(shares: Doubles, n_purchases: Doubles, seen: Floats, concentration: float) -> Bools:
    """Return which of the shares seen that judge a band lie within it, (n_judging,).

    Customers who bought nothing have no shares, categories hardly expected always lie within: neither judges.

    Parameters
    ----------
    shares : (n, n_categories) forecast
    n_purchases : (n,) expected
    seen : (n, n_categories) purchases
    """
    total = seen.sum(1, keepdims=True)
    expected = np.broadcast_to(n_purchases[:, None], shares.shape)
    judges = (total > 0) & (shares * expected >= _TOLD_FROM)
    low, high = share_bands(shares[judges], 0.0, expected[judges], concentration)
    actual = (seen / np.maximum(total, 1))[judges]
    return np.asarray((actual >= low) & (actual <= high))


def fit_concentration(shares: Doubles, n_purchases: Doubles, seen: Floats) -> float:
    """Return the concentration whose bands hold nearest to 90 % of what was seen in earlier windows."""
    best, nearest = _CONCENTRATIONS[-1], np.inf
    for concentration in _CONCENTRATIONS:
        covered = is_covered(shares, n_purchases, seen, concentration)
        off = abs(float(covered.mean()) - COVERED) if len(covered) else np.inf
        if off < nearest:
            best, nearest = concentration, off
    return best
