"""Audiences and models made by hand, with keyword overrides, so that a test says only what it is about."""

from typing import Any

import numpy as np

from analytics.demand.audience import Audience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice
from analytics.demand.encoder import Encoder
from analytics.demand.first_stage import ControlFunction
from analytics.demand.histories import N_RATES
from analytics.demand.looks import Looks
from analytics.demand.pairs import Pairs
from analytics.demand.rows import SparseRows
from analytics.demand.weights import FIRST_SLOPE, N_CONTROLS, Weights
from analytics.pricing.money import Costs
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.offers.choice_rules import ChoiceRule
from tests.logs import cells_by_hand
from tests.oracles.best_discounts import last_tastes
from tests.simulated import SyntheticShop


def logit_curves(audience: Audience, offer: Any, costs: Costs, *deal: Any) -> OfferCurves:
    """Return an offer's curves by the demand model's own law alone, of which hand computations know."""
    return offer_curves(audience, offer, costs, *deal, rules=(ChoiceRule.LOGIT,))


def audience_by_hand(taste: Any, slope: Any = 2.0, **changes: Any) -> Audience:
    """Return one visit per row of `taste`, in one segment, at prices of 10, without members."""
    taste = np.atleast_2d(np.asarray(taste, np.float32))
    n_visits, n_products = taste.shape
    segment = np.asarray(changes.pop("segment", np.zeros(n_visits)), np.int32)
    fields: dict[str, Any] = {
        "product_ids": tuple(f"p{j}" for j in range(n_products)),
        "segments": tuple(f"tier {s}" for s in range(int(segment.max()) + 1)),
        "segment": segment,
        "weight": np.ones(n_visits, np.float32),
        "taste": taste,
        "slope": np.broadcast_to(np.asarray(slope, np.float32), taste.shape).copy(),
        "basket": np.zeros(taste.shape, bool),
        "cross": np.zeros((1, n_products, n_products), np.float32),
        "sample": np.empty(0, np.int64),
        "member_taste": np.empty((0, 1, n_products), np.float32),
        "member_slope": np.empty((0, 1, n_products), np.float32),
        "price": np.full(n_products, 10.0),
    }
    return Audience(**fields | changes)


def true_audience(world: SyntheticShop) -> Audience:
    """Return one visit per customer of a world at list prices, with the true tastes and slopes."""
    truth, slope = world.truth, world.truth.people.slope[:, None]
    price = truth.list_price
    return audience_by_hand(
        truth.assortment.intercept + last_tastes(truth) - slope * price,
        slope * price,
        segment=truth.people.tier,
        cross=truth.cross[None].astype(np.float32),
        price=price,
    )


def reacting_cells(reaction: float = 0.2, n_products: int = 5, n_days: int = 80, seed: int = 0) -> Cells:
    """Return all cells of a shop that answers a day's hidden demand with the next day's price."""
    rng = np.random.default_rng(seed)
    demand = rng.normal(0, 0.8, (n_days, n_products))
    noise = rng.normal(0, 0.05, (n_days, n_products))
    price = np.exp(noise + reaction * np.vstack([np.zeros(n_products), demand[:-1]]))
    day = np.repeat(np.arange(n_days), 60)
    chance = 1 / (1 + np.exp(-(demand - 2 * (price - 1) - 0.5)))
    return cells_by_hand(rng.random((len(day), n_products)) < chance[day], price=price[day], period=day)


def costs_by_hand(n_products: int, product_cost: Any = 6.0, return_share: Any = 0.0, **more: float) -> Costs:
    """Return costs of 6 a product and nothing else."""
    fields = (np.broadcast_to(np.asarray(v, float), n_products).copy() for v in (product_cost, return_share))
    return Costs(*fields, **more)


