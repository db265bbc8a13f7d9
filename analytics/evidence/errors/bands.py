"""How sure a count of purchases is, few or many, when those of one customer hang together."""

import numpy as np

from analytics.arrays import Doubles

_TAIL = 0.05  # on either side of a 90 % band


def count_band(observed: Doubles, variance: Doubles, weight: Doubles) -> tuple[Doubles, Doubles]:
    """Return the 90 % band of what other customers would have bought on average, by gamma quantiles.

    Of single purchases with the variance of a Poisson count it is the exact band (0 purchases: 0 to 3.0),
    of many with any variance that of the normal distribution.

    Parameters
    ----------
    observed : (n,) sums of purchases, or of their money, >= 0
    variance : (n,) of these sums, >= 0
    weight : (n,) what one purchase more would add, > 0

    References
    ----------
    Fay & Feuer (1997), Confidence intervals for directly standardized rates, Statistics in Medicine 16.
    """
    from scipy.special import gammaincinv

    def quantile(mean: Doubles, spread: Doubles, share: float) -> Doubles:
        size = np.maximum(spread, 1e-12) / np.maximum(mean, 1e-12)
        return np.asarray(size * gammaincinv(mean / size, share))

    low = np.where(observed > 0, quantile(np.maximum(observed, 1e-12), variance, _TAIL), 0.0)
    return low, quantile(observed + weight, variance + weight**2, 1 - _TAIL)


def chance_of_miss(observed: Doubles, expected: Doubles, variance: Doubles) -> Doubles:
    """Return how likely a right prediction is missed by so much, either way (two-sided p-value), (n,).

    Parameters
    ----------
    observed, expected : (n,) purchases and those predicted
    variance : (n,) of the purchases if the prediction is right; more than a Poisson count's where customers
        scatter more
    """
    from scipy.special import gammainc, gammaincc

    size = np.maximum(variance, 1e-12) / np.maximum(expected, 1e-12)
    count, mean = observed / size, expected / size
    at_least = np.where(observed > 0, gammainc(np.maximum(count, 1e-12), mean), 1.0)
    at_most = gammaincc(count + 1, mean)
    return np.asarray(np.minimum(2 * np.minimum(at_least, at_most), 1.0))


def holm(p_values: Doubles) -> Doubles:
    """Return p-values adjusted for how many were looked at together, (n,), NaN where not tested.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statistics 6.
    """
    adjusted = np.full(len(p_values), np.nan)
    tested = np.flatnonzero(~np.isnan(p_values))
    order = tested[np.argsort(p_values[tested], kind="stable")]
    steps = p_values[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0) if len(order) else steps
    return adjusted
