"""What an offer does: every basket of its parts, with and without the bundle, customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.demand.audience import Audience
from analytics.pricing.money import Costs, incremental_profit
from analytics.pricing.offers.baskets import BasketWeights, Parts, weigh_baskets
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

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def offer_curves(
    audience: Audience,
    offer: Sequence[int],
    costs: Costs,
    deal: Deal = BUNDLE_PRICE,
    rules: Sequence[ChoiceRule] = CHOICE_RULES,
    precision: Precision = FINE,
) -> OfferCurves:
    """Return what an offer does at every discount of `GRID`, for every segment, with its members.

    Mixed bundling: bundle and parts are both on sale and the customer takes the cheaper way, so whoever
    takes all parts pays the bundle's price. All 2^k baskets of the parts are enumerated exactly,
    by both choice rules (`analytics.pricing.offers.choice_rules`).

    Parameters
    ----------
    offer : positions of 2 to 6 products of the audience
    deal : what whoever takes all parts gets: the bundle's price, or a coupon, or free shipping
    rules : how visitors may weigh the offer; the mean of all counts
    precision : how finely
    """
    parts = Parts.of(list(offer), audience, costs)
    seen = _Seen(audience.taste, audience.slope, audience.basket, audience.cross[0], parts)
    synergy = calibrated_synergy(seen.alone, seen.within) if ChoiceRule.WILLINGNESS_TO_PAY in rules else 1.0
    everyone = Averaging(
        audience.segment, audience.weight, len(audience.segments), precision.points, precision.is_smooth
    )
    points = [_curves(rule, seen, synergy, deal, everyone, precision.every) for rule in rules]
    members = [
        _member_curves(audience, m, parts, deal, synergy, rules, precision)
        for m in range(audience.member_taste.shape[1] if len(audience.sample) else 0)
    ]
    replicates = {
        name: np.array([member[name] for member in members]).reshape(-1, len(audience.segments), len(GRID))
        for name in BANDED
    }
    return OfferCurves(
        offer=tuple(offer),
        component_price=float(parts.price.sum()),
        metrics={name: np.mean([point[name] for point in points], 0) for name in METRICS},
        replicates=replicates["incremental_profit"],
        weight=np.bincount(audience.segment, audience.weight, len(audience.segments)).astype(float),
        by_rule=np.stack([point["incremental_profit"] for point in points]),
        take_replicates=replicates["take_rate"],
        take_by_rule=np.stack([point["take_rate"] for point in points]),
    )


@dataclass(frozen=True)
class _Seen:
    """Visits as one member sees them: tastes, slopes, the rest of each basket, and cross effects."""

    taste: Floats
    slope: Floats
    basket: NDArray[np.bool_]
    cross: Floats
    parts: Parts

    @property
    def within(self) -> Floats:
        return np.asarray(self.cross[np.ix_(self.parts.at, self.parts.at)], np.float32)

    @cached_property
    def alone(self) -> BasketWeights:
        """Return the parts' baskets with all other products as they are."""
        return weigh_baskets(self.taste, self.slope, self.basket, self.cross, self.parts.alone())

    def by(self, rule: ChoiceRule, synergy: float, averaging: Averaging) -> tuple[BasketWeights, Rule]:
        """Return all baskets as a rule weighs them, and the rule."""
        if rule == ChoiceRule.WILLINGNESS_TO_PAY and averaging.is_smooth:
            draws = even_draws(len(self.taste), len(self.parts.at) - 2)
            return self.alone, smooth_willingness_rule(self.alone, self.within, synergy, draws)
        if rule == ChoiceRule.WILLINGNESS_TO_PAY:
            return self.alone, willingness_rule(self.alone, self.within, synergy, averaging.n_draws)
        weights = weigh_baskets(self.taste, self.slope, self.basket, self.cross, self.parts)
        return weights, logit_rule(weights)


def _member_curves(
    audience: Audience,
    m: int,
    parts: Parts,
    deal: Deal,
    synergy: float,
    rules: Sequence[ChoiceRule],
    precision: Precision,
) -> dict[str, Doubles]:
    """Return what has bands as one member sees it, each (n_segments, n_discounts): the rules' mean."""
    rows = audience.sample
    n_segments, points = len(audience.segments), precision.member_points
    averaging = Averaging(
        audience.segment[rows], audience.weight[rows], n_segments, points, precision.is_smooth
    )
    taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
    seen = _Seen(taste, slope, audience.basket[rows], audience.cross[m], parts)
    found = [_curves(rule, seen, synergy, deal, averaging, precision.member_every) for rule in rules]
    return {name: np.asarray(np.mean([curves[name] for curves in found], 0)) for name in BANDED}


def _curves(
    name: ChoiceRule, seen: _Seen, synergy: float, deal: Deal, averaging: Averaging, every: int
) -> dict[str, Doubles]:
    """Return the metrics per visit by one rule, each (n_segments, n_discounts), from every so many steps."""
    weights, rule = seen.by(name, synergy, averaging)
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
    if every > 1:
        out = between_steps(out, np.arange(len(GRID)) / every)
    return dict(zip(METRICS, out, strict=True))


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
