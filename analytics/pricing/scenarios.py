"""What an offer does: every basket of its parts, with and without the bundle, customer by customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.costs import Costs

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int32]

GRID = np.arange(0, 61) / 100  # discounts that scenarios and the optimizer know [share]
_FELT = 0.05  # cross effects below this leave a neighbor's demand where it is [logits]
_MOST_NEIGHBORS = 8
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
    """

    offer: tuple[int, ...]
    component_price: float
    metrics: dict[str, Doubles]
    replicates: Doubles
    weight: Doubles

    def band(self, level: float = 0.9) -> tuple[Doubles, Doubles]:
        """Return the band of incremental profit, each (n_segments, n_discounts) [currency].

        Centered on the fit; its width is the spread of the bootstrap members.
        """
        point = self.metrics["incremental_profit"]
        if len(self.replicates) < 3:
            return point, point
        half = NormalDist().inv_cdf(0.5 + level / 2) * self.replicates[1:].std(0, ddof=1)
        return point - half, point + half


def offer_curves(audience: Audience, offer: Sequence[int], costs: Costs) -> OfferCurves:
    """Return what an offer does at every discount of `GRID`, for every segment, with its members.

    Mixed bundling: bundle and parts are both on sale and the customer takes the cheaper way, so whoever
    takes all parts pays the bundle's price. All 2^k baskets of the parts are enumerated exactly.

    Parameters
    ----------
    offer : positions of 2 to 6 products of the audience
    """
    parts = _Parts.of(list(offer), audience, costs)
    n_segments = len(audience.segments)
    choices = _choices(audience.taste, audience.slope, audience.basket, audience.cross[0], parts)
    point = _curves(choices, parts, audience.segment, audience.weight, n_segments)
    rows = audience.sample
    segment, weight = audience.segment[rows], audience.weight[rows]
    replicates = []
    for m in range(audience.member_taste.shape[1] if len(rows) else 0):
        taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
        choices = _choices(taste, slope, audience.basket[rows], audience.cross[m], parts)
        replicates.append(_curves(choices, parts, segment, weight, n_segments)["incremental_profit"])
    return OfferCurves(
        offer=tuple(offer),
        component_price=float(parts.price.sum()),
        metrics=point,
        replicates=np.array(replicates) if replicates else np.empty((0, n_segments, len(GRID))),
        weight=np.bincount(audience.segment, audience.weight, n_segments).astype(float),
    )


def all_baskets(n_parts: int) -> Doubles:
    """Return every basket of n parts, (2^n, n) of 0 and 1; the first is empty, the last is full."""
    return ((np.arange(2**n_parts)[:, None] >> np.arange(n_parts)) & 1).astype(float)


@dataclass(frozen=True)
class _Parts:
    """The parts of an offer, the products that sell along with them, and the money of each."""

    at: list[int]
    neighbors: list[int]  # products whose demand moves with the parts'
    price: Doubles  # (k,)
    margin: Doubles  # (k,)
    neighbor_price: Doubles
    neighbor_margin: Doubles
    per_order: float
    outlay: float  # contribution given up on a bundle per share of discount

    @classmethod
    def of(cls, at: list[int], audience: Audience, costs: Costs) -> "_Parts":
        price, margin = audience.price, costs.margins(audience.price)
        strength = np.abs(audience.cross[0][at]).max(0)
        strength[at] = 0
        strongest = np.argsort(-strength, kind="stable")[:_MOST_NEIGHBORS]
        near = [int(k) for k in strongest if strength[k] > _FELT]
        kept_revenue = (price * (1 - costs.return_share))[at].sum() * (1 - costs.payment_fee_share)
        own = price[at].astype(float), margin[at].astype(float)
        return cls(at, near, *own, price[near], margin[near], costs.per_order, float(kept_revenue))


@dataclass(frozen=True)
class _Choices:
    """Weights of all baskets of the parts, what each brings, and the pull of money saved on the full one.

    Neighbors are summed out: a basket's weight and money count what is bought along with it.
    """

    weights: Floats  # (n_visits, 2^k) unnormalized
    units: Floats  # (n_visits, 2^k)
    revenue: Floats  # (n_visits, 2^k) at full prices
    margin: Floats  # (n_visits, 2^k) at full prices
    pull: Floats  # (n_visits,) utility of the full basket per share of discount


def _choices(
    taste: Floats, slope: Floats, basket: NDArray[np.bool_], cross: Floats, parts: _Parts
) -> _Choices:
    baskets = all_baskets(len(parts.at)).astype(np.float32)
    rest = basket.astype(np.float32)
    rest[:, parts.at] = 0
    around = taste[:, parts.neighbors] + rest @ cross[:, parts.neighbors]
    rest[:, parts.neighbors] = 0
    own = taste[:, parts.at] + rest @ cross[:, parts.at]
    within = cross[np.ix_(parts.at, parts.at)]
    utility = own @ baskets.T + 0.5 * np.einsum("bi,ij,bj->b", baskets, within, baskets)
    counted = baskets.sum(1), baskets @ parts.price, baskets @ parts.margin - parts.per_order * baskets.any(1)
    units, revenue, margin = (np.tile(row.astype(np.float32), (len(taste), 1)) for row in counted)
    for k, neighbor in enumerate(parts.neighbors):
        logit = around[:, [k]] + baskets @ cross[parts.at, neighbor]
        utility += np.logaddexp(0, logit)
        along = 1 / (1 + np.exp(-logit))
        units += along
        revenue += along * np.float32(parts.neighbor_price[k])
        margin += along * np.float32(parts.neighbor_margin[k])
    utility -= utility.max(1, keepdims=True)
    return _Choices(np.exp(utility), units, revenue, margin, slope[:, parts.at].sum(1))


def _curves(
    choices: _Choices, parts: _Parts, segment: Ints, visit_weight: Floats, n_segments: int
) -> dict[str, Doubles]:
    """Return the metrics per visit, each (n_segments, n_discounts)."""
    partial, full = choices.weights[:, :-1], choices.weights[:, -1]
    others = np.maximum(partial.sum(1), 1e-30)
    # means over who takes less than all parts, and what all parts bring
    some = [(partial * v[:, :-1]).sum(1) / others for v in (choices.units, choices.revenue, choices.margin)]
    whole = [v[:, -1] for v in (choices.units, choices.revenue, choices.margin)]
    base = full / (others + full)  # P(all parts) without an offer
    average = np.zeros((len(segment), n_segments), np.float32)  # weighted means as one product
    average[np.arange(len(segment)), segment] = visit_weight
    average /= np.maximum(average.sum(0), 1e-12)
    out = np.empty((len(METRICS), n_segments, len(GRID)))
    for d, discount in enumerate(GRID):
        lifted = full * np.exp(np.minimum(choices.pull * np.float32(discount), 60.0))
        take = lifted / (others + lifted)
        spent = discount * parts.outlay
        cannibalized = base * spent + (take - base) * some[2]
        rows = (
            take,
            some[0] + take * (whole[0] - some[0]),
            some[1] + take * (whole[1] - some[1] - discount * parts.price.sum()),
            some[2] + take * (whole[2] - some[2] - spent),
            cannibalized,
            (take - base) * (whole[2] - spent) - cannibalized,
        )
        out[:, :, d] = np.stack(rows) @ average
    return dict(zip(METRICS, out, strict=True))
