"""A bundle in front of an audience: its curves, and the best discounts within limits and prices seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.demand.audience import AnyAudience
from analytics.pricing.constraints import Options, bundle_prices, is_allowed
from analytics.pricing.money import BundleMoney
from analytics.pricing.offers import GRID, OfferCurves, offer_curves
from analytics.pricing.offers.deals import BUNDLE_PRICE, Deal
from analytics.pricing.optimize import (
    Recommendation,
    best_discounts,
    best_flat_discount,
    best_options,
    deepest_seen,
)
from analytics.pricing.price_book.market import Market
from analytics.pricing.scenarios.setting import AS_CHOSEN, Setting


@dataclass(frozen=True)
class Offered:
    """A bundle in front of its audience: its curves, and the best discounts within what prices have seen.

    Attributes
    ----------
    deepest : deepest discount that prices have seen [share]
    reduced_price : list price that the discount lowers, the parts' where None [currency]
    barred : discounts that the shop's limits do not allow [whole per cent]
    """

    curves: OfferCurves
    segments: tuple[str, ...]
    deepest: float
    best: tuple[Recommendation, ...]
    best_flat: Recommendation
    reduced_price: float | None = None
    barred: frozenset[int] = frozenset()

    @property
    def visit_share(self) -> NDArray[np.float64]:
        """Return each segment's share of the visits, (n_segments,)."""
        return np.asarray(self.curves.weight / self.curves.weight.sum())

    def price(self, discount: Any) -> Any:
        """Return what all parts cost together at a discount, a figure or many [currency]."""
        full = self.curves.component_price
        return full - discount * (full if self.reduced_price is None else self.reduced_price)


def offered(
    market: Market, audience: AnyAudience, product_ids: Sequence[str], setting: Setting = AS_CHOSEN
) -> Offered:
    """Return a bundle's curves and best discounts; takes a second for 100,000 customers.

    Parameters
    ----------
    audience : the market's, or a part of it
    product_ids : the parts, where the setting has none of its own
    """
    ids = setting.of(product_ids)
    parts, deal = audience.positions(ids), setting.deal(ids)
    market = replace(market, audience=audience, costs=setting.costs.of(market.costs))
    curves = offer_curves(audience, parts, market.costs, deal)
    cheaper = [parts[place] for place in deal.places(len(parts))]
    reduced = float(audience.price[cheaper].sum())
    deepest = deepest_seen(cheaper, audience.price, market.lowest_price)
    deepest = max(deepest - deal.carried / reduced, 0.0)
    barred = _barred(market, parts, reduced, deal)
    is_plain = deal == BUNDLE_PRICE
    options = Options.within(market.limits, BundleMoney.of(audience.price, market.costs, parts), deepest)
    best = best_options(curves, options, deepest) if is_plain else best_discounts(curves, deepest, barred)
    flat = best_flat_discount(curves, deepest, barred)
    return Offered(curves, audience.segments, deepest, tuple(best), flat, reduced, barred)


def _barred(market: Market, parts: list[int], reduced_price: float, deal: Deal) -> frozenset[int]:
    """Return the discounts that break a limit of the shop [whole per cent]."""
    is_plain = deal == BUNDLE_PRICE
    limits = market.limits if is_plain else replace(market.limits, price_ending="none")
    if limits.deepest >= 1 and limits.least_margin is None and limits.price_ending == "none":
        return frozenset()
    money = BundleMoney.of(market.audience.price, market.costs, parts)
    price = bundle_prices(limits, money)
    if not is_plain:
        price = money.component_price - GRID * reduced_price - deal.carried
    allowed = is_allowed(limits, money, price)
    return frozenset(int(at) for at in np.flatnonzero(~allowed) if at > 0)
