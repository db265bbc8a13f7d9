"""How much products of one category replace each other where no views are recorded, as their prices tell.

Joint purchases cannot: they mix who looks at two products with what these are to each other. But where a
product of a category gets cheaper and the others sell less in the same weeks, it replaces them.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from analytics.arrays import Doubles, Floats, Ints, Numbers
from analytics.demand.joint_purchases import MOST_BOUGHT, bought_both
from analytics.demand.pairs import Pairs
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

_MOST_PERIODS = 104  # further ones are looked at together
_ROUNDS, _BALANCED = 6, 8  # of Newton's steps, each; of balancing products and periods
_FIRST, _LEAST, _MOST = -0.3, 1e-3, 2.0  # effects: tried first, told apart from none, at most [logits]
_LEFT_OPEN = 0.2  # what the answers leave open of it [share]


def replacement(
    log: VisitLog,
    pairs: Pairs,
    joint: Ints,
    slope: Numbers,
    chance: Numbers,
    reference_price: Numbers,
    n_members: int,
) -> Floats:
    """Return what a product in a basket does to others of its category, (n_members,), <= 0 [logits].

    Sales by product and period are Poisson, with effects of products and of periods. They answer the
    product's own price, and those of its category: by how much, the effect says together with the share of
    its buyers that buy the other as well. Members take the effect to be as much more or less as its error
    leaves open.

    Parameters
    ----------
    joint : (n_pairs,) visits that bought both
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
    along = _AlongWith.of(count.sum(1), pairs, joint, slope, chance)
    own, scale, effect, error = -slope[:, None] * price, 1.0, _FIRST, 0.0
    for _ in range(_ROUNDS):
        others = -(along.answers(effect) @ price)
        utility = scale * own + effect * others
        expected = _balanced(is_sold * np.exp(np.clip(utility, -20, 20)), count)
        x = [_centered(values, expected) for values in (own, others)]
        information = np.array([[(expected * a * b).sum() for b in x] for a in x])
        if information[1, 1] < 1e-9 or np.linalg.cond(information) > 1e9:
            return np.zeros(n_members, np.float32)
        step = np.linalg.solve(information, [(a * (count - expected)).sum() for a in x])
        scale, effect = scale + step[0], float(np.clip(effect + step[1], -_MOST, _MOST))
        scatter = max(((count - expected) ** 2).sum() / max(expected.sum(), 1e-12), 1.0)
        error = float(np.sqrt(np.linalg.inv(information)[1, 1] * scatter))
    drawn = random_stream(0, "replacement").normal(size=n_members) * np.hypot(error, _LEFT_OPEN * effect)
    drawn[0] = 0
    return np.asarray(np.clip(effect + drawn, -_MOST, 0), np.float32)


@dataclass(frozen=True)
class _AlongWith:
    """Which products of its category are bought along with each, (n,) entries.

    Attributes
    ----------
    one, other : positions
    share : of those who buy one that buy the other as well
    steep : utility of the other lost per relative price
    chance : (n, 2) of buying one, and the other, of those who look
    """

    n_products: int
    one: Ints
    other: Ints
    share: Doubles
    steep: Doubles
    chance: Doubles

    @classmethod
    def of(cls, sold: Doubles, pairs: Pairs, joint: Ints, slope: Numbers, chance: Numbers) -> "_AlongWith":
        a, b = pairs.a[pairs.is_alike], pairs.b[pairs.is_alike]
        one, other = np.concatenate([a, b]), np.concatenate([b, a])
        together = np.tile(joint[pairs.is_alike].astype(float), 2)
        found, by_chance = (np.bincount(one, n, len(sold)) for n in (together, sold[one] * sold[other]))
        share = (found / np.maximum(by_chance, 1e-12))[one] * sold[other]  # of a category, as it sells
        steep = slope / np.maximum(1 - chance, 1 - MOST_BOUGHT)
        return cls(len(sold), one, other, share, steep[other], np.stack([chance[one], chance[other]], 1))

    def answers(self, effect: float) -> sparse.csr_array:
        """Return by which share one's sales fall per relative price of another and unit of the effect.

        What two products have to do with each other, beyond that the same visits look at them, is the
        covariance of their purchases at the effect's odds ratio.
        """
        effect = effect if abs(effect) > _LEAST else -_LEAST
        one, other = self.chance.T
        beyond = 1 - one * other / bought_both(one, other, np.full(len(one), effect))
        values = self.share * self.steep * beyond / effect
        return sparse.csr_array((values, (self.one, self.other)), (self.n_products, self.n_products))


def _pooled(log: VisitLog) -> Ints:
    """Return in which of at most so many spans each period lies, (n_periods,)."""
    n_periods = log.calendar.price.shape[2]
    return np.asarray(np.arange(n_periods) // -(-n_periods // _MOST_PERIODS))


def _by_period(values: Doubles, period: Ints) -> Doubles:
    """Return means over the periods of each span, (n_products, n_spans)."""
    sums = np.add.reduceat(values, np.searchsorted(period, np.unique(period)), 1)
    return np.asarray(sums / np.bincount(period))


def _relative(log: VisitLog, reference_price: Numbers) -> Doubles:
    """Return prices of the mean store against today's, less one, (n_products, n_periods)."""
    return np.asarray(log.calendar.price.mean(1, dtype=float) / reference_price[:, None] - 1)


def _balanced(values: Doubles, count: Doubles) -> Doubles:
    """Return values scaled by product and by period to the sums of counts."""
    for _ in range(_BALANCED):
        for axis in (1, 0):
            total = np.maximum(values.sum(axis, keepdims=True), 1e-12)
            values = values * (count.sum(axis, keepdims=True) / total)
    return values


def _centered(values: Doubles, weight: Doubles) -> Doubles:
    """Return values without what products, and what periods, have in common."""
    for _ in range(_BALANCED):
        for axis in (1, 0):
            total = np.maximum(weight.sum(axis, keepdims=True), 1e-12)
            values = values - (weight * values).sum(axis, keepdims=True) / total
    return values
