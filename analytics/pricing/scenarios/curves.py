"""What an offer does: every basket of its parts, with and without the bundle, customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.costs import Costs
from analytics.pricing.scenarios.baskets import BasketWeights, Parts, weigh_baskets
from analytics.pricing.scenarios.deals import BUNDLE_PRICE, Deal
from analytics.pricing.scenarios.interpolation import between_steps
from analytics.pricing.scenarios.laws import (
    LAWS,
    Law,
    LawName,
    Rows,
    calibrated_synergy,
    logit_law,
    worth_law,
)

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int32]

GRID = np.arange(0, 61) / 100  # discounts that scenarios and the optimizer know [share]
_EVERY = 4  # step of the grid at which members are asked: their curves are smooth
_POINTS, _MEMBER_POINTS, _MOST_DRAWS = 40_000, 12_000, 512  # of visits × draws by which worths are compared
METRICS = (
    "take_rate",
    "units",
    "revenue",
    "contribution_margin",
    "cannibalized_margin",
    "incremental_profit",
)


@dataclass(frozen=True)
class OfferCurves:
    """An offer over all discounts of `GRID`, per visit that is shown it.

    Attributes
    ----------
    offer : positions of the parts
    component_price : sum of the parts' prices [currency]
    metrics : name → (n_segments, n_discounts)
    replicates : (n_members, n_segments, n_discounts) incremental profit of every member [currency]
    weight : (n_segments,) visits of each segment
    laws : (n_laws, n_segments, n_discounts)
        Incremental profit by each law of how visitors weigh an offer, whose mean the metrics are [currency].
    """

    offer: tuple[int, ...]
    component_price: float
    metrics: dict[str, Doubles]
    replicates: Doubles
    weight: Doubles
    laws: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))

    def band(self, level: float = 0.9) -> tuple[Doubles, Doubles]:
        """Return the band of incremental profit, each (n_segments, n_discounts) [currency].

        From the lower law's end to the upper one's; the width of each is the spread of the bootstrap members.
        """
        laws = self.laws if len(self.laws) else self.metrics["incremental_profit"][None]
        half = NormalDist().inv_cdf(0.5 + level / 2) * self.spread
        return laws.min(0) - half, laws.max(0) + half

    @property
    def spread(self) -> Doubles:
        """Return the members' standard deviation of incremental profit, (n_segments, n_discounts)."""
        point = self.metrics["incremental_profit"]
        return self.replicates[1:].std(0, ddof=1) if len(self.replicates) > 2 else np.zeros_like(point)


def offer_curves(
    audience: Audience,
    offer: Sequence[int],
    costs: Costs,
    deal: Deal = BUNDLE_PRICE,
    laws: Sequence[LawName] = LAWS,
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
    """
    parts = Parts.of(list(offer), audience, costs)
    seen = _Seen(audience.taste, audience.slope, audience.basket, audience.cross[0], parts)
    synergy = calibrated_synergy(seen.alone, seen.within) if "worth" in laws else 1.0
    everyone = _Crowd(audience.segment, audience.weight, len(audience.segments), _POINTS)
    points = [_curves(law, seen, synergy, deal, everyone, GRID) for law in laws]
    replicates = [
        _member_profit(audience, m, parts, deal, synergy, laws)
        for m in range(audience.member_taste.shape[1] if len(audience.sample) else 0)
    ]
    return OfferCurves(
        offer=tuple(offer),
        component_price=float(parts.price.sum()),
        metrics={name: np.mean([point[name] for point in points], 0) for name in METRICS},
        replicates=np.array(replicates) if replicates else np.empty((0, len(audience.segments), len(GRID))),
        weight=np.bincount(audience.segment, audience.weight, len(audience.segments)).astype(float),
        laws=np.stack([point["incremental_profit"] for point in points]),
    )


@dataclass(frozen=True)
class _Crowd:
    """Whose visits are averaged: segments (n,), weights (n,), and on how many points worths are compared."""

    segment: Ints
    weight: Floats
    n_segments: int
    points: int

    @property
    def n_draws(self) -> int:
        return int(np.clip(-(-self.points // max(len(self.segment), 1)), 1, _MOST_DRAWS))

    @property
    def average(self) -> Floats:
        """Return weighted means by segment as one product, (n, n_segments)."""
        average = np.zeros((len(self.segment), self.n_segments), np.float32)
        average[np.arange(len(self.segment)), self.segment] = self.weight
        return np.asarray(average / np.maximum(average.sum(0), 1e-12), np.float32)


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

    def by(self, law: LawName, synergy: float, n_draws: int) -> tuple[BasketWeights, Law]:
        """Return all baskets as a law weighs them, and the law."""
        if law == "worth":
            return self.alone, worth_law(self.alone, self.within, synergy, n_draws)
        weights = weigh_baskets(self.taste, self.slope, self.basket, self.cross, self.parts)
        return weights, logit_law(weights)


def _member_profit(
    audience: Audience, m: int, parts: Parts, deal: Deal, synergy: float, laws: Sequence[LawName]
) -> Doubles:
    """Return incremental profit as one member sees it, (n_segments, n_discounts): the laws' mean."""
    rows = audience.sample
    crowd = _Crowd(audience.segment[rows], audience.weight[rows], len(audience.segments), _MEMBER_POINTS)
    taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
    seen = _Seen(taste, slope, audience.basket[rows], audience.cross[m], parts)
    found = [_curves(law, seen, synergy, deal, crowd, GRID[::_EVERY]) for law in laws]
    profit = np.mean([curves["incremental_profit"] for curves in found], 0)
    return between_steps(profit, np.arange(len(GRID)) / _EVERY)


def _curves(
    name: LawName, seen: _Seen, synergy: float, deal: Deal, crowd: _Crowd, grid: Doubles
) -> dict[str, Doubles]:
    """Return the metrics per visit by one law, each (n_segments, n_discounts)."""
    weights, law = seen.by(name, synergy, crowd.n_draws)
    parts, cut = seen.parts, deal.places(len(seen.parts.at))
    pull, outlay, cut_price = weights.slope[:, cut].sum(1), parts.kept[cut].sum(), parts.price[cut].sum()
    gift = weights.pull * np.float32(deal.carried / parts.price.sum())
    before, whole, average = law(0.0), weights.margin[:, -1], crowd.average
    out = np.empty((len(METRICS), crowd.n_segments, len(grid)))
    for d, discount in enumerate(grid):
        given = discount * outlay + deal.carried, discount * cut_price
        after = law(pull * np.float32(discount) + gift)
        out[:, :, d] = _metrics(before, after, *given, whole) @ average
    if deal.used_share < 1:  # the others choose as if there were no offer
        without = (_metrics(before, before, 0.0, 0.0, whole) @ average)[:, :, None]
        out = without + deal.used_share * (out - without)
    return dict(zip(METRICS, out, strict=True))


def _metrics(before: Rows, after: Rows, spent: float, cheaper: float, whole: Floats) -> Floats:
    """Return the metrics of every visit in the order of `METRICS`, (n_metrics, n_visits).

    Parameters
    ----------
    before, after : the offer
    spent, cheaper : what whoever takes all parts costs the shop, and pays less [currency]
    whole : margin of all parts at full prices
    """
    take, units, revenue, margin = after
    earned = margin - take * spent - before[3]
    cannibalized = (take - before[0]) * (whole - spent) - earned
    return np.stack((take, units, revenue - take * cheaper, margin - take * spent, cannibalized, earned))
