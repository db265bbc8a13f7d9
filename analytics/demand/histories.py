"""What each customer bought and saw at other visits, product by product, without visits × products."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analytics.arrays import Bools, Doubles, Floats, Ints, Numbers
from analytics.demand.visit_log import Lines, VisitLog
from analytics.numerics import logit

PRIOR_VISITS = (4.0, 20.0)  # shrinkage of a customer's own purchase rate: quick and cautious
HALF_LIFE_VISITS = 8.0  # of the recent purchase rate
_DECAY = 0.5 ** (1 / HALF_LIFE_VISITS)
N_RATES = len(PRIOR_VISITS) + 1


@dataclass(frozen=True)
class Past:
    """What is known of a customer and a product at a visit, (n,) each.

    Attributes
    ----------
    n_considered, n_bought : visits that could have bought the product, and that did
    recent : decayed sum of the earlier purchases
    weight : decayed sum of the earlier visits
    """

    n_considered: Numbers
    n_bought: Numbers
    recent: Numbers
    weight: Numbers

    def rates(self, usual: Floats) -> Floats:
        """Return own purchase rates against the usual one, as logits, (n, N_RATES).

        Shrunk to the segment's rates: shrunk to everybody's, they would drift with the length of the past.

        Parameters
        ----------
        usual : (n,) the segment's purchase rate of the product
        """
        n = np.maximum(self.n_considered, self.n_bought)
        found = [(self.n_bought + p * usual) / (n + p) for p in PRIOR_VISITS]
        found.append((self.recent + 4 * usual) / (self.weight + 4))
        base = _logit(usual)
        return np.stack([_logit(rate) - base for rate in found], -1).astype(np.float32)


class History:
    """Customers' purchases and views by product, to look up at any visit and product."""

    def __init__(self, log: VisitLog) -> None:
        self.log = log
        self._bought = _Record(log, log.bought)
        self._seen = _Record(log, log.seen) if log.has_views else None
        self._span = _on_sale(log)

    def before(self, visit: Ints, product: Ints) -> Past:
        """Return what is known at visits of their customers' earlier ones; both (n,)."""
        return self._past(visit, product, self._bought.before(visit, product), self._considered_before)

    def elsewhere(self, visit: Ints, product: Ints, is_bought: Bools, is_considered: Bools) -> Past:
        """Return the same, counted over all other visits of the customer; `recent` stays of the earlier ones.

        Parameters
        ----------
        is_bought, is_considered : (n,) what the visits themselves add to the counts
        """
        n_bought = self._bought.in_all(visit, product) - is_bought

        def considered(visit: Ints, product: Ints) -> Doubles:
            if self._seen is not None:
                return self._seen.in_all(visit, product) - is_considered
            log = self.log
            last = log.first_visit[visit] + log.n_visits_of_customer[log.customer[visit]] - 1
            n = log.n_visits_of_customer[log.customer[visit]] - 1.0
            return n * self._share_on_sale(log.first_visit[visit], last, product)

        return self._past(visit, product, n_bought, considered)

    def _past(
        self, visit: Ints, product: Ints, n_bought: Doubles, considered: Callable[[Ints, Ints], Doubles]
    ) -> Past:
        rank = self.log.rank[visit].astype(float)
        weight = _DECAY * (1 - _DECAY**rank) / (1 - _DECAY)
        recent = self._bought.decayed(visit, product)
        return Past(considered(visit, product), n_bought, recent, weight)

    def _considered_before(self, visit: Ints, product: Ints) -> Doubles:
        if self._seen is not None:
            return self._seen.before(visit, product)
        rank = self.log.rank[visit].astype(float)
        return rank * self._share_on_sale(self.log.first_visit[visit], np.maximum(visit - 1, 0), product)

    def _share_on_sale(self, first: Ints, last: Ints, product: Ints) -> Doubles:
        """Return the share of the time between two visits at which a product was on sale."""
        begin, end = self.log.period[first].astype(float), self.log.period[last].astype(float) + 1
        start, stop = (edge[product] for edge in self._span)
        both = np.minimum(end, stop) - np.maximum(begin, start)
        return np.asarray(np.clip(both / np.maximum(end - begin, 1), 0, 1))


class _Record:
    """Lines by customer and product in order of time, with counts and decayed sums."""

    def __init__(self, log: VisitLog, lines: Lines) -> None:
        self.log = log
        pair = log.customer[lines.visit].astype(np.int64) * log.n_products + lines.product
        order = np.lexsort((lines.visit, pair))
        self.pair, self.visit = pair[order], lines.visit[order].astype(np.int64)
        self.rank = log.rank[self.visit]
        self.key = self.pair * max(len(log), 1) + self.visit
        self.summed = self._decayed_sums()

    def before(self, visit: Ints, product: Ints) -> Doubles:
        """Return how many earlier lines each customer has of a product."""
        pair, place = self._places(visit, product)
        return np.asarray(place - np.searchsorted(self.pair, pair), float)

    def in_all(self, visit: Ints, product: Ints) -> Doubles:
        """Return how many lines each customer has of a product, whenever."""
        pair = self._pairs(visit, product)
        return np.asarray(np.searchsorted(self.pair, pair, "right") - np.searchsorted(self.pair, pair), float)

    def decayed(self, visit: Ints, product: Ints) -> Doubles:
        """Return the decayed sum of earlier lines."""
        pair, place = self._places(visit, product)
        last = np.maximum(place - 1, 0)
        has = (place > 0) & (self.pair[last] == pair) if len(self.pair) else np.zeros(len(pair), bool)
        distance = self.log.rank[visit] - (self.rank[last] if len(self.rank) else 0)
        return np.where(has, (self.summed[last] if len(self.summed) else 0.0) * _DECAY**distance, 0.0)

    def _pairs(self, visit: Ints, product: Ints) -> Ints:
        return self.log.customer[visit].astype(np.int64) * self.log.n_products + product

    def _places(self, visit: Ints, product: Ints) -> tuple[Ints, Ints]:
        pair = self._pairs(visit, product)
        return pair, np.searchsorted(self.key, pair * max(len(self.log), 1) + visit)

    def _decayed_sums(self) -> Doubles:
        """Return each line's weight of one and what is left of those before it, by customer and product."""
        summed = np.ones(len(self.pair))
        first = np.searchsorted(self.pair, self.pair)
        nth = np.arange(len(self.pair)) - first
        by_nth = np.argsort(nth, kind="stable")
        bounds = np.cumsum(np.bincount(nth)) if len(nth) else np.zeros(1, int)
        for low, high in pairwise(bounds):
            at = by_nth[low:high]
            summed[at] += summed[at - 1] * _DECAY ** (self.rank[at] - self.rank[at - 1])
        return summed


def _on_sale(log: VisitLog) -> tuple[Doubles, Doubles]:
    """Return each product's first period on sale and the one after its last, both (n_products,)."""
    sold = log.calendar.is_sold
    last = sold.shape[1] - np.argmax(sold[:, ::-1], 1)
    return np.argmax(sold, 1).astype(float), np.where(sold.any(1), last, 0).astype(float)


def _logit(share: Numbers) -> Floats:
    inside: Doubles = np.clip(share.astype(float), 1e-6, 1 - 1e-6)
    return np.asarray(logit(inside), np.float32)
