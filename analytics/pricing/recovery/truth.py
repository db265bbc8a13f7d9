"""What is true in a simulated shop: elasticities, cross effects, and what every discount earns."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.pricing.audience import Audience
from analytics.pricing.costs import Costs
from analytics.pricing.elasticity import own_price_elasticities
from analytics.pricing.offers import GRID, offer_curves
from analytics.pricing.price_book import Offer
from analytics.pricing.recovery.simulate import Simulated, own_tastes
from analytics.pricing.recovery.world import World
from analytics.pricing.visits import Floats

MOST_ROWS = 8_000  # recent visits that answers are averaged over: enough for a per cent, quick for each offer
_RECENT_VISITS = 3  # of a customer; more where customers are few


@dataclass(frozen=True)
class Truth:
    """What the refitted model should find.

    Attributes
    ----------
    elasticities : product_id, segment, true_elasticity
    cross_effects : product_a, product_b, true_effect [logits]
    curves : offer_id, segment, discount_share, true_profit, for every discount of `GRID`
    visit_share : segment → share of the visits
    judged : (n_customers,) whether a customer of the world is among those that advice is judged on
    """

    elasticities: pd.DataFrame
    cross_effects: pd.DataFrame
    curves: pd.DataFrame
    visit_share: dict[str, float]
    judged: NDArray[np.bool_]


def truth_of(world: World, own: Simulated, offers: list[Offer], costs: Costs, seed: int) -> Truth:
    """Return what is true of the shops that `simulate` makes of this world with this seed.

    Parameters
    ----------
    own : the shop simulated as it is: what its customers put beside an offer
    """
    judged = _judged(world, seed)
    audience = _audience(world, judged, own, seed)
    weight = np.bincount(audience.segment, audience.weight, len(audience.segments))
    return Truth(
        elasticities=_elasticities(audience),
        cross_effects=_cross_effects(audience),
        curves=pd.concat([_curve(audience, offer, costs) for offer in offers], ignore_index=True),
        visit_share=dict(zip(audience.segments, (weight / weight.sum()).tolist(), strict=True)),
        judged=judged,
    )


def _judged(world: World, seed: int) -> NDArray[np.bool_]:
    """Return customers drawn by lot, as many as have `MOST_ROWS` recent visits."""
    n_visits = np.bincount(world.visits.customer, minlength=len(world.visits.customer_ids))
    n_rows = np.minimum(n_visits, _recent(len(n_visits)))
    order = np.random.default_rng([seed, 6]).permutation(len(n_rows))
    judged = np.zeros(len(n_rows), bool)
    judged[order[np.cumsum(n_rows[order]) <= MOST_ROWS]] = True
    return judged


def _recent(n_customers: int) -> int:
    return max(_RECENT_VISITS, MOST_ROWS // max(n_customers, 1))


def _audience(world: World, judged: NDArray[np.bool_], own: Simulated, seed: int) -> Audience:
    """Return the recent visits of the judged customers with their true wishes at today's prices."""
    visits = world.visits
    from_the_end = np.searchsorted(visits.customer, visits.customer, "right") - 1 - np.arange(len(visits))
    rows = np.flatnonzero((from_the_end < _recent(len(judged))) & judged[visits.customer])
    customer = visits.customer[rows]
    n_visits, n_rows = np.bincount(visits.customer), np.bincount(customer, minlength=len(judged))
    names = world.customers["segment"].reindex(visits.customer_ids).astype(str).to_numpy()
    segments, segment = np.unique(names[customer], return_inverse=True)
    taste = world.taste[rows] + world.shift + own_tastes(world, seed)[customer]
    none = np.empty((0, 1, visits.n_products), np.float32)
    return Audience(
        product_ids=visits.product_ids,
        segments=tuple(str(name) for name in segments),
        segment=segment.astype(np.int32),
        weight=(n_visits[customer] / n_rows[customer]).astype(np.float32),
        taste=(taste + world.swing_sd**2 / 2).astype(np.float32),  # the mean week sells a little more
        slope=world.slope[rows],
        basket=own.visits.bought[rows],
        cross=world.true_cross[None],
        sample=np.empty(0, np.int64),
        member_taste=none,
        member_slope=none,
        price=world.reference_price.astype(float),
    )


def _curve(audience: Audience, offer: Offer, costs: Costs) -> pd.DataFrame:
    profit = offer_curves(audience, audience.positions(offer.product_ids), costs).metrics[
        "incremental_profit"
    ]
    return pd.DataFrame(
        {
            "offer_id": offer.offer_id,
            "segment": np.repeat(audience.segments, len(GRID)),
            "discount_share": np.tile(GRID, len(audience.segments)),
            "true_profit": profit.ravel(),
        }
    )


def _elasticities(audience: Audience) -> pd.DataFrame:
    point = own_price_elasticities(audience).point
    return pd.DataFrame(
        {
            "product_id": np.tile(audience.product_ids, len(audience.segments)),
            "segment": np.repeat(audience.segments, len(audience.product_ids)),
            "true_elasticity": point.ravel(),
        }
    )


def _cross_effects(audience: Audience) -> pd.DataFrame:
    cross: Floats = audience.cross[0]
    ids = audience.product_ids
    pairs = list(combinations(range(len(ids)), 2))
    return pd.DataFrame(
        {
            "product_a": [ids[a] for a, _ in pairs],
            "product_b": [ids[b] for _, b in pairs],
            "true_effect": [float(cross[pair]) for pair in pairs],
        }
    )
