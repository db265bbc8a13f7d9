"""The limit on what groups of customers pay, kept offer by offer, with what it costs."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.arrays import Doubles
from analytics.findings import Finding, Reason
from analytics.pricing.fair_choice import FairLimit, fair_options
from analytics.pricing.offers.curves import at_discounts
from analytics.pricing.optimize import chosen_option, mean_profit
from analytics.pricing.price_book.advice import Advice
from analytics.pricing.price_book.market import Market
from analytics.pricing.price_book.sharing import uses


def keep_fair(market: Market, advices: Sequence[Advice]) -> list[Advice]:
    """Return the advice in which no group of customers pays on average more than the limit allows.

    Offer by offer, so it holds whichever offers are shown: the mean is over a group's customers, of the price
    of the bundle, or of its parts where their segment gets none. What budget and stock gave an offer is not
    exceeded. Raises InputError where customers are in no such groups.
    """
    limit = market.fair_limit
    if limit is None:
        return list(advices)
    return [_kept(market, advice, limit) for advice in advices]


def prices_paid(advice: Advice) -> Doubles:
    """Return what each segment pays for the offer's parts, to the cent, (n_segments,) [currency]."""
    whole = advice.curves.component_price
    paid = [whole if chosen.price is None else chosen.price for chosen in advice.chosen]
    refused = [whole if segment in advice.refused else price for segment, price in enumerate(paid)]
    return np.round(np.array(refused, float), 2)


def _kept(market: Market, advice: Advice, limit: FairLimit) -> Advice:
    if advice.is_withheld or limit.is_kept(prices_paid(advice)):
        return advice
    if advice.offer.discount_share is not None:  # asked for, and refused to some
        refusal = next(iter(advice.refused.values()))
        return replace(advice, refused=dict.fromkeys(range(len(advice.chosen)), refusal))
    options, visits = advice.options, market.expected_visits()
    profit = at_discounts(mean_profit(advice.curves), options.discount_share) * visits[:, None]
    use, room = None, None
    if market.limits.is_shared:
        use = uses(market, advice, options.discount_share, options.price, visits)
        room = _used_now(market, advice, visits)
    taken = fair_options(profit, np.round(options.price, 2), limit, use, room)
    return _with_options(advice, taken, limit)


def _used_now(market: Market, advice: Advice, visits: Doubles) -> Doubles:
    """Return what the offer uses of what is scarce as it is advised, (n_resources,)."""
    discount = np.array([chosen.discount_share for chosen in advice.chosen])
    price = prices_paid(advice)
    every = uses(market, advice, discount, price, visits)
    return np.asarray(np.einsum("srs->r", every))


def _with_options(advice: Advice, taken: list[int], limit: FairLimit) -> Advice:
    held, chosen = Finding(Reason.GROUPS_APART, {"limit": limit.share}), list(advice.chosen)
    for segment, at in enumerate(taken):
        anew = chosen_option(advice.options, at, chosen[segment])
        if abs(anew.discount_share - chosen[segment].discount_share) > 1e-9:
            chosen[segment] = replace(anew, held_by=held)
    return replace(advice, chosen=chosen)
