"""Profit over two discounts at once: of two segments, or of two bundles on sale together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Doubles
from analytics.demand.audience import AnyAudience
from analytics.pricing.money import Costs
from analytics.pricing.offers.baskets import Parts, SeenVisits, all_baskets
from analytics.pricing.offers.curves import OfferCurves
from analytics.pricing.optimize import deepest_seen
from analytics.pricing.scenarios.audience_subset import thinned
from analytics.pricing.scenarios.context import ComparisonContext
from analytics.pricing.scenarios.scenario import Scenario

STEPS = np.arange(0, 61, 5) / 100  # discounts of each axis where baskets are computed anew [share]
MOST_JOINT_PARTS = 8  # 256 baskets a visit
_MOST_ROWS = 6_000
_FARTHEST = 60.0  # logits: beyond, everybody takes it


@dataclass(frozen=True)
class Heat:
    """Profit over two discounts.

    Attributes
    ----------
    first, second : discounts of the two axes [share]
    profit : (n_first, n_second) incremental profit per visit, all segments together [currency]
    deepest : deepest discounts of both that may be advised [share]
    """

    first: Doubles
    second: Doubles
    profit: Doubles
    deepest: tuple[float, float] = (1.0, 1.0)

    @property
    def best(self) -> tuple[int, int]:
        """Return the place of the most profit that may be advised."""
        rows, columns = (
            axis <= d + 1e-9 for axis, d in zip((self.first, self.second), self.deepest, strict=True)
        )
        profit = np.where(rows[:, None] & columns, self.profit, -np.inf)
        at = np.unravel_index(int(profit.argmax()), profit.shape)
        return int(at[0]), int(at[1])


def segments_heat(context: ComparisonContext, scenario: Scenario, first: str, second: str) -> Heat:
    """Return profit over the discounts of two segments, all else as in a scenario."""
    offer = context.offered(scenario.setting)
    places = (offer.segments.index(name) for name in (first, second))
    heat, deepest = heat_of_segments(offer.curves, scenario.percents, *places), context.deepest(offer.deepest)
    return replace(heat, deepest=(deepest, deepest))


def bundles_heat(context: ComparisonContext, product_ids: Sequence[str]) -> Heat:
    """Return profit over the discounts of the chosen bundle and of another one with these parts."""
    audience, market = context.subset.audience, context.market
    own, other = audience.positions(context.product_ids), audience.positions(product_ids)
    heat = context.computed(
        ("two bundles", tuple(product_ids)), lambda: heat_of_bundles(audience, own, other, market.costs)
    )
    seen = context.offered().deepest, deepest_seen(other, audience.price, market.lowest_price)
    return replace(heat, deepest=(context.deepest(seen[0]), context.deepest(seen[1])))


def heat_of_segments(curves: OfferCurves, percents: Sequence[int], first: int, second: int) -> Heat:
    """Return profit over the discounts of two segments; the others keep theirs.

    Parameters
    ----------
    percents : (n_segments,) discounts of all segments [whole per cent]
    first, second : the two segments
    """
    profit = curves.metrics["incremental_profit"] * (curves.weight / curves.weight.sum())[:, None]
    others = sum(profit[s, at] for s, at in enumerate(percents) if s not in (first, second))
    grid = np.arange(profit.shape[1]) / 100
    return Heat(grid, grid, others + profit[first][:, None] + profit[second][None, :])


def heat_of_bundles(audience: AnyAudience, first: Sequence[int], second: Sequence[int], costs: Costs) -> Heat:
    """Return profit over the discounts of two bundles that are on sale together, the same for all segments.

    All baskets of both bundles' parts are enumerated. Whoever has all parts of both gets both discounts, or
    where the bundles share a part, the one that saves more money.

    Raises
    ------
    ValueError
        The bundles have more than `MOST_JOINT_PARTS` parts between them.
    """
    union = sorted({*first, *second})
    if len(union) > MOST_JOINT_PARTS:
        raise ValueError(f"{len(union)} parts between two bundles")
    near, looked = audience.near(union), [audience.looks_at(own) for own in (first, second, union)]
    audience = thinned(audience, _MOST_ROWS).around(near, n_parts=len(union))
    counted = np.average(audience.looked_at(), weights=audience.weight) / looked[-1]
    parts = Parts.of(list(range(len(union))), audience, costs.of(near))
    baskets = SeenVisits.by_fit(audience, parts).weighed()
    places = [[union.index(j) for j in offer] for offer in (first, second)]
    saved, outlay = (np.array([values[at].sum() for at in places]) for values in (parts.price, parts.kept))
    pull = np.stack([baskets.slope[:, at].sum(1) for at in places], 1).astype(float)  # (n, 2)
    has_one, has_other = (all_baskets(len(union))[:, at].all(1) for at in places)
    kinds = [~has_one & ~has_other, has_one & ~has_other, ~has_one & has_other, has_one & has_other]
    weights, margins = (
        np.stack([values[:, kind].sum(1) for kind in kinds], 1).astype(float)  # (n, 4)
        for values in (baskets.weights, baskets.weights * baskets.margin)
    )
    visits = audience.weight * audience.looked
    visits = visits / visits.sum()

    def contribution(d1: float, d2: float) -> float:
        given = _given(d1, d2, saved if set(first) & set(second) else None)
        lift = np.exp(np.minimum(pull @ given.T, _FARTHEST))
        earned = (margins - weights * (given @ outlay)) * lift
        return float(visits @ (earned.sum(1) / (weights * lift).sum(1)))

    profit = np.array([[contribution(d1, d2) for d2 in STEPS] for d1 in STEPS])
    profit = counted * (profit - contribution(0.0, 0.0))
    one, other, both = looked  # who looks at one bundle alone is moved by that one
    profit = both * profit + (one - both) * profit[:, :1] + (other - both) * profit[:1]
    return Heat(STEPS, STEPS, profit)


def _given(d1: float, d2: float, saved: Doubles | None) -> Doubles:
    """Return which of two discounts baskets of neither, one, the other and both bundles get, (4, 2).

    Parameters
    ----------
    saved : (2,) money saved per share of either discount, where only one of them is given
    """
    both = [d1, d2]
    if saved is not None:
        both = [d1, 0.0] if saved[0] * d1 >= saved[1] * d2 else [0.0, d2]
    return np.array([[0.0, 0.0], [d1, 0.0], [0.0, d2], both])
