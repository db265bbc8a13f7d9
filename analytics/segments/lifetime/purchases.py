"""How often customers buy again: the BG/NBD model of purchases until a customer silently leaves."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.segments.lifetime.histories import Histories
from analytics.segments.lifetime.map_fit import Posterior, most_likely

_SINGULAR = 1e-6  # so near to a pole that the formula cancels, it is taken beside it


class PurchaseModel:
    """BG/NBD: purchases at a rate of the customer's own, and after each of them a chance to leave for good.

    Rates are gamma (shape r, scale 1/alpha), chances of leaving beta (a, b) over customers. Whoever has not
    bought again cannot have left: that is the model's, not the shop's, and is why one-time buyers look alive.

    Attributes
    ----------
    posterior_ : of r, alpha [weeks], a, b

    References
    ----------
    Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way, Marketing Science 24(2).
    """

    def fit(self, histories: Histories) -> "PurchaseModel":
        """Learn the parameters; the prior of alpha lies around the customers' mean age, others around 1."""
        different, which = histories.distinct()
        weights = np.bincount(which, minlength=len(different)).astype(np.float64)
        middle = np.array([1.0, max(float(histories.age.mean()), 1 / 7), 1.0, 1.0])
        self.posterior_: Posterior = most_likely(
            lambda parameters: log_likelihood(parameters, different, weights), middle
        )
        return self

    @property
    def parameters_(self) -> Doubles:
        """Return r, alpha [weeks], a, b."""
        return self.posterior_.mode


def log_likelihood(parameters: Doubles, histories: Histories, weights: Doubles) -> tuple[float, Doubles]:
    """Return the log-likelihood of r, alpha, a, b, and its gradient, (4,).

    Parameters
    ----------
    weights : (n,) how many customers have each history
    """
    r, alpha, a, b = parameters
    x, t_x, age = histories.n_repeats, histories.t_x, histories.age
    log_age, log_t_x = np.log(alpha + age), np.log(alpha + t_x)
    alive = -(r + x) * log_age
    left = np.where(x > 0, np.log(a / _chances_to_stay(b, x)) - (r + x) * log_t_x, -np.inf)
    either = np.logaddexp(alive, left)
    is_left = np.exp(left - either)  # how likely each customer has left
    at_once = (1 - is_left) / (alpha + age) + is_left / (alpha + t_x)
    of_counts, gradient = _of_counts(parameters, x, weights)
    gradient += (
        weights @ (is_left * (log_age - log_t_x) - log_age),
        -weights @ ((r + x) * at_once),
        weights @ is_left / a,
        -weights @ (is_left / _chances_to_stay(b, x)),
    )
    return of_counts + float(weights @ either), gradient


def chance_alive(parameters: Doubles, histories: Histories) -> Doubles:
    """Return the chance that each customer has not left, (n,) [0–1]; 1 without a repeat purchase."""
    r, alpha, a, b = parameters
    x = histories.n_repeats
    longer = np.log(alpha + histories.age) - np.log(alpha + histories.t_x)
    odds = np.log(a / _chances_to_stay(b, x)) + (r + x) * longer
    return np.asarray(np.where(x > 0, 1 / (1 + np.exp(np.minimum(odds, 700))), 1.0))


def expected_purchases(parameters: Doubles, histories: Histories, weeks: float) -> Doubles:
    """Return the purchases that each customer will make in the coming weeks, (n,), >= 0.

    The hypergeometric function depends on the number of repeats and the age alone, so it is computed once for
    each pair of them.
    """
    which, rows = histories.pairs
    while_alive = _purchases_if_alive(parameters, histories.n_repeats[rows], histories.age[rows], weeks)
    return np.asarray(while_alive[which] * chance_alive(parameters, histories))


def _purchases_if_alive(parameters: Doubles, x: Doubles, age: Doubles, weeks: float) -> Doubles:
    """Return the expectation given that a customer is still there, (n,).

    After Euler's transformation two arguments of ₂F₁ no longer grow with x: as published, it overflows for
    customers of a hundred purchases. Where it overflows as well, a and b are so large that everyone leaves
    with about the same chance, and its limit errs by less than 0.02 %.
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = parameters
    a = _beside(a, 1.0)
    c = _beside(a + b + x - 1, 0.0)
    share = weeks / (alpha + age + weeks)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        lasting = np.exp((a - 1) * np.log1p(-share)) * hyp2f1(a + b - 1 - r, a - 1, c, share)
        alike = np.exp((r + x) * (np.log1p(-share) - np.log1p(-share * (b + x) / c)))
    lasting = np.where(np.isfinite(lasting), lasting, alike)
    return np.asarray(np.maximum(c / (a - 1) * (1 - lasting), 0.0))


def _of_counts(parameters: Doubles, x: Doubles, weights: Doubles) -> tuple[float, Doubles]:
    """Return the part of the log-likelihood that knows no time but alpha's, and its gradient, (4,)."""
    from scipy.special import betaln, digamma, gammaln

    r, alpha, a, b = parameters
    code, x = pd.factorize(x)  # few different ones
    counted = np.asarray(np.bincount(code, weights), np.float64)
    value = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
    of_leaving = digamma(a + b) - digamma(a + b + x)
    of_staying = of_leaving + digamma(b + x) - digamma(b)
    of_rate, of_time = digamma(r + x) - digamma(r) + np.log(alpha), np.full(len(x), r / alpha)
    gradient = np.array([counted @ part for part in (of_rate, of_time, of_leaving, of_staying)])
    return float(counted @ value), gradient


def _chances_to_stay(b: float, x: Doubles) -> Doubles:
    """Return b + x − 1, of customers with repeats; without any it stands for nothing and is harmless."""
    return np.asarray(np.where(x > 0, b + x - 1, 1.0))


def _beside(values: Doubles, pole: float) -> Doubles:
    return np.where(np.abs(values - pole) < _SINGULAR, pole + _SINGULAR, values)
