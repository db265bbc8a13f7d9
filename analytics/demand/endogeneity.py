"""Prices that followed demand: the tests that notice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.demand.first_stage import ControlFunction
from analytics.demand.visits import Floats, Visits

Doubles = NDArray[np.float64]


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
    share, price, weight = product_periods(visits, reference_price)
    y, now, ahead = share[:, :-1], price[:, :-1], price[:, 1:]
    w = np.minimum(weight[:, :-1], weight[:, 1:]) * np.isfinite(y) * np.isfinite(now) * np.isfinite(ahead)
    if (w > 0).sum() < 3 * visits.n_products or w.shape[1] < 6:
        return SlopeTest(0.0, 0.0)
    columns = [two_way_demeaned(np.where(w > 0, v, 0.0), w) for v in (y, now, ahead)]
    cells = w > 0
    outcome, x = columns[0][cells], np.stack([columns[1][cells], columns[2][cells]], 1)
    gram = (x * w[cells][:, None]).T @ x
    if np.linalg.cond(gram) > 1e10:
        return SlopeTest(0.0, 0.0)
    beta = np.linalg.solve(gram, (x * w[cells][:, None]).T @ outcome)
    scores = x * (w[cells] * (outcome - x @ beta))[:, None]
    covariance = np.linalg.inv(gram) @ (scores.T @ scores) @ np.linalg.inv(gram)
    return SlopeTest(float(beta[1]), float(np.sqrt(max(covariance[1, 1], 0.0))))


def product_periods(visits: Visits, reference_price: Floats) -> tuple[Doubles, Doubles, Doubles]:
    """Return log purchase share, log price and visits, each (n_products, n_periods); nan where unseen."""
    n_periods = int(visits.period.max()) + 1 if len(visits) else 1
    size = visits.n_products * n_periods
    cell = (np.arange(visits.n_products)[None, :] * n_periods + visits.period[:, None])[visits.counts]
    n = np.bincount(cell, minlength=size).astype(float)
    sold = np.bincount(cell, visits.bought[visits.counts].astype(float), minlength=size)
    log_price = np.log(visits.price / reference_price)[visits.counts]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean_price = np.bincount(cell, log_price, minlength=size) / n
    share = np.log((sold + 0.5) / (n + 1.0))
    shape = (visits.n_products, n_periods)
    return np.where(n > 0, share, np.nan).reshape(shape), mean_price.reshape(shape), n.reshape(shape)


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
    xx = float(x @ x)
    if xx < 1e-9:
        return SlopeTest(0.0, 0.0)
    slope = float(x @ y) / xx
    scores = _sum_by(cluster, (x * (y - slope * x))[:, None])
    return SlopeTest(slope, float(np.sqrt((scores**2).sum())) / xx)


def _sum_by(cluster: NDArray[np.generic], rows: Doubles) -> Doubles:
    """Return the sums of rows by cluster, (n_clusters, n_columns)."""
    code = np.unique(cluster, return_inverse=True)[1]
    return np.stack([np.bincount(code, column) for column in rows.T], 1)
