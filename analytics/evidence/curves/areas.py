"""Areas below curves, of one ranking or of all its samples at once."""

import numpy as np

from analytics.arrays import Doubles


def area_under_roc(found: Doubles, left: Doubles) -> Doubles:
    """Return the chance that a purchase scores above a non-purchase, equal scores counting half.

    Parameters
    ----------
    found, left : (1 + n_steps, …) bought and not bought at or above each step, from none on

    Returns
    -------
    (…)
        NaN where there is one outcome only.
    """
    pairs = (np.diff(left, axis=0) * (found[1:] + found[:-1])).sum(0) / 2
    return _ratio(pairs, found[-1] * left[-1])


def average_precision(found: Doubles, left: Doubles) -> Doubles:
    """Return the precision averaged over purchases, (…); NaN where there is one outcome only."""
    picked = found[1:] + left[1:]
    precision = np.divide(found[1:], picked, out=np.ones_like(picked), where=picked > 0)
    total = (np.diff(found, axis=0) * precision).sum(0)
    return _ratio(total, np.where(left[-1] > 0, found[-1], 0.0))


def _ratio(part: Doubles, whole: Doubles) -> Doubles:
    part, whole = np.asarray(part), np.asarray(whole)
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))
