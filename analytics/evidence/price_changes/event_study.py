"""Sales before and after promotions against the product's and the shop's undisturbed weeks."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.price_changes.changes import NO_CHANGE
from analytics.evidence.price_changes.codes import ChangeKind
from analytics.evidence.price_changes.past_sales import PastSales
from analytics.evidence.price_changes.poisson import PoissonFit, fit_poisson

WEEKS_AFTER, WEEKS_AHEAD = 4, 2  # in which stocks are used up; in which an announced promotion is waited for
FEWEST_PROMOTIONS = 3  # fewer tell nothing that could be told from chance
_BLOCK_WEEKS = 8  # of a product, whose errors may go together
_FEWEST_PRODUCTS = 3  # from which on a week's own level can be told from a product's
_UNKNOWN, _WEEK_PRECISION = 1e-6, 4.0  # nothing known beforehand; a week is within ± 50 % of others or so
STEPS = tuple(k for k in range(-WEEKS_AHEAD, WEEKS_AFTER + 1) if k)  # weeks before and after, a column each
WEEKS = ("week", "n_cells", "change_share", "low", "high")


@dataclass(frozen=True)
class EventStudy:
    """Levels of products and weeks, and what weeks around promotions sell against them.

    Attributes
    ----------
    fit : over the cells without a change; its last columns are those of `STEPS` that occurred
    step : those columns: the weeks that they are of
    columns : (n_products · n_periods, n_columns) of all cells
    base : (n_products, n_periods)
        Units that would be sold at the price before, were no promotion near; 0 where nothing tells.
    after, ahead : (n_products, n_periods) promotion that ended so lately, or is so near; `NO_CHANGE` if none
    week_after, week_ahead : (n_products, n_periods) how many weeks ago or ahead, 0 where none is
    """

    fit: PoissonFit
    step: tuple[int, ...]
    columns: Doubles
    base: Doubles
    after: Ints
    ahead: Ints
    week_after: Ints
    week_ahead: Ints
    n_promotions: int

    def effect(self, step: Ints) -> Doubles:
        """Return the logarithm of sales against the base in weeks around promotions; 0 where it is none."""
        found = np.zeros(step.shape)
        for k, value in zip(self.step, self.fit.coefficients[-len(self.step) :], strict=True):
            found[step == k] = value
        return found

    @property
    def times(self) -> float:
        """Return how many standard errors a 90 % band reaches, the more the fewer promotions tell."""
        from scipy.stats import t  # 200 ms

        return float(t.ppf(0.95, max(self.n_promotions - 1, 1)))

    def weeks(self) -> pd.DataFrame:
        """Return one row per week around promotions: sales against the base, with its 90 % band [share]."""
        each = np.eye(len(self.fit.coefficients))[-len(self.step) :]
        error = np.sqrt([self.fit.variance(one) for one in each])
        middle = self.fit.coefficients[-len(self.step) :]
        n = [int((self.week_after == k).sum() + (self.week_ahead == -k).sum()) for k in self.step]
        ends = (np.expm1(middle + sign * self.times * error) for sign in (0, -1, 1))
        return pd.DataFrame(dict(zip(WEEKS, (self.step, n, *ends), strict=True)))


def event_study(sales: PastSales) -> EventStudy | None:
    """Return how sales differ around promotions, None where too few promotions tell.

    A Poisson regression of units in cells without a change: a level per product, one per week where several
    products show it, weekdays where prices move by the day, and the weeks around promotions. What other
    prices do is the model's to say; the customers' own past is left out of it, which knows of full shelves.
    """
    numbers = np.flatnonzero(sales.kind == ChangeKind.PROMOTION)
    is_open = sales.is_unchanged & (sales.usual > 0) & (sales.n_visits > 0)
    after, week_after = _near(sales, numbers, WEEKS_AFTER, is_open, 1)
    ahead, week_ahead = _near(sales, numbers, WEEKS_AHEAD, is_open, -1)
    told = np.intersect1d(numbers, after)
    if len(told) < FEWEST_PROMOTIONS:
        return None
    step = tuple(k for k in STEPS if (week_after == k).any() or (week_ahead == -k).any())
    near = np.stack([(week_after == k) | (week_ahead == -k) for k in step], -1).reshape(-1, len(step))
    levels, precision = _levels(sales, is_open)
    columns = np.hstack([levels, near.astype(float)])
    precision = np.append(precision, np.full(len(step), _UNKNOWN))
    offset = np.log(np.maximum(sales.n_visits, 1))[None] + _price_effect(sales.expected, sales.usual)
    rows, groups = is_open.ravel(), _blocks(sales)
    if rows.sum() <= 2 * len(step) or not sales.units[is_open].any():
        return None
    fit = fit_poisson(sales.units.ravel()[rows], columns[rows], offset.ravel()[rows], groups[rows], precision)
    at_before = np.log(np.maximum(sales.n_visits, 1))[None] + _price_effect(sales.before, sales.usual)
    level = (levels @ fit.coefficients[: levels.shape[1]]).reshape(sales.units.shape)
    is_known = (sales.units * is_open).sum(1, keepdims=True) > 0
    base = np.where((sales.usual > 0) & is_known, np.exp(np.clip(level + at_before, -30, 30)), 0.0)
    return EventStudy(fit, step, columns, base, after, ahead, week_after, week_ahead, len(told))


def _near(sales: PastSales, numbers: Ints, n_weeks: int, is_open: Bools, sign: int) -> tuple[Ints, Ints]:
    """Return which promotion is near each cell, and by how many weeks; the nearer one where two are.

    Parameters
    ----------
    sign : 1 for those that ended, -1 for those that come
    """
    which, weeks = np.full(sales.units.shape, NO_CHANGE), np.zeros(sales.units.shape, np.int64)
    n_periods = sales.units.shape[1]
    for number in numbers:
        product, periods = np.nonzero(sales.change == number)
        edge = periods.max() if sign > 0 else periods.min()
        for distance in range(n_weeks * sales.per_week, 0, -1):
            t, week = edge + sign * distance, -(-distance // sales.per_week)
            j = product[0]
            if 0 <= t < n_periods and is_open[j, t] and not 0 < weeks[j, t] <= week:
                which[j, t], weeks[j, t] = number, week
    return which, weeks


def _levels(sales: PastSales, is_open: Bools) -> tuple[Doubles, Doubles]:
    """Return the columns of products, weeks and weekdays, and what is known of them beforehand."""
    n_products, n_periods = sales.units.shape
    product, period = (of.ravel() for of in np.indices(sales.units.shape))
    parts = [np.eye(n_products)[product]]
    if (is_open.any(1)).sum() >= _FEWEST_PRODUCTS:
        parts.append(np.eye(-(-n_periods // sales.per_week))[period // sales.per_week])
    if sales.per_week > 1:
        parts.append(np.eye(sales.per_week)[period % sales.per_week])
    precision = [_UNKNOWN, *[_WEEK_PRECISION] * (len(parts) - 1)]
    return np.hstack(parts), np.repeat(precision, [part.shape[1] for part in parts])


def _price_effect(at_price: Doubles, usual: Doubles) -> Doubles:
    """Return the logarithm of what a price does to sales, as the model says."""
    is_known = (at_price > 0) & (usual > 0)
    return np.where(is_known, np.log(np.where(is_known, at_price, 1) / np.where(is_known, usual, 1)), 0.0)


def _blocks(sales: PastSales) -> Ints:
    """Return a code per product and block of weeks, (n_products · n_periods,)."""
    product, period = (of.ravel() for of in np.indices(sales.units.shape))
    return np.asarray(product * sales.units.shape[1] + period // (_BLOCK_WEEKS * sales.per_week))
