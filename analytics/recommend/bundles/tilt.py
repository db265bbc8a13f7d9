"""How many times likelier than their segment customers take an offer, by scores of any scale."""

import numpy as np

from analytics.arrays import Doubles, Ints, Numbers, Sparse

_MOST = 3.0  # a score one higher stands for at most e³ times the chance
_LEAST_TILT = 1e-9


def tilt_strengths(features: Numbers, taken: Sparse, doubt: float = 1.0) -> Doubles:
    """Return by how much one more of each feature multiplies a customer's chance: by e to this, never less.

    The conditional likelihood is the greatest: of each offer's takers, that it was they and not others of the
    same shop. How often an offer is taken at all does not count. Without takers all are 0.

    Parameters
    ----------
    features : (n_features, n_customers, n_offers) by what was known before
    taken : (n_customers, n_offers) sparse, what they took after that; entries other than zero count
    doubt : how surely features tell nothing: half of this times a strength's square is taken off

    Returns
    -------
    (n_features,)
        0 where a feature tells nothing, or the wrong way.

    References
    ----------
    McFadden (1974), Conditional logit analysis of qualitative choice behavior.
    """
    from scipy.optimize import minimize

    x, (who, which) = np.asarray(features, np.float64), taken.nonzero()
    n_takers = np.bincount(which, minlength=x.shape[2])
    told = x[:, who, which].sum(1)

    def loss(strength: Doubles) -> tuple[float, Doubles]:
        index = np.tensordot(strength, x, 1)
        best = index.max(0, initial=-np.inf)
        weight = np.exp(index - best)
        total = weight.sum(0)
        expected = (x * (weight * (n_takers / total))).sum((1, 2))
        likelihood = strength @ told - n_takers @ (np.log(total) + best)
        return float(doubt / 2 * strength @ strength - likelihood), doubt * strength + expected - told

    start = np.zeros(len(x))
    if not len(who):
        return start
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, _MOST)] * len(x))
    return np.asarray(found.x, np.float64)


def tilts(index: Numbers, segment: Ints) -> Doubles:
    """Return how many times likelier than the mean of their segment each customer takes each offer.

    Parameters
    ----------
    index : (n_customers, n_offers) features times their strengths, added up
    segment : (n_customers,) code of each, >= 0

    Returns
    -------
    (n_customers, n_offers)
        Above 0; the mean over each segment is 1, so that what a segment takes stays what it was.
    """
    index = index.astype(np.float64)
    found = np.maximum(np.exp(index - index.max(0, initial=-np.inf)), _LEAST_TILT)
    n = np.maximum(np.bincount(segment), 1)
    for offer in found.T:
        offer /= (np.bincount(segment, offer) / n)[segment]
    return np.asarray(found, np.float64)
