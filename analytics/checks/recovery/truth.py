"""What is true in the replays of a shop: the fitted demand itself, averaged over recent visits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles
from analytics.checks.recovery.replayed import Simulated
from analytics.checks.recovery.world import FittedShop
from analytics.demand.audience import Audience
from analytics.demand.unseen_visits import behind_alone
from analytics.numerics import random_stream
from analytics.pricing.money import Costs
from analytics.pricing.offers import GRID, offer_curves
from analytics.pricing.price_book.market import Offer
from analytics.simulation.baskets import chance_of
from analytics.simulation.truth import Truth

MOST_ROWS = 8_000  # recent visits that answers are averaged over: enough for a per cent, quick for each offer
_RECENT_VISITS = 3  # of a customer; more where customers are few


@dataclass(frozen=True, eq=False)
class FittedTruth(Truth):
    """What the refitted model should find; groups are segments.

    Attributes
    ----------
    audience : the judged customers' recent visits with their true tastes at today's prices
    offers : offer_id → product ids
    judged : (n_customers,) whether a customer of the world is among those that advice is judged on
    """

    audience: Audience
    costs: Costs
    offers: Mapping[str, Sequence[str]]
    judged: Bools

    @property
    def segments(self) -> dict[str, str]:
        """Return every group by its name."""
        return {name: name for name in self.audience.segments}

    @cached_property
    def curve_rows(self) -> pd.DataFrame:
        """Return offer_id, segment, discount_share, true_take, true_profit, offer by offer as in the book."""
        place = {offer_id: i for i, offer_id in enumerate(self.offers)}
        rows = self.curves(self.offers, self.segments)
        return rows.sort_values("offer_id", key=lambda c: c.map(place), kind="stable", ignore_index=True)

    @cached_property
    def cross_effects(self) -> pd.DataFrame:
        """Return product_a, product_b, true_effect [logits] of every pair."""
        a, b = np.triu_indices(len(self.cross), 1)
        ids, effect = np.array(self.product_ids, object), self.cross[a, b].astype(float)
        return pd.DataFrame({"product_a": ids[a], "product_b": ids[b], "true_effect": effect})

    @cached_property
    def _metrics(self) -> Callable[[tuple[int, ...]], Doubles]:
        """Return take rate and extra profit of an offer, (2, n_segments, n_discounts), found once."""

        def metrics(offer: tuple[int, ...]) -> Doubles:
            found = offer_curves(self.audience, offer, self.costs).metrics
            return np.stack([found["take_rate"], found["incremental_profit"]])

        return cache(metrics)

    def response(self, group: str | None = None, **at: Any) -> tuple[Doubles, Doubles]:
        """Return P(buy) and d P(buy) ÷ d own price, the rest of each basket as it is, both (n_products,)."""
        audience = self._today(at)
        weight = audience.weight.astype(float)
        if group is not None:
            weight = weight * (audience.segment == audience.segments.index(group))
        weight = weight / weight.sum()
        chance = chance_of(audience.taste + audience.basket.astype(np.float32) @ self.cross)
        slope = -audience.slope * chance * (1 - chance) / self.list_price
        return weight @ chance, weight @ slope

    def offer_curve(
        self, offer: Sequence[int], group: str | None = None, grid: Doubles = GRID, **at: Any
    ) -> Doubles:
        """Return take rate and extra profit per visit at every discount of the grid, (2, n_discounts)."""
        self._today(at)
        found = self._metrics(tuple(offer))
        weight = np.array([float(group in (None, name)) * w for name, w in self.audience.visit_share.items()])
        return np.stack([np.interp(grid, GRID, weight @ curve / weight.sum()) for curve in found])

    def _today(self, at: Mapping[str, Any]) -> Audience:
        """Return the audience; raises ValueError where other prices or another day are asked about."""
        if any(value is not None for value in at.values()):
            raise ValueError("the fitted demand is known for today and its prices only")
        return self.audience


def truth_of(shop: FittedShop, own: Simulated, offers: list[Offer], costs: Costs, seed: int) -> FittedTruth:
    """Return what is true of the shops that `simulate` makes of this one with this seed.

    Parameters
    ----------
    own : the shop simulated as it is: what its customers put beside an offer
    """
    judged = _judged(shop, seed)
    products = {offer.offer_id: offer.product_ids for offer in offers}
    audience = _audience(shop, judged, own, seed)
    ids, cross = list(audience.product_ids), np.asarray(audience.cross[0], np.float32)
    return FittedTruth(ids, audience.price, cross, audience, costs, products, judged)


def _judged(shop: FittedShop, seed: int) -> Bools:
    """Return customers drawn by lot, as many as have `MOST_ROWS` recent visits."""
    n_visits = shop.log.n_visits_of_customer
    n_rows = np.minimum(n_visits, _recent(len(n_visits)))
    order = random_stream(seed, 6).permutation(len(n_rows))
    judged = np.zeros(len(n_rows), bool)
    judged[order[np.cumsum(n_rows[order]) <= MOST_ROWS]] = True
    return judged


def _recent(n_customers: int) -> int:
    return max(_RECENT_VISITS, MOST_ROWS // max(n_customers, 1))


def _audience(shop: FittedShop, judged: Bools, own: Simulated, seed: int) -> Audience:
    """Return the recent visits of the judged customers with their true tastes at today's prices."""
    log, world = shop.log, shop.world
    from_the_end = log.n_visits_of_customer[log.customer] - 1 - log.rank
    rows = np.flatnonzero((from_the_end < _recent(len(judged))) & judged[log.customer])
    customer = log.customer[rows]
    n_visits, n_rows = log.n_visits_of_customer, np.bincount(customer, minlength=len(judged))
    names = shop.customers["segment"].reindex(log.customer_ids).astype(str).to_numpy()
    segments, segment = np.unique(names[customer], return_inverse=True)
    taste = world.taste[rows] + world.shift + world.own_tastes(seed)[customer]
    none = np.empty((0, 1, log.n_products), np.float32)
    is_alone = world.must_buy[rows] & (own.bought[rows].sum(1) == 1)
    return Audience(
        product_ids=log.product_ids,
        segments=tuple(str(name) for name in segments),
        segment=segment.astype(np.int32),
        weight=(n_visits[customer] / n_rows[customer]).astype(np.float32),
        taste=(taste + world.shock_sd**2 / 2).astype(np.float32),  # the mean week sells a little more
        slope=world.slope[rows],
        basket=own.bought[rows],
        cross=world.true_cross[None],
        sample=np.empty(0, np.int64),
        member_taste=none,
        member_slope=none,
        price=world.reference_price.astype(float),
        looked=1 + np.where(is_alone, behind_alone(taste), 0),
    )
