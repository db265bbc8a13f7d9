"""What an offer does: every basket of its parts, with and without the bundle, customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.costs import Costs
from analytics.pricing.scenarios.baskets import BasketWeights, Parts, weigh_baskets
from analytics.pricing.scenarios.deals import BUNDLE_PRICE, Deal
from analytics.pricing.scenarios.effort import AS_RUNS_DO, Crowd, Effort
from analytics.pricing.scenarios.interpolation import between_steps
from analytics.pricing.scenarios.laws import (
    LAWS,
    Law,
    LawName,
    Rows,
    calibrated_synergy,
    even_draws,
    logit_law,
    worth_law,
)
from analytics.pricing.scenarios.outcome import BANDED, GRID, METRICS, OfferCurves
from analytics.pricing.scenarios.smooth import smooth_worth_law

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def offer_curves(
    audience: Audience,
    offer: Sequence[int],
    costs: Costs,
    deal: Deal = BUNDLE_PRICE,
    laws: Sequence[LawName] = LAWS,
    effort: Effort = AS_RUNS_DO,
) -> OfferCurves:
    """Return what an offer does at every discount of `GRID`, for every segment, with its members.

    Mixed bundling: bundle and parts are both on sale and the customer takes the cheaper way, so whoever
    takes all parts pays the bundle's price. All 2^k baskets of the parts are enumerated exactly, by both laws
    of how visitors may weigh them (`analytics.pricing.scenarios.laws`).

    Parameters
    ----------
    offer : positions of 2 to 6 products of the audience
    deal : what whoever takes all parts gets: the bundle's price, or a coupon, or free shipping
    laws : how visitors may weigh the offer; the mean of all counts
    effort : how finely
    """
    parts = Parts.of(list(offer), audience, costs)
    seen = _Seen(audience.taste, audience.slope, audience.basket, audience.cross[0], parts)
    synergy = calibrated_synergy(seen.alone, seen.within) if "worth" in laws else 1.0
    everyone = Crowd(
        audience.segment, audience.weight, len(audience.segments), effort.points, effort.is_smooth
    )
    points = [_curves(law, seen, synergy, deal, everyone, effort.every) for law in laws]
    members = [
        _member_curves(audience, m, parts, deal, synergy, laws, effort)
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
        laws=np.stack([point["incremental_profit"] for point in points]),
        take_replicates=replicates["take_rate"],
        take_laws=np.stack([point["take_rate"] for point in points]),
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

    def by(self, law: LawName, synergy: float, crowd: Crowd) -> tuple[BasketWeights, Law]:
        """Return all baskets as a law weighs them, and the law."""
        if law == "worth" and crowd.is_smooth:
            draws = even_draws(len(self.taste), len(self.parts.at) - 2)
            return self.alone, smooth_worth_law(self.alone, self.within, synergy, draws)
        if law == "worth":
            return self.alone, worth_law(self.alone, self.within, synergy, crowd.n_draws)
        weights = weigh_baskets(self.taste, self.slope, self.basket, self.cross, self.parts)
        return weights, logit_law(weights)


def _member_curves(
    audience: Audience,
    m: int,
    parts: Parts,
    deal: Deal,
    synergy: float,
    laws: Sequence[LawName],
    effort: Effort,
) -> dict[str, Doubles]:
    """Return what has bands as one member sees it, each (n_segments, n_discounts): the laws' mean."""
    rows = audience.sample
    n_segments, points = len(audience.segments), effort.member_points
    crowd = Crowd(audience.segment[rows], audience.weight[rows], n_segments, points, effort.is_smooth)
    taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
    seen = _Seen(taste, slope, audience.basket[rows], audience.cross[m], parts)
    found = [_curves(law, seen, synergy, deal, crowd, effort.member_every) for law in laws]
    return {name: np.asarray(np.mean([curves[name] for curves in found], 0)) for name in BANDED}


def _curves(
    name: LawName, seen: _Seen, synergy: float, deal: Deal, crowd: Crowd, every: int
) -> dict[str, Doubles]:
    """Return the metrics per visit by one law, each (n_segments, n_discounts), from every so many steps."""
    weights, law = seen.by(name, synergy, crowd)
    parts, cut = seen.parts, deal.places(len(seen.parts.at))
    pull, outlay, cut_price = weights.slope[:, cut].sum(1), parts.kept[cut].sum(), parts.price[cut].sum()
    gift = weights.pull * np.float32(deal.carried / parts.price.sum())
    before, whole, average = law(0.0), weights.margin[:, -1], crowd.average
    grid = GRID[::every]
    out = np.empty((len(METRICS), crowd.n_segments, len(grid)))
    at_once = crowd.n_discounts_at_once
    for first in range(0, len(grid), at_once):
        discount = grid[first : first + at_once, None]
        given = discount * outlay + deal.carried, discount * cut_price
        after = law(pull * discount.astype(np.float32) + gift)
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
    earned = margin - take * spent - before[3]
    cannibalized = (take - before[0]) * (whole - spent) - earned
    return np.stack((take, units, revenue - take * cheaper, margin - take * spent, cannibalized, earned))
