"""What visits looked at, where the shop records views: how often they look at all parts of an offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

_MOST_VISITS = 200_000  # of which it is remembered, evenly along the log
_BY_CHANCE = 0.1  # visits, at most, that looks at each part add to the looks at all


@dataclass(frozen=True)
class Looks:
    """Which visits looked at each product; without visits, everything sold is looked at.

    A visit takes no offer whose parts it does not look at, and an offer is not taken to change what visits
    look at. So what an offer does to the visits that look at all of it counts in their share of all visits.

    Attributes
    ----------
    n_visits : that are remembered
    start : (n_products + 1,) where each product's visits start
    visit : (n,) rising within a product
    """

    n_visits: int
    start: Ints
    visit: Ints

    @classmethod
    def of(cls, log: VisitLog) -> "Looks":
        """Return what the visits of a log looked at."""
        if not log.has_views:
            return cls(0, np.zeros(log.n_products + 1, np.int64), np.empty(0, np.int32))
        step = -(-len(log) // _MOST_VISITS)
        own = log.seen.visit % step == 0
        visit, product = log.seen.visit[own] // step, log.seen.product[own]
        order = np.lexsort((visit, product))
        start = np.searchsorted(product[order], np.arange(log.n_products + 1))
        return cls(-(-len(log) // step), start, visit[order].astype(np.int32))

    def share(self, products: Sequence[int]) -> float:
        """Return the share of visits that look at all of these products, 0–1.

        As counted, and a little of what independent looks would give, so that no share is nothing.
        """
        if self.n_visits == 0:
            return 1.0
        by_chance = self.n_visits * float(np.prod([self._alone(j) for j in products]))
        n = len(self._of_all(products)) + min(by_chance, _BY_CHANCE)
        return min(n / self.n_visits, 1.0)

    def beside(self, parts: Sequence[int], others: Sequence[int]) -> Doubles:
        """Return which share of the visits that look at all parts look at each other product, (n_others,)."""
        if self.n_visits == 0:
            return np.ones(len(others))
        visits = self._of_all(parts)
        n = np.array([len(_shared(visits, self._of(j))) for j in others], float)
        return np.asarray((n + [self._alone(j) for j in others]) / (len(visits) + 1))

    def draws(self, products: Sequence[int], n_members: int) -> Doubles:
        """Return how far members take the share to be another one, (n_members,), 1 for the fit.

        As far as so many visits leave it open (Poisson, its conjugate draws), 1 on average.
        """
        if self.n_visits == 0 or n_members < 2:
            return np.ones(n_members)
        n = len(self._of_all(products)) + _BY_CHANCE  # none seen leaves much open
        own = random_stream(0, "looks", *products).gamma(n, 1 / n, n_members - 1)
        return np.append(1.0, own / max(own.mean(), 1e-9))

    def _alone(self, product: int) -> float:
        return float(self.start[product + 1] - self.start[product]) / self.n_visits

    def _of(self, product: int) -> Ints:
        return self.visit[self.start[product] : self.start[product + 1]]

    def _of_all(self, products: Sequence[int]) -> Ints:
        return reduce(_shared, (self._of(j) for j in sorted(products, key=self._alone)))


def _shared(one: Ints, other: Ints) -> Ints:
    """Return what two rising arrays have in common, rising."""
    if not len(one) or not len(other):
        return one[:0]
    at = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return np.asarray(one[other[at] == one])
