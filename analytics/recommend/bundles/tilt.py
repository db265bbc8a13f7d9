"""How many times likelier than their segment customers take an offer, by scores of any scale."""

import numpy as np

from analytics.arrays import Doubles, Ints, Numbers
from analytics.recommend.bundles.linear import Sparse

_MOST = 3.0  # a score one higher stands for at most e³ times the chance
_STEPS = 40  # of halving; _MOST / 2^40 is nothing
_SAMPLE = 50_000  # customers, evenly, who stand for all that could have taken an offer


def tilt_strength(scores: Numbers, taken: Sparse, doubt: float = 1.0) -> float:
    """Return how much one more of a score multiplies a customer's chance: by e to this, at least 0.

    The conditional likelihood: of each offer's takers, that it was they and not others of the same shop. How
    often an offer is taken at all does not count. Without takers there is no tilt.

    Parameters
    ----------
    scores : (n_customers, n_offers) by what was known before
    taken : (n_customers, n_offers) sparse, what they took after that; entries other than zero count
    doubt : takes' worth of doubt that scores tell anything, >= 0

    References
    ----------
    McFadden (1974), Conditional logit analysis of qualitative choice behavior.
    """
    who, which = taken.nonzero()
    if not len(who):
        return 0.0
    n_takers = np.bincount(which, minlength=scores.shape[1])
    few = scores[:: -(-len(scores) // _SAMPLE)].astype(np.float64)
    best = few.max(0)  # only differences within an offer count, and no exponential may overflow
    few -= best
    told = float((scores[who, which] - best[which]).sum())

    def slope(strength: float) -> float:
        weight = np.exp(strength * few)
        return told - float(n_takers @ ((weight * few).sum(0) / weight.sum(0))) - doubt * strength

    low, high = 0.0, _MOST
    for _ in range(_STEPS if slope(0.0) > 0 else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return low


def tilts(scores: Numbers, strength: float, segment: Ints) -> Doubles:
    """Return how many times likelier than the mean of their segment each customer takes each offer.

    Parameters
    ----------
    scores : (n_customers, n_offers)
    strength : see `tilt_strength`
    segment : (n_customers,) code of each, >= 0

    Returns
    -------
    (n_customers, n_offers)
        Above 0; the mean over each segment is 1, so that what a segment takes stays what it was.
    """
    found = np.exp(strength * (scores - scores.max(0, initial=-np.inf)).astype(np.float64))
    found = np.maximum(found, 1e-12)
    n = np.bincount(segment)
    for offer in found.T:
        offer /= (np.bincount(segment, offer) / np.maximum(n, 1))[segment]
    return np.asarray(found)
