"""Prices that followed demand: the tests that notice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.demand.first_stage import ControlFunction
from analytics.demand.visits import Doubles, Floats, Visits

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


def own_price_slopes(
    visits: Visits, reference_price: Floats, control: ControlFunction | None = None
) -> list[SlopeTest]:
    """Return per product what demand does when its own price rises, with no sign imposed.

    A linear probability of buying on the relative price, within customers' weekdays left alone: shared
    period effects are taken out, errors are clustered by period. In purchases per considered visit and
    100 % of price.

    Parameters
    ----------
    control : a first stage, of which only what the instruments move of the price then counts
    """
    price = visits.price / reference_price
    unexplained = [control.residuals(visits)] if control else []
    demand = visits.bought - _period_means(visits)
    tests = []
    for j, cells in enumerate(visits.counts.T):
        if cells.sum() < 3:
            tests.append(SlopeTest(0.0, 0.0))
            continue
        columns = [table[cells, j] for table in (price, demand, *unexplained)]
        x, y, *rest = (column.astype(float) - column.mean() for column in columns)
        for r in rest:
            x, y = (column - r * (column @ r) / max(r @ r, 1e-12) for column in (x, y))
        tests.append(_slope(x, y, visits.period[cells]))
    return tests


def placebo_test(visits: Visits, reference_price: Floats) -> SlopeTest:
    """Test whether the next period's price predicts today's sales, which no customer could know.

    Works on product × period means: log purchase share on today's and the next period's log price, with
    levels per product and shared period effects. A positive estimate says that prices rise where demand
    is about to be high: they followed it.
    """
    return placebo_of_tables(*product_periods(visits, reference_price))


def placebo_of_tables(share: Doubles, price: Doubles, n: Doubles) -> SlopeTest:
    """Return the placebo test of tables as `product_periods` returns them."""
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


def product_periods(visits: Visits, reference_price: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Return log purchase share, log price and visits, each (n_products, n_periods); nan where unseen."""
    sums = visits.summing(visits.counts)
    n, sold, log_price = sums(), sums(visits.bought), sums(np.log(visits.price / reference_price))
    seen = np.where(n > 0, n, np.nan)
    return np.log((sold + 0.5) / (seen + 1.0)), log_price / seen, n


def two_way_demeaned(values: Doubles, weight: Doubles, rounds: int = 20) -> Doubles:
    """Take out product levels and shared period effects by alternating weighted means."""
    out = values.copy()
    for _ in range(rounds):
        for axis in (1, 0):
            total = np.maximum(weight.sum(axis, keepdims=True), 1e-12)
            out = out - (weight * out).sum(axis, keepdims=True) / total
    return out


def _period_means(visits: Visits) -> Doubles:
    """Return for each visit how much its period sold above the average, (n_visits, 1)."""
    n = np.bincount(visits.period, visits.counts.sum(1))
    sold = np.bincount(visits.period, (visits.bought & visits.counts).sum(1))
    share = sold / np.maximum(n, 1)
    return np.asarray((share - sold.sum() / max(n.sum(), 1))[visits.period][:, None])


def _slope(x: Doubles, y: Doubles, cluster: NDArray[np.int32]) -> SlopeTest:
    """Return the least-squares slope with errors clustered."""
    from statsmodels.regression.linear_model import OLS

    if float(x @ x) < 1e-9:
        return SlopeTest(0.0, 0.0)
    clusters = {"groups": cluster, "use_correction": False}
    fit = OLS(y, x).fit(cov_type="cluster", cov_kwds=clusters)
    return SlopeTest(float(fit.params[0]), float(fit.bse[0]))
