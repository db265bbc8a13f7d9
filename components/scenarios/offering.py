"""A bundle's curves in front of an audience, and its best discounts within limits and prices seen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.pricing.offers.deals import Deal
from components.scenarios.outcomes import Offered
from components.scenarios.settings import AS_ON_THE_PAGE, Setting

if TYPE_CHECKING:
    from analytics.pricing.audience import Audience
    from analytics.pricing.offers import OfferCurves
    from analytics.pricing.optimize import Recommendation
    from analytics.pricing.price_book.market import Market


def offered(
    market: "Market", audience: "Audience", product_ids: Sequence[str], setting: Setting = AS_ON_THE_PAGE
) -> Offered:
    """Return a bundle's curves and best discounts; takes a second for 100,000 customers.

    Parameters
    ----------
    audience : the market's, or a part of it
    product_ids : the parts, where the setting has none of its own
    """
    from analytics.pricing.offers import offer_curves
    from analytics.pricing.optimize import best_discounts, deepest_seen
    from analytics.pricing.price_book.advice import best_within

    ids = setting.of(product_ids)
    parts, deal = audience.positions(ids), setting.deal(ids)
    market = replace(market, audience=audience, costs=setting.costs.of(market.costs))
    curves = offer_curves(audience, parts, market.costs, deal)
    cheaper = [parts[place] for place in deal.places(len(parts))]
    price = audience.price[cheaper]
    deepest = deepest_seen(price, market.lowest_price[cheaper]) - deal.carried / price.sum()
    deepest = max(deepest, 0.0)
    barred = _barred(market, parts, float(price.sum()), deal)
    is_plain = deal == Deal()
    best = best_within(market, curves, deepest) if is_plain else best_discounts(curves, deepest)
    flat = _best_flat(curves, deepest, barred)
    return Offered(curves, audience.segments, deepest, tuple(best), flat, float(price.sum()), barred)


def _barred(market: "Market", parts: list[int], reduced_price: float, deal: Deal) -> frozenset[int]:
    """Return the discounts that break a limit of the shop [whole per cent]."""
    from analytics.pricing.constraints import Terms, bundle_prices, is_allowed
    from analytics.pricing.offers import GRID

    limits = market.limits if deal == Deal() else replace(market.limits, price_ending="none")
    if limits.deepest >= 1 and limits.least_margin is None and limits.price_ending == "none":
        return frozenset()
    terms = Terms.of(market.audience.price, market.costs, parts)
    price = bundle_prices(limits, terms)
    if deal != Deal():
        price = terms.component_price[:, None] - GRID * reduced_price - deal.carried
    allowed = is_allowed(limits, terms, price)[0]
    return frozenset(int(at) for at in np.flatnonzero(~allowed) if at > 0)


def _best_flat(curves: "OfferCurves", deepest: float, barred: frozenset[int]) -> "Recommendation":
    """Return the best single discount for all segments together that limits leave."""
    from analytics.pricing.optimize import Recommendation, best_flat_discount, last_seen

    best = best_flat_discount(curves, deepest)
    if best.at not in barred:
        return best
    profit = curves.weight @ curves.metrics["incremental_profit"]
    free = [at for at in range(last_seen(deepest) + 1) if at not in barred]
    at = max(free, key=lambda at: profit[at])
    return Recommendation(at if profit[at] > 0 else 0, best.is_cut)
