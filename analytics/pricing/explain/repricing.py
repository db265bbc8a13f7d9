"""One offer priced again and again, each time with some of the causes of its price neutral."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analytics.arrays import Doubles
from analytics.pricing.explain.around import Neutral, OfferAudience, neutral_of
from analytics.pricing.explain.causes import (
    OF_DEMAND,
    OF_MONEY,
    Cause,
    active_causes,
    costs_where,
    demand_where,
    limits_without,
)
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.offers.curves import at_own_discounts
from analytics.pricing.offers.precision import COARSE
from analytics.pricing.price_book.advice import Terms
from analytics.pricing.price_book.many import coarse_audience
from analytics.pricing.price_book.market import Market, Offer
from analytics.pricing.price_book.waterfall import PROFIT

_DEMAND, _MONEY = frozenset(OF_DEMAND), frozenset(OF_MONEY)


@dataclass(frozen=True)
class Repricing:
    """One offer, priced again with any of its causes neutral, on some visits of every segment."""

    market: Market
    offer: Offer

    @cached_property
    def parts(self) -> list[int]:
        """Return the positions of the offer's parts."""
        return self.market.audience.positions(self.offer.product_ids)

    @cached_property
    def around(self) -> OfferAudience:
        """Return some visits of every segment as the offer is to them."""
        return OfferAudience.of(coarse_audience(self.market.audience, self.parts), self.parts)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Return the causes that are not neutral already."""
        return active_causes(self.market, self.parts, self.around)

    def outcomes(self) -> Doubles:
        """Return discount and profit per visit of every coalition of causes.

        (2^n_causes, n_segments, 2) [share, currency]; bit i of the place says whether cause i is real.
        """
        return np.stack([self.outcome(coalition) for coalition in _coalitions(self.causes)])

    def outcome(self, real: frozenset[Cause]) -> Doubles:
        """Return the advised discount and its profit per visit where only these causes are real, (n, 2)."""
        real = real | (frozenset(Cause) - frozenset(self.causes))
        curves = self._curves(real & _DEMAND, real & _MONEY)
        if Cause.COMPOSITION not in real:
            curves = of_all_visits(curves)
        found = outcome_of(self._terms(real), curves)
        return np.broadcast_to(found, (len(self.market.audience.segments), 2))

    def _curves(self, demand: frozenset[Cause], money: frozenset[Cause]) -> OfferCurves:
        if (demand, money) not in self._known:
            plain, parcel = _MONEY - {Cause.PARCEL}, {Cause.PARCEL}
            if Cause.PARCEL in money and money != _MONEY and Cause.PARCEL in self.causes:
                # money enters linearly, and the parcel beside all else: no need to ask the visits again
                apart, saved = (self._curves(demand, of) for of in (money - parcel, plain | parcel))
                found = self._curves(demand, plain).between(apart.between(saved, 0.5), 2.0)
            else:
                found = self._asked(demand, money)
            self._known[demand, money] = found
        return self._known[demand, money]

    def _asked(self, demand: frozenset[Cause], money: frozenset[Cause]) -> OfferCurves:
        """Return the offer's curves, asked of the visits."""
        seen = self._seen(demand)
        costs = costs_where(self.market, np.array(self.parts), money).of(self._near)
        own = costs.of(range(len(seen.product_ids)))
        curves = offer_curves(seen, range(len(self.parts)), own, precision=COARSE)
        return replace(curves, offer=tuple(self.parts))

    def _seen(self, demand: frozenset[Cause]) -> OfferAudience:
        if demand not in self._views:
            self._views[demand] = demand_where(self.around, self._neutral, len(self.parts), demand)
        return self._views[demand]

    def _terms(self, real: frozenset[Cause]) -> Terms:
        key = real & {*OF_MONEY, Cause.LIMITS, Cause.SEEN}
        if key not in self._found:
            market = replace(self.market, costs=costs_where(self.market, np.array(self.parts), key))
            if Cause.LIMITS not in key:
                market = replace(market, limits=limits_without(market.limits))
            if Cause.SEEN not in key:
                market = replace(market, lowest_price=np.zeros(len(market.lowest_price)))
            self._found[key] = Terms.of(market, self.offer, self.parts)
        return self._found[key]

    @cached_property
    def _neutral(self) -> Neutral:
        return neutral_of(self.market.audience, self.parts, self.around)

    @cached_property
    def _near(self) -> list[int]:
        return self.market.audience.positions(self.around.product_ids)

    @cached_property
    def _known(self) -> dict[tuple[frozenset[Cause], frozenset[Cause]], OfferCurves]:
        return {}

    @cached_property
    def _views(self) -> dict[frozenset[Cause], OfferAudience]:
        return {}

    @cached_property
    def _found(self) -> dict[frozenset[Cause], Terms]:
        return {}


def outcome_of(terms: Terms, curves: OfferCurves) -> Doubles:
    """Return each segment's advised discount and its incremental profit per visit, (n_segments, 2)."""
    discount = np.array([one.discount_share for one in terms.chosen(curves)])
    return np.stack([discount, at_own_discounts(curves.metrics[PROFIT], discount)], axis=1)


def of_all_visits(curves: OfferCurves) -> OfferCurves:
    """Return curves of all visits together, as of one segment."""
    share = curves.weight / curves.weight.sum()

    def mean(table: Doubles) -> Doubles:
        return np.asarray(np.tensordot(table, share, (-2, 0))[..., None, :])

    return replace(
        curves,
        metrics={name: mean(table) for name, table in curves.metrics.items()},
        weight=np.array([curves.weight.sum()]),
        replicates=mean(curves.replicates),
        by_rule=mean(curves.by_rule),
        take_replicates=mean(curves.take_replicates),
        take_by_rule=mean(curves.take_by_rule),
    )


def _coalitions(causes: tuple[Cause, ...]) -> list[frozenset[Cause]]:
    every = range(2 ** len(causes))
    return [frozenset(c for i, c in enumerate(causes) if place >> i & 1) for place in every]
