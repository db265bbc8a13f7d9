"""Shares of purchases that remember: older periods count less, and few purchases lean on everybody's."""

import numpy as np

from analytics.arrays import Doubles, Floats, Numbers

_PRIOR_PURCHASES = 0.5  # of each category, so that nothing new is impossible


def memory_weights(n_periods: int, decay: float, per_window: int = 1) -> Doubles:
    """Return what a purchase of each period counts, the newest 1, (n_periods,).

    Parameters
    ----------
    decay : what a purchase counts a window later, 0–1; 0 remembers the newest window only
    per_window : periods of a window
    """
    age = np.arange(n_periods - 1, -1, -1)
    if decay == 0:
        return np.asarray(age < per_window, np.float64)
    return np.asarray(decay ** (age / per_window), np.float64)


def popularity(totals: Doubles, decay: float, per_window: int = 1) -> Doubles:
    """Return everybody's shares as remembered after the periods given, (n_categories,).

    Parameters
    ----------
    totals : (n_periods, n_categories) purchases of the shop; without periods all shares are equal
    """
    sums = memory_weights(len(totals), decay, per_window) @ totals + _PRIOR_PURCHASES
    return np.asarray(sums / sums.sum(), np.float64)


def smoothed_shares(counts: Numbers, everybodys: Numbers, prior: float) -> Doubles:
    """Return shares of remembered purchases, leaning on everybody's.

    The mean of a Dirichlet posterior whose prior is worth so many purchases.

    Parameters
    ----------
    counts : (..., n_categories) purchases, weighted by memory
    everybodys : (n_categories,) shares
    prior : purchases that everybody's shares are worth, > 0

    Returns
    -------
    (..., n_categories)
        Shares > 0 that add up to one.
    """
    sums = np.asarray(counts, np.float64) + prior * everybodys
    return np.asarray(sums / sums.sum(-1, keepdims=True))


def remembered(counts: Floats, decay: float, per_window: int = 1) -> Floats:
    """Return what is remembered before each period and after the last, (n, n_periods + 1, n_categories).

    Parameters
    ----------
    counts : (n, n_periods, n_categories)
    decay : what a purchase counts a window later, > 0
    """
    found = np.zeros((len(counts), counts.shape[1] + 1, counts.shape[2]), np.float32)
    kept = np.float32(decay ** (1 / per_window))
    for t in range(counts.shape[1]):
        found[:, t + 1] = kept * found[:, t] + counts[:, t]
    return found
