"""What an offer does: every basket of its parts, with and without the bundle, customer by customer."""

from collections.abc import Sequence

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.audience import AnyAudience
from analytics.pricing.money import Costs, incremental_profit
from analytics.pricing.offers.baskets import BasketWeights, Parts, SeenVisits
from analytics.pricing.offers.choice_rules import (
    CHOICE_RULES,
    ChoiceRule,
    Rows,
    Rule,
    calibrated_synergy,
    even_draws,
    logit_rule,
    willingness_rule,
)
from analytics.pricing.offers.curves import BANDED, GRID, METRICS, OfferCurves, between_steps
from analytics.pricing.offers.deals import BUNDLE_PRICE, Deal
from analytics.pricing.offers.precision import FINE, Averaging, Precision
from analytics.pricing.offers.smooth_choice import smooth_willingness_rule


def offer_curves(
    audience: AnyAudience,
    offer: Sequence[int],
    costs: Costs,
    deal: Deal = BUNDLE_PRICE,
    rules: Sequence[ChoiceRule] = CHOICE_RULES,
    precision: Precision = FINE,
) -> OfferCurves:
    """Return what an offer does at every discount of `GRID`, for every segment, with its members.

    Mixed bundling: bundle and parts are both on sale and the customer takes the cheaper way, so whoever
    takes all parts pays the bundle's price. All 2^k baskets of the parts are enumerated exactly,
    by both choice rules (`analytics.pricing.offers.choice_rules`). Where views are recorded, only visits that
    look at all parts can take it; figures are per visit of all (`analytics.demand.looks`). Visits that bought
    nothing count where no file tells of them, per visit that is known (`analytics.demand.unseen_visits`).

    Parameters
    ----------
    offer : positions of 2 to 6 products of the audience
    deal : what whoever takes all parts gets: the bundle's price, or a coupon, or free shipping
    rules : how visitors may weigh the offer; the mean of all counts
    precision : how finely
    """
    near = audience.near(offer)
    audience, costs = audience.around(near, n_parts=len(offer)), costs.of(near)
    parts, n_segments = Parts.of(list(range(len(offer))), audience, costs), len(audience.segments)
    seen = SeenVisits.by_fit(audience, parts)
    synergy = calibrated_synergy(seen.alone, seen.within) if ChoiceRule.WILLINGNESS_TO_PAY in rules else 1.0

    def averaging(rows: Ints | slice, n_points: int) -> Averaging:
        visits = audience.segment[rows], audience.weight[rows], audience.looked_at(rows)
        return Averaging(*visits, n_segments, n_points, precision.is_smooth)

    def by_rule(seen: SeenVisits, averaging: Averaging, steps: int) -> Doubles:
        return np.stack([_curves(rule, seen, synergy, deal, averaging, steps) for rule in rules])

    points = by_rule(seen, averaging(slice(None), precision.points), precision.every)
    rows, sampled = audience.sample, averaging(audience.sample, precision.member_points)
    members = np.empty((audience.member_taste.shape[1] if len(rows) else 0, *points.shape[1:]))
    for m in range(len(members)):
        taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
        member = SeenVisits(taste, slope, audience.basket[rows], audience.cross[m], parts)
        members[m] = audience.drawn(m) * by_rule(member, sampled, precision.member_every).mean(0)
    take, profit = (METRICS.index(name) for name in BANDED)
    return OfferCurves(
        offer=tuple(offer),
        component_price=float(parts.price.sum()),
        metrics=dict(zip(METRICS, points.mean(0), strict=True)),
        replicates=members[:, profit],
        weight=np.bincount(audience.segment, audience.weight, n_segments).astype(float),
        by_rule=points[:, profit],
        take_replicates=members[:, take],
        take_by_rule=points[:, take],
    )


def _rule(
    name: ChoiceRule, seen: SeenVisits, synergy: float, averaging: Averaging
) -> tuple[BasketWeights, Rule]:
    """Return all baskets as a rule weighs them, and the rule."""
    if name == ChoiceRule.LOGIT:
        weights = seen.weighed()
        return weights, logit_rule(weights)
    weights = seen.beside_replaced
    if averaging.is_smooth:
        draws = even_draws(len(seen.taste), len(seen.parts.at) - 2)
        return weights, smooth_willingness_rule(weights, seen.within, synergy, draws)
    return weights, willingness_rule(weights, seen.within, synergy, averaging.n_draws)


def _curves(
    name: ChoiceRule, seen: SeenVisits, synergy: float, deal: Deal, averaging: Averaging, every: int
) -> Doubles:
    """Return `METRICS` per visit, (n_metrics, n_segments, n_discounts), from every so many steps."""
    weights, rule = _rule(name, seen, synergy, averaging)
    parts, cut = seen.parts, deal.places(len(seen.parts.at))
    pull, outlay, cut_price = weights.slope[:, cut].sum(1), parts.kept[cut].sum(), parts.price[cut].sum()
    gift = weights.pull * np.float32(deal.carried / parts.price.sum())
    before, whole, average = rule(0.0), weights.margin[:, -1], averaging.average
    grid = GRID[::every]
    out = np.empty((len(METRICS), averaging.n_segments, len(grid)))
    at_once = averaging.n_discounts_at_once
    for first in range(0, len(grid), at_once):
        discount = grid[first : first + at_once, None]
        given = discount * outlay + deal.carried, discount * cut_price
        after = rule(pull * discount.astype(np.float32) + gift)
        found = _metrics(before, after, *given, whole) @ average  # (n_metrics, n_discounts, n_segments)
        out[:, :, first : first + at_once] = np.swapaxes(found, 1, 2)
    if deal.used_share < 1:  # the others choose as if there were no offer
        without = (_metrics(before, before, 0.0, 0.0, whole) @ average)[:, :, None]
        out = without + deal.used_share * (out - without)
    return between_steps(out, np.arange(len(GRID)) / every) if every > 1 else out


def _metrics(
    before: Rows, after: Rows, spent: Doubles | float, cheaper: Doubles | float, whole: Floats
) -> Floats:
    """Return the metrics of every visit in the order of `METRICS`, (n_metrics, ..., n_visits).

    Parameters
    ----------
    before : without the offer, each (n_visits,)
    after : with it, each (..., n_visits)
    spent, cheaper : what whoever takes all parts costs the shop, and pays less, (..., 1) [currency]
    whole : margin of all parts at full prices
    """
    take, units, revenue, margin = after
    earned = incremental_profit(margin, take, spent, before.margin)
    cannibalized = (take - before.take) * (whole - spent) - earned
    return np.stack((take, units, revenue - take * cheaper, earned + before.margin, cannibalized, earned))
