"""Budget and stock shared out over all offers and segments, so that together they never use too much."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.findings import Finding, Reason
from analytics.pricing.offers.curves import at_discounts
from analytics.pricing.optimize import chosen_option, mean_profit
from analytics.pricing.price_book.advice import Advice
from analytics.pricing.price_book.allocation import Claim, allocate
from analytics.pricing.price_book.market import Market

BUDGET = None  # among what is scarce; stocks go by their product
Scarce = list[str | None]


def share_out(market: Market, advices: Sequence[Advice]) -> list[Advice]:
    """Return the advice with budget and stock shared over all offers and segments.

    Prices that were asked for come first, in their order; one that does not fit is refused.
    """
    names, room = scarce(market)
    visits = market.expected_visits()
    settled, used = {}, np.zeros(len(room))
    for place, advice in enumerate(advices):
        if advice.offer.discount_share is not None:
            settled[place], used = _reserved(market, advice, visits, names, room, used)
    free = [
        (place, segment)
        for place, advice in enumerate(advices)
        if place not in settled and not advice.is_withheld
        for segment, chosen in enumerate(advice.chosen)
        if chosen.discount_share > 0
    ]
    tables = {place: _claims(market, advices[place], visits) for place in {place for place, _ in free}}
    claims = [tables[place][segment] for place, segment in free]
    taken = allocate(claims, room - used)
    used = used + sum((c.use[:, at] for c, at in zip(claims, taken, strict=True)), np.zeros(len(room)))
    shared = [settled.get(place, advice) for place, advice in enumerate(advices)]
    for (place, segment), claim, at in zip(free, claims, taken, strict=True):
        best = int(claim.profit.argmax())
        if at != best:
            over = used - claim.use[:, at] + claim.use[:, best] > room
            short = [names[int(over.argmax())]] if over.any() else names
            shared[place] = _with_option(shared[place], segment, at, short)
    return shared


def scarce(market: Market) -> tuple[Scarce, Doubles]:
    """Return what offers compete for, and how much of it the horizon has, (n_resources,).

    Of a product in stock that is what its own sales leave: a bundle may only take what is over. Its own
    sales are those of the audience's baskets.
    """
    limits, audience = market.limits, market.audience
    visits = market.expected_visits()
    names: Scarce = [BUDGET]
    room = [np.inf if limits.budget is None else limits.budget]
    for product, units in limits.stock:
        if product in audience.product_ids:
            sold = visits @ _sold_alone(market, audience.positions([product])[0])
            names.append(product)
            room.append(max(units - float(sold), 0.0))
    return names, np.array(room)


def uses(market: Market, advice: Advice, discount: Doubles, price: Doubles, visits: Doubles) -> Doubles:
    """Return what an offer uses at each price, (n_segments, n_resources, n_prices).

    Of the budget, the parts' price less the bundle's for all who take it; of a stock, one unit for everyone
    who takes the bundle because of the discount.
    """
    take = at_discounts(advice.curves.metrics["take_rate"], discount)
    gained = np.maximum(take - advice.curves.metrics["take_rate"][:, :1], 0) * visits[:, None]
    given_up = take * np.maximum(advice.curves.component_price - price, 0) * visits[:, None]
    ids = {market.audience.product_ids[j] for j in advice.parts}
    in_stock = [p for p, _ in market.limits.stock if p in market.audience.product_ids]
    return np.stack([given_up, *(gained * (product in ids) for product in in_stock)], axis=1)


def _claims(market: Market, advice: Advice, visits: Doubles) -> list[Claim]:
    options = advice.options
    profit = at_discounts(mean_profit(advice.curves), options.discount_share) * visits[:, None]
    use = uses(market, advice, options.discount_share, options.price, visits)
    return [Claim(p, u) for p, u in zip(profit, use, strict=True)]


def _reserved(
    market: Market, advice: Advice, visits: Doubles, names: Scarce, room: Doubles, used: Doubles
) -> tuple[Advice, Doubles]:
    """Return an offer at the price asked for, refused where that does not fit, and what is used then."""
    if advice.is_withheld:
        return advice, used
    asked = advice.chosen[0]
    prices = np.array([advice.curves.component_price if asked.price is None else asked.price])
    need = uses(market, advice, np.array([asked.discount_share]), prices, visits)[:, :, 0]
    refused = {}
    for segment, more in enumerate(need):
        over = used + more > room
        if over.any() and asked.discount_share > 0:
            short = (names[int(over.argmax())],)
            refused[segment] = Finding(Reason.TOO_LITTLE_LEFT, scarce=short)
        else:
            used = used + more
    return replace(advice, refused=refused), used


def _with_option(advice: Advice, segment: int, at: int, short: Scarce) -> Advice:
    chosen = list(advice.chosen)
    held = Finding(Reason.REACHES_NO_FURTHER, scarce=tuple(short))
    chosen[segment] = replace(chosen_option(advice.options, at, chosen[segment]), held_by=held)
    return replace(advice, chosen=chosen)


def _sold_alone(market: Market, product: int) -> Doubles:
    """Return the share of each segment's visits that buy a product today, (n_segments,)."""
    audience = market.audience
    bought = audience.weight * audience.bought(product)
    n_segments = len(audience.segments)
    return np.bincount(audience.segment, bought, n_segments) / np.maximum(market.visit_weight, 1e-12)


def given_up(market: Market, book: pd.DataFrame) -> float:
    """Return what the discounts of a price book give up over the horizon, all offers together [currency].

    Parameters
    ----------
    book : one row per offer × segment; withheld rows and those without a discount give up nothing
    """
    visits = dict(zip(market.audience.segments, market.expected_visits(), strict=True))
    offered = book[book["discount_share"] > 0]
    cut = offered["component_price"] - offered["bundle_price"]
    return float((offered["take_rate"] * cut * offered["segment"].map(visits).astype(float)).sum())
