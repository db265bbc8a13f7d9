"""Whether one model ranks better than another, or whether that is chance."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from analytics.arrays import Doubles
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.ranking import Ranking
from analytics.evidence.curves.resamples import band_limits


@dataclass(frozen=True)
class AucDifference:
    """AUC of one model less that of another on the same cells.

    Attributes
    ----------
    low, high : 90 % band, of samples of customers
    error, p : standard error, and how often chance alone would show so large a difference, of these samples
    delong_error, delong_p : the same by DeLong, who takes cells for independent: too sure, where customers
        have several that are alike
    """

    difference: float
    low: float
    high: float
    error: float
    p: float
    delong_error: float
    delong_p: float


def auc_difference(
    one: Ranking, other: Ranking, samples_of_one: Doubles, samples_of_other: Doubles
) -> AucDifference:
    """Return how two models differ in AUC, tested in two ways.

    Parameters
    ----------
    samples_of_one, samples_of_other : (n_samples,) AUC of both in the same samples

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (1988), Comparing the areas under two or more correlated receiver
    operating characteristic curves, Biometrics 44.
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 8 and 12.
    """
    difference = float(area_under_roc(*one.counts) - area_under_roc(*other.counts))
    samples = samples_of_one - samples_of_other
    samples = samples[~np.isnan(samples)]
    low, high = band_limits(samples)
    error = float(samples.std(ddof=1)) if len(samples) > 1 else float("nan")
    delong = delong_error(one, other)
    return AucDifference(
        difference, float(low), float(high), error, _p(difference, error), delong, _p(difference, delong)
    )


def delong_error(one: Ranking, other: Ranking) -> float:
    """Return DeLong's standard error of a difference in AUC; NaN where an outcome has one cell only."""
    between = _placements(one) - _placements(other)
    is_bought = np.empty(len(between), bool)
    is_bought[one.order] = one.bought == 1
    parts = between[is_bought], between[~is_bought]
    if min(map(len, parts)) < 2:
        return float("nan")
    return float(np.sqrt(sum(part.var(ddof=1) / len(part) for part in parts)))


def _placements(ranking: Ranking) -> Doubles:
    """Return of each cell, in the order given, the share of cells of the other outcome that it outdoes.

    A purchase outdoes what scores lower, a non-purchase what scores higher; equal scores count half.
    """
    found, left = ranking.counts
    n_found, n_left = found[-1], left[-1]
    of_purchases = (n_left - (left[1:] + left[:-1]) / 2) / n_left
    of_left = (found[1:] + found[:-1]) / 2 / n_found
    step = ranking.steps(ranking.ends)
    is_bought = np.empty(len(step), bool)
    is_bought[ranking.order] = ranking.bought == 1
    return np.asarray(np.where(is_bought, of_purchases[step], of_left[step]))


def _p(difference: float, error: float) -> float:
    """Return how often chance alone would show so large a difference; 1 where there is none."""
    if difference == 0:
        return 1.0
    if not error > 0:
        return float("nan") if np.isnan(error) else 0.0
    return 2 * NormalDist().cdf(-abs(difference) / error)
