"""Visits and audiences made by hand, with keyword overrides, so that a test says only what it is about."""

from typing import Any

import numpy as np
from analytics.demand.features import FeatureEncoder
from analytics.demand.network_inputs import INPUTS, OUTCOME
from analytics.demand.visits import Visits

from analytics.demand.audience import Audience
from analytics.demand.calendar import PriceCalendar
from analytics.demand.choice import BasketChoice
from analytics.demand.first_stage import ControlFunction
from analytics.pricing.money import Costs
from analytics.pricing.offers import OfferCurves, offer_curves
from analytics.pricing.offers.choice_rules import ChoiceRule
from analytics.simulation import SyntheticShop
from tests.oracles.best_discounts import last_tastes

MONDAY = np.datetime64("2025-01-06")


def flat_calendar(n_products: int, n_periods: int = 1) -> PriceCalendar:
    """Return a calendar of days in which everything costs 1."""
    return PriceCalendar(
        price=np.ones((n_products, 1, n_periods), np.float32),
        is_sold=np.ones((n_products, n_periods), bool),
        instruments=np.empty((n_products, n_periods, 0), np.float32),
        stores=("",),
        first_day=MONDAY,
        days_per_period=1,
    )


def visits_by_hand(
    bought: Any, price: Any = 1.0, customer: Any = None, period: Any = None, **changes: Any
) -> Visits:
    """Return visits, one per row of `bought`: of one customer each, a day apart, all seen at price 1."""
    bought = np.asarray(bought, bool)
    n_visits, n_products = bought.shape
    customer = np.arange(n_visits) if customer is None else np.asarray(customer)
    period = np.arange(n_visits) if period is None else np.asarray(period)
    fields: dict[str, Any] = {
        "product_ids": tuple(f"p{j}" for j in range(n_products)),
        "customer_ids": np.array([f"c{i}" for i in range(customer.max(initial=0) + 1)], object),
        "customer": customer.astype(np.int32),
        "visited_at": MONDAY.astype("datetime64[us]") + period.astype("timedelta64[D]"),
        "period": period.astype(np.int32),
        "bought": bought,
        "considered": np.ones_like(bought),
        "is_informative": np.ones_like(bought),
        "price": np.broadcast_to(np.asarray(price, np.float32), bought.shape).copy(),
        "instrument": np.empty((n_visits, n_products, 0), np.float32),
        "calendar": flat_calendar(n_products, int(period.max(initial=0)) + 1),
        "within_day": np.zeros(n_products),
    }
    return Visits(**fields | changes)


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


def reacting_visits(reaction: float = 0.2, n_products: int = 5, n_days: int = 80, seed: int = 0) -> Visits:
    """Return visits of a shop that answers a day's hidden demand with the next day's price."""
    rng = np.random.default_rng(seed)
    demand = rng.normal(0, 0.8, (n_days, n_products))
    noise = rng.normal(0, 0.05, (n_days, n_products))
    price = np.exp(noise + reaction * np.vstack([np.zeros(n_products), demand[:-1]]))
    day = np.repeat(np.arange(n_days), 60)
    chance = 1 / (1 + np.exp(-(demand - 2 * (price - 1) - 0.5)))
    return visits_by_hand(rng.random((len(day), n_products)) < chance[day], price=price[day], period=day)


def costs_by_hand(n_products: int, product_cost: Any = 6.0, return_share: Any = 0.0, **more: float) -> Costs:
    """Return costs of 6 a product and nothing else."""
    fields = (np.broadcast_to(np.asarray(v, float), n_products).copy() for v in (product_cost, return_share))
    return Costs(*fields, **more)


def random_inputs(
    config: Any, n: int, rng: np.random.Generator, first_level: int = 0, spread: float = 1.0
) -> dict[str, np.ndarray]:
    """Return every input of a network of these sizes for visits as wild as they come.

    Parameters
    ----------
    config : NetworkConfig
    first_level : -1 where segments and periods may be unknown
    """
    x = {}
    for one in INPUTS:
        if one.levels:
            x[one.name] = rng.integers(first_level, getattr(config, one.levels), n)
        elif one.about in ("basket", OUTCOME):
            x[one.name] = rng.random((n, *one.shape(config))) < 0.4
        else:
            x[one.name] = rng.normal(0, spread, (n, *one.shape(config)))
    return {one.name: x[one.name].astype(one.dtype) for one in INPUTS}


class ModelByHand(BasketChoice):
    """A model as the gates see it: its reference prices, its first stage, and what that explained."""

    control_effect_ = np.zeros(12, np.float32)


def model_by_hand(n_products=1, f_statistic=None, followed=0.0):
    model = ModelByHand()
    model.control_effect_ = followed + np.linspace(-0.1, 0.1, 12).astype(np.float32)
    model.encoder_ = FeatureEncoder(np.ones(n_products, np.float32))
    model.control_ = None
    if f_statistic is not None:
        model.control_ = ControlFunction(np.ones(n_products, np.float32), f_statistic_=f_statistic)
    return model
