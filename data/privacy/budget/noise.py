"""Noise for whole numbers, by OpenDP; how far it is expected to carry them."""

import math
from collections.abc import Sequence

from data.privacy.budget.amounts import Cost, Mechanism

Z_90 = 1.6448536269514722  # of the normal distribution
ROUND_UP = 1 + 1e-9  # so that a scale that was rounded costs no more than said
BEYOND = 0.1  # of the noise lies beyond the half-width


def scale_of(cost: Cost, l1: float, l2: float) -> float:
    """Return the scale of the noise: Laplace's, or the standard deviation of the Gaussian.

    Parameters
    ----------
    l1, l2 : how far one customer can move all the figures together, in sum and in Euclidean distance
    """
    if cost.mechanism is Mechanism.LAPLACE:
        return l1 / cost.epsilon * ROUND_UP
    return l2 / math.sqrt(2 * cost.rho) * ROUND_UP


def half_width(cost: Cost, scale: float) -> float:
    """Return what nine of ten draws do not go beyond, on either side."""
    if cost.mechanism is Mechanism.LAPLACE:
        return scale * math.log(1 / BEYOND)
    return scale * Z_90


def noisy(values: Sequence[int], cost: Cost, l1: int, l2: float) -> list[int]:
    """Return whole numbers with noise; raises ValueError where OpenDP finds that it would cost more."""
    import opendp.prelude as dp

    dp.enable_features("contrib")
    domain, scale = dp.vector_domain(dp.atom_domain(T="i64")), scale_of(cost, l1, l2)
    if cost.mechanism is Mechanism.LAPLACE:
        draw = dp.m.make_laplace(domain, dp.l1_distance(T="i64"), scale)
        is_dearer = draw.map(l1) > cost.epsilon
    else:
        draw = dp.m.make_gaussian(domain, dp.l2_distance(T="f64"), scale)
        is_dearer = draw.map(float(l2)) > cost.rho
    if is_dearer:
        raise ValueError("the noise costs more than was said")
    return list(map(int, draw(list(map(int, values)))))
