"""Prices that followed demand: the tests that notice."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles

_MOST_COLLINEAR = 1e5  # condition number beyond which today's and the next price cannot be told apart


@dataclass(frozen=True)
class SlopeTest:
    """An estimate with its standard error; `t` is their ratio."""

    estimate: float
    standard_error: float

    @property
    def t(self) -> float:
        """Return how many standard errors the estimate lies from zero."""
        return self.estimate / self.standard_error if self.standard_error > 0 else 0.0


def placebo_of_tables(share: Doubles, price: Doubles, n: Doubles) -> SlopeTest:
    """Test whether the next period's price predicts today's sales, which no customer could know.

    Works on product × period means: log purchase share on today's and the next period's log price, with
    levels per product and shared period effects. A positive estimate says that prices rise where demand
    is about to be high: they followed it.

    Parameters
    ----------
    share, price, n : log purchase share, log price and visits, each (n_products, n_periods)
    """
    from statsmodels.regression.linear_model import WLS

    y, now, ahead = share[:, :-1], price[:, :-1], price[:, 1:]
    w = np.minimum(n[:, :-1], n[:, 1:]) * np.isfinite(y) * np.isfinite(now) * np.isfinite(ahead)
    if (w > 0).sum() < 3 * len(share) or w.shape[1] < 6:
        return SlopeTest(0.0, 0.0)
    columns = [two_way_demeaned(np.where(w > 0, v, 0.0), w) for v in (y, now, ahead)]
    weight = w[w > 0]
    outcome, x = columns[0][w > 0], np.stack([column[w > 0] for column in columns[1:]], 1)
    if np.linalg.cond(np.sqrt(weight)[:, None] * x) > _MOST_COLLINEAR:
        return SlopeTest(0.0, 0.0)
    fit = WLS(outcome, x, weight).fit(cov_type="HC0")
    return SlopeTest(float(fit.params[1]), float(fit.bse[1]))


def two_way_demeaned(values: Doubles, weight: Doubles, rounds: int = 20) -> Doubles:
    """Take out product levels and shared period effects by alternating weighted means."""
    out = values.copy()
    for _ in range(rounds):
        for axis in (1, 0):
            total = np.maximum(weight.sum(axis, keepdims=True), 1e-12)
            out = out - (weight * out).sum(axis, keepdims=True) / total
    return out
