"""A quick look at what an offer promises, for hundreds of offers: some visits, some discounts, no members."""

from dataclasses import dataclass, field
from functools import partial

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.catalog_audience import CatalogAudience
from analytics.numerics import random_stream
from analytics.pricing.money import Costs, incremental_profit
from analytics.pricing.offers import GRID
from analytics.pricing.offers.baskets import Parts, SeenVisits
from analytics.pricing.offers.choice_rules import calibrated_synergy, logit_rule, willingness_rule
from analytics.pricing.optimize import deepest_seen, last_seen
from analytics.threads import side_by_side

Positions = tuple[int, ...]  # positions of an offer's parts, rising
_ROWS = 1_500  # visits that rank candidates; the chosen are computed on all
_STEP = 3  # of the discounts tried [per cent]
_DRAWS = 2  # of valuations for each visit


@dataclass(frozen=True)
class Screen:
    """Offers ranked by their extra profit at the best discount of each segment.

    Attributes
    ----------
    audience : the visits that rank
    lowest_price : (n_products,) lowest prices seen [currency]
    """

    audience: CatalogAudience
    costs: Costs
    lowest_price: Doubles
    _promises: dict[Positions, float] = field(default_factory=dict)

    @classmethod
    def of(cls, audience: CatalogAudience, costs: Costs, lowest_price: Doubles, seed: int) -> "Screen":
        """Return a screen over a sample of the visits."""
        rows = np.arange(len(audience.segment))
        if len(rows) > _ROWS:
            rows = np.sort(random_stream(seed).choice(rows, _ROWS, replace=False))
        return cls(audience.rows(rows), costs, lowest_price)

    def ranked(self, offers: list[Positions], n_careful: int) -> list[Positions]:
        """Return the offers that promise most first: all by one choice rule, the best of them by both."""
        offers = sorted(offers)
        profits = side_by_side(partial(self._extra_profit, is_quick=True), offers)
        quick = ranked(dict(zip(offers, profits, strict=True)))
        head = quick[:n_careful]
        careful = ranked(dict(zip(head, side_by_side(self.promise, head), strict=True)))
        return careful + quick[n_careful:]

    def promise(self, offer: Positions) -> float:
        """Return an offer's extra profit per visit, the mean of both choice rules."""
        if offer not in self._promises:
            self._promises[offer] = self._extra_profit(offer)
        return self._promises[offer]

    def _extra_profit(self, offer: Positions, is_quick: bool = False) -> float:
        near = self.audience.near(offer)
        audience, at = self.audience.around(near, n_parts=len(offer)), list(range(len(offer)))
        seen = SeenVisits.by_fit(audience, Parts.of(at, audience, self.costs.of(near)))
        weights = seen.weighed()
        rules = [logit_rule(weights)]
        if not is_quick:
            synergy = calibrated_synergy(seen.alone, seen.within)
            rules.append(willingness_rule(seen.beside_replaced, seen.within, synergy, _DRAWS))
        discounts = coarse_discounts(deepest_seen(offer, self.audience.price, self.lowest_price))
        gains = np.zeros((len(discounts), len(audience.segments)))
        for rule in rules:
            before = rule(0.0).margin
            for i, discount in enumerate(discounts):
                after = rule(weights.pull * np.float32(discount))
                outlay = float(np.float32(discount * seen.parts.outlay))
                earned = (
                    incremental_profit(after.margin, after.take, outlay, before)
                    * audience.weight
                    * audience.looked
                )
                gains[i] += np.bincount(audience.segment, earned, len(audience.segments))
        return float(gains.max(0).sum() / len(rules) / audience.weight.sum())


def coarse_discounts(deepest: float) -> Doubles:
    """Return none, some and the deepest discount seen [share]."""
    last = last_seen(deepest)
    return np.unique(np.append(GRID[: last + 1 : _STEP], GRID[last]))


def ranked(promises: dict[Positions, float]) -> list[Positions]:
    """Return the offers that promise most first; ties in their own order."""
    return sorted(promises, key=lambda offer: (-promises[offer], offer))
