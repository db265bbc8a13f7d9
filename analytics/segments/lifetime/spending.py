"""For how much customers buy: the Gamma-Gamma model of the mean value of a purchase."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.segments.lifetime.map_fit import Posterior, most_likely


class SpendingModel:
    """Gamma-Gamma: values of purchases are gamma around a mean of the customer's own, which is inverse gamma.

    What a customer spends at a time has to be independent of how often; `checks` looks whether it is.

    Attributes
    ----------
    posterior_ : of p, q − 1, gamma [typical purchases]; q > 1, else customers would have no mean
    unit_ : a typical purchase, the mean over customers [currency]

    References
    ----------
    Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value.
    """

    def fit(self, n_repeats: Doubles, mean_value: Doubles) -> "SpendingModel":
        """Learn from customers with repeat purchases, (n,), and their mean value, (n,) > 0 [currency]."""
        self.unit_ = float(mean_value.mean())
        relative = mean_value / self.unit_
        self.posterior_: Posterior = most_likely(
            lambda parameters: log_likelihood(parameters, n_repeats, relative), np.ones(3)
        )
        return self

    @property
    def parameters_(self) -> Doubles:
        """Return p, q, gamma [currency]."""
        p, beyond, gamma = self.posterior_.mode
        return np.array([p, 1 + beyond, gamma * self.unit_])

    def expected_value(self, parameters: Doubles, n_repeats: Doubles, mean_value: Doubles) -> Doubles:
        """Return the value of a coming purchase, (n,) [currency].

        Between the customer's own mean and the shop's: the more purchases, the nearer to the own.

        Parameters
        ----------
        parameters : (3,) as of `posterior_`
        mean_value : (n,) [currency], anything where there are no repeats
        """
        p, beyond, gamma = parameters
        spent = np.where(n_repeats > 0, n_repeats * np.nan_to_num(mean_value), 0.0)
        return np.asarray(p * (gamma * self.unit_ + spent) / (p * n_repeats + beyond))


def log_likelihood(parameters: Doubles, n_repeats: Doubles, mean_value: Doubles) -> tuple[float, Doubles]:
    """Return the log-likelihood of p, q − 1, gamma, and its gradient, (3,).

    Parameters
    ----------
    n_repeats, mean_value : (n,) > 0, of customers with repeat purchases
    """
    p, beyond, gamma = parameters
    q, n, z = 1 + beyond, n_repeats, mean_value
    spread = np.log(gamma + n * z)
    log_spent = np.log(n * z)
    of_counts, gradient = _of_counts(p, q, n)
    value = of_counts + float((q * (np.log(gamma) - spread) + p * n * (log_spent - spread) - np.log(z)).sum())
    gradient += (
        (n * (log_spent - spread)).sum(),
        (np.log(gamma) - spread).sum(),
        (q / gamma - (p * n + q) / (gamma + n * z)).sum(),
    )
    return value, gradient


def _of_counts(p: float, q: float, n: Doubles) -> tuple[float, Doubles]:
    """Return the part of the log-likelihood that knows no money, and its gradient, (3,)."""
    from scipy.special import digamma, gammaln

    code, n = pd.factorize(n)  # few different ones
    weights = np.bincount(code)
    value = gammaln(p * n + q) - gammaln(p * n) - gammaln(q)
    of_sum = digamma(p * n + q)
    of_shape = weights @ (n * (of_sum - digamma(p * n)))
    return float(weights @ value), np.array([of_shape, weights @ (of_sum - digamma(q)), 0.0])