def model_by_hand(
    n_products: int = 1, f_statistic: float | None = None, followed: float = 0.0
) -> BasketChoice:
    """Return a model as the gates see it: its reference prices, its first stage, and what that explained."""
    model, empty = BasketChoice(), np.zeros(12, np.float32)
    effect = followed + np.linspace(-0.1, 0.1, 12).astype(np.float32)
    names = dict.fromkeys(Weights.__dataclass_fields__, empty)
    model.weights_ = Weights(
        **names | {"control": empty[:0, None], "control_shared": np.stack([effect, 0 * effect])}
    )
    model.encoder_ = Encoder(np.ones(n_products, np.float32))
    model.control_ = None
    if f_statistic is not None:
        model.control_ = ControlFunction(np.ones(n_products, np.float32), f_statistic_=f_statistic)
    return model


def catalog_by_hand(
    taste: Any,
    slope: float = 2.0,
    cross: Any = None,
    basket: Any = None,
    shifts: Any = (0.0,),
    replacing: float = 0.0,
    **changes: Any,
) -> CatalogAudience:
    """Return `audience_by_hand` as a catalog's: each row is a segment of its own in the model's tables.

    Parameters
    ----------
    cross : (n_products, n_products) symmetric
    basket : (n_rows, n_products) what else was bought
    shifts : (n_members,) by how much members see all tastes higher
    replacing : what products of a category do to each other where no effects are learned [logits]
    """
    taste, shifts = np.atleast_2d(np.asarray(taste, np.float32)), np.asarray(shifts, np.float32)
    (n_rows, n_products), m = taste.shape, len(shifts)
    a, b = np.triu_indices(n_products, 1)
    effects = np.zeros((n_products, n_products)) if cross is None else np.asarray(cross)
    row, product = np.nonzero(np.zeros(taste.shape) if basket is None else basket)
    no_rows, segment = np.zeros((n_products, 0, m), np.float32), np.zeros(n_rows, np.int32)
    tables = {
        "appeal": taste[..., None] + shifts,
        "past": np.zeros((n_rows, N_RATES + 1, m), np.float32),
        "trait": no_rows,
        "season": no_rows,
        "period": np.zeros((1, m), np.float32),
        "log_slope": np.full((n_products, m), np.log(slope / FIRST_SLOPE), np.float32),
        "segment_slope": np.zeros((n_rows, m), np.float32),
        "trait_slope": no_rows[0],
        "cross": np.repeat(effects[a, b][:, None], m, 1).astype(np.float32),
        "control": np.zeros((0, m), np.float32),
        "control_shared": np.zeros((N_CONTROLS, m), np.float32),
        "rarity": np.zeros((n_products, m), np.float32),
        "replacing": np.full(m, replacing, np.float32),
    }
    fields: dict[str, Any] = {
        "product_ids": tuple(f"p{j}" for j in range(n_products)),
        "segments": ("tier 0",),
        "segment": segment,
        "code": np.arange(n_rows),
        "weight": np.ones(n_rows, np.float32),
        "traits": np.zeros((n_rows, 0), np.float32),
        "season": np.zeros((n_rows, 0), np.float32),
        "period": segment,
        "state": np.zeros((n_rows, 0), np.float32),
        "fold": segment,
        "n_visits": np.zeros((n_rows, 2), np.float32),
        "history": SparseRows.of(segment[:0], segment[:0], np.zeros((0, 3)), n_rows),
        "basket": SparseRows.of(row, product, np.ones((len(row), 1)), n_rows),
        "sample": np.empty(0, np.int64),
        "price": np.full(n_products, 10.0),
        "usual_rate": np.full(taste.shape, 0.1, np.float32),
        "share_considered": np.zeros(0, np.float32),
        "looks": Looks(0, np.zeros(n_products + 1, np.int64), np.empty(0, np.int32)),
        "visits_per_known": np.ones(n_rows, np.float32),
        "visits_per_known_draws": np.ones(m, np.float32),
        "directions": np.zeros((0, 2, 0), np.float32),
        "weights": Weights(**tables),
        "pairs": Pairs.of_all(n_products),
    }
    return CatalogAudience(**fields | changes)
