"""How much products of one category replace each other where no views are recorded, as their prices tell.

Joint purchases cannot: they mix who looks at two products with what these are to each other. But where a
product of a category gets cheaper and the others sell less in the same weeks, it replaces them.
"""

import numpy as np
from scipy import sparse

from analytics.arrays import Doubles, Floats, Ints, Numbers
from analytics.demand.pairs import Pairs
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

_MOST_PERIODS = 104  # further ones are looked at together
_ROUNDS, _BALANCED = 4, 8  # of Newton's steps, each; of balancing products and periods
_AS_STEEP = (0.5, 2.0)  # times that all slopes may be as large as known; the effect goes by these
_MOST, _LEFT_OPEN = 2.0, 0.2  # of the effect: at most [logits]; what the linear answer leaves open [share]


def replacement(
    log: VisitLog, pairs: Pairs, slope: Numbers, chance: Numbers, reference_price: Numbers, n_members: int
) -> Floats:
    """Return what a product in a basket does to others of its category, (n_members,), <= 0 [logits].

    Sales by product and period are Poisson, with effects of products and of periods. They answer the
    product's own price, and those of its category as far as these move purchases in the same visits. Members
    take the effect to be as much more or less as its error leaves open.

    Parameters
    ----------
    slope : (n_products,) by which share sales fall per relative price
    chance : (n_products,) of buying, of those who look
    reference_price : (n_products,) [currency]

    References
    ----------
    Cameron & Trivedi (2013), Regression Analysis of Count Data, 9.4: two-way fixed effects.
    """
    period = _pooled(log)
    count = np.zeros((log.n_products, int(period.max(initial=0)) + 1))
    np.add.at(count, (log.bought.product, period[log.period[log.bought.visit]]), 1)
    price = _by_period(np.nan_to_num(_relative(log, reference_price)), period)
    is_sold = _by_period(log.calendar.is_sold.astype(float), period)
    others = (1 - chance)[:, None] * (_alike(pairs) @ ((slope * chance)[:, None] * price))
    answers = -slope[:, None] * price, -others
    effect, error = np.array([1.0, 0.0]), 0.0
    for _ in range(_ROUNDS):
        utility = effect[0] * answers[0] + effect[1] * answers[1]
        expected = _balanced(is_sold * np.exp(np.clip(utility, -20, 20)), count)
        x = [_centered(values, expected) for values in answers]
        information = np.array([[(expected * a * b).sum() for b in x] for a in x])
        if information[1, 1] < 1e-9 or np.linalg.cond(information) > 1e9:
            return np.zeros(n_members, np.float32)
        effect = effect + np.linalg.solve(information, [(a * (count - expected)).sum() for a in x])
        scatter = max(((count - expected) ** 2).sum() / max(expected.sum(), 1e-12), 1.0)
        error = float(np.sqrt(np.linalg.inv(information)[1, 1] * scatter))
    found, error = np.array([effect[1], error]) / np.clip(effect[0], *_AS_STEEP)
    drawn = random_stream(0, "replacement").normal(size=n_members) * np.hypot(error, _LEFT_OPEN * found)
    drawn[0] = 0
    return np.asarray(np.clip(found + drawn, -_MOST, 0), np.float32)


def _pooled(log: VisitLog) -> Ints:
    """Return in which of at most so many spans each period lies, (n_periods,)."""
    n_periods = log.calendar.price.shape[2]
    return np.asarray(np.arange(n_periods) // -(-n_periods // _MOST_PERIODS))


def _by_period(values: Doubles, period: Ints) -> Doubles:
    """Return means over the periods of each span, (n_products, n_spans)."""
    return np.asarray(np.add.reduceat(values, np.searchsorted(period, np.unique(period)), 1)) / np.bincount(
        period
    )


def _relative(log: VisitLog, reference_price: Numbers) -> Doubles:
    """Return prices of the mean store against today's, less one, (n_products, n_periods)."""
    return np.asarray(log.calendar.price.mean(1, dtype=float) / reference_price[:, None] - 1)


def _alike(pairs: Pairs) -> sparse.csr_array:
    """Return which products are candidates of one category, (n_products, n_products)."""
    a, b = pairs.a[pairs.is_alike], pairs.b[pairs.is_alike]
    one, other = np.concatenate([a, b]), np.concatenate([b, a])
    return sparse.csr_array((np.ones(len(one)), (one, other)), (pairs.n_products, pairs.n_products))


def _balanced(values: Doubles, count: Doubles) -> Doubles:
    """Return values scaled by product and by period to the sums of counts."""
    for _ in range(_BALANCED):
        for axis in (1, 0):
            values = values * (
                count.sum(axis, keepdims=True) / np.maximum(values.sum(axis, keepdims=True), 1e-12)
            )
    return values


def _centered(values: Doubles, weight: Doubles) -> Doubles:
    """Return values without what products, and what periods, have in common."""
    for _ in range(_BALANCED):
        for axis in (1, 0):
            total = np.maximum(weight.sum(axis, keepdims=True), 1e-12)
            values = values - (weight * values).sum(axis, keepdims=True) / total
    return values
