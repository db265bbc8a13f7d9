"""The causes that a discount is shared among, and what each is where it is neutral."""

from dataclasses import replace
from enum import StrEnum

import numpy as np

from analytics.pricing.constraints import NO_LIMITS, Constraints
from analytics.pricing.explain.around import Neutral, OfferAudience
from analytics.pricing.money import Costs
from analytics.pricing.offers import GRID
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.price_book.market import Market


class Cause(StrEnum):
    """What an offer's discount comes from; in brackets what stands in its place where it is neutral."""

    SENSITIVITY = "sensitivity"  # how visits answer the parts' prices [the shop's average product]
    DEMAND = "demand"  # how often the parts are wanted [as the shop's average product is]
    COMPOSITION = "composition"  # whose visits they are [all visits of the shop]
    WITHIN = "within"  # what the parts do to each other [nothing]
    NEIGHBORS = "neighbors"  # what the parts do to other products [nothing]
    COST = "cost"  # what the parts cost the shop [its average share of the price]
    PARCEL = "parcel"  # that a basket goes in one parcel [each unit has its own]
    FEES = "fees"  # payment fee and returns [none]
    LIMITS = "limits"  # least margin, deepest discount, largest change, price ending [none]
    SEEN = "seen"  # how low prices have been [as low as discounts are known]
    PRECISION = (
        "precision"  # all visits at every discount instead of some, where the price book looks closely
    )
    SHARED = "shared"  # what offers share, budget and stock, and the limit on what groups pay


OF_DEMAND = (Cause.SENSITIVITY, Cause.DEMAND, Cause.WITHIN, Cause.NEIGHBORS)
OF_MONEY = (Cause.COST, Cause.PARCEL, Cause.FEES)
_OF_ONE_OFFER = ("least_margin", "deepest_discount", "price_ending", "largest_change", "below_cost")


def active_causes(market: Market, parts: list[int], around: OfferAudience) -> tuple[Cause, ...]:
    """Return the causes that are not neutral already: the others add nothing, exactly.

    Parameters
    ----------
    around : of the parts
    """
    k, costs = len(parts), market.costs
    own = np.array(parts)
    neutral_cost = costs_where(market, own, frozenset(OF_MONEY) - {Cause.COST}).product_cost
    felt = {
        Cause.SENSITIVITY: True,
        Cause.DEMAND: True,
        Cause.COMPOSITION: len(market.audience.segments) > 1,
        Cause.WITHIN: bool(np.any(around.cross[:, :k, :k])),
        Cause.NEIGHBORS: len(around.product_ids) > k,
        Cause.COST: not np.allclose(neutral_cost[own], costs.product_cost[own], rtol=1e-12),
        Cause.PARCEL: costs.per_order > 0,
        Cause.FEES: costs.payment_fee_share > 0 or bool(np.any(costs.return_share)),
        Cause.LIMITS: limits_without(market.limits) != market.limits,
        Cause.SEEN: deepest_seen(parts, market.audience.price, market.lowest_price) < GRID[-1],
    }
    return tuple(cause for cause, is_felt in felt.items() if is_felt)


def costs_where(market: Market, parts: np.ndarray, real: frozenset[Cause]) -> Costs:
    """Return the costs with those causes neutral that are not in `real`.

    Parameters
    ----------
    parts : positions of the offer's parts
    """
    costs, price = market.costs, market.audience.price
    if Cause.COST not in real:
        cost = costs.product_cost.astype(float)
        cost[parts] = price[parts] * float(np.mean(costs.product_cost / price))
        costs = replace(costs, product_cost=cost)
    if Cause.PARCEL not in real:
        costs = replace(costs, per_order=0.0, per_item=costs.per_item + costs.per_order)
    if Cause.FEES not in real:
        costs = replace(costs, payment_fee_share=0.0, return_share=np.zeros(len(price)))
    return costs


def limits_without(limits: Constraints) -> Constraints:
    """Return the limits without those of single offers; what offers share stays."""
    return replace(limits, **{name: getattr(NO_LIMITS, name) for name in _OF_ONE_OFFER})


def demand_where(around: OfferAudience, neutral: Neutral, k: int, real: frozenset[Cause]) -> OfferAudience:
    """Return what visits see of an offer with those causes neutral that are not in `real`.

    Parameters
    ----------
    k : number of parts, the first of the products
    """
    taste, slope = around.taste.copy(), around.slope.copy()
    member_taste, member_slope = around.member_taste.copy(), around.member_slope.copy()
    cross = around.cross.copy()
    if Cause.SENSITIVITY not in real:
        slope[:, :k], member_slope[..., :k] = neutral.slope, neutral.slope
    if Cause.DEMAND not in real:
        taste[:, :k] += neutral.shift
        member_taste[..., :k] += neutral.shift
    if Cause.WITHIN not in real:
        cross[:, :k, :k] = 0
    changed = replace(
        around,
        taste=taste,
        slope=slope,
        member_taste=member_taste,
        member_slope=member_slope,
        cross=cross,
    )
    return changed if Cause.NEIGHBORS in real else changed.of_parts(k)
