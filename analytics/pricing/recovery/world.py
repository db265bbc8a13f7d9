"""A shop as the fitted model sees it, with everything that the model does not know left to chance."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.pricing.choice import BasketChoice
from analytics.pricing.inputs import OWN_PAST
from analytics.pricing.recovery.draw import chance_of
from analytics.pricing.recovery.spread import spread_of_customers, spread_of_periods
from analytics.pricing.training import Arrays
from analytics.pricing.visits import Bools, Floats, Ints, Visits


@dataclass(frozen=True)
class World:
    """What is true in simulated shops: the fitted model's word for everything.

    Attributes
    ----------
    visits : the shop's own, whose people, times, prices and shelves the simulated ones keep
    customers : indexed by customer_id: segment and attributes
    reference_price : (n_products,) today's prices [currency]
    columns : (n_products, n_columns) what is known of the products beside their sales
    taste, slope : (n_visits, n_products) utility at today's prices; utility lost per relative price
    hidden : (n_visits, n_products) demand that moved prices, as far as an instrument showed it
    cross : (n_products, n_products) cross effects
    must_buy : (n_visits,) visits that nothing but a purchase of these products made known
    taste_sd, swing_sd : (n_products,) spread between customers and between periods that nothing explains
    shift : (n_products,) what makes simulated customers buy as often as the shop's
    largest : products in the shop's largest basket; no simulated one is larger
    cross_share : how much of the cross effects lets baskets be as large as the shop's [share]
    """

    visits: Visits
    customers: pd.DataFrame
    reference_price: Floats
    columns: Floats
    taste: Floats
    slope: Floats
    hidden: Floats
    cross: Floats
    must_buy: Bools
    taste_sd: Floats
    swing_sd: Floats
    shift: Floats
    largest: int
    cross_share: float = 1.0

    @property
    def true_cross(self) -> Floats:
        """Return the cross effects that hold in this world, (n_products, n_products)."""
        return np.asarray(self.cross * np.float32(self.cross_share))

    def of_customers(self, chosen: Bools) -> "World":
        """Return the world of some customers only (a mask, (n_customers,))."""
        rows = chosen[self.visits.customer]
        names = ("taste", "slope", "hidden", "must_buy")
        return replace(
            self,
            visits=some_customers(self.visits, chosen),
            **{name: getattr(self, name)[rows] for name in names},
        )


def build_world(model: BasketChoice, visits: Visits, customers: pd.DataFrame, n_bought: Ints) -> World:
    """Return the world in which the fitted model is the truth.

    Parameters
    ----------
    visits : whole customers of the shop, sorted by customer and time
    customers : indexed by customer_id: segment and attributes
    n_bought : (n_visits,) products bought at each visit, in scope or not
    """
    x = model.inputs(visits, customers, is_training=True)
    with_habits = _fit_of(model, x | _habits(x, visits.customer))
    without = _fit_of(model, x | {name: np.zeros_like(x[name]) for name in OWN_PAST})
    cross = model.cross_[0]
    price, basket = x["price"].astype(np.float32), x["basket"].astype(np.float32)
    taste, slope = with_habits["taste"], with_habits["slope"]
    hidden = with_habits["logit"] - taste + slope * price - basket @ cross
    average, known = chance_of(without["logit"]), chance_of(with_habits["logit"])
    return World(
        visits=visits,
        customers=customers,
        reference_price=model.encoder_.reference_price,
        columns=model.columns_,
        taste=taste,
        slope=slope,
        hidden=hidden if model.control_ is not None else np.zeros_like(taste),
        cross=cross,
        must_buy=must_buy(visits, n_bought),
        taste_sd=spread_of_customers(visits.bought, average, known, visits.counts, visits.customer),
        swing_sd=spread_of_periods(visits.bought, known, visits.counts, visits.customer, visits.period),
        shift=np.zeros(visits.n_products, np.float32),
        largest=int(visits.bought.sum(1).max(initial=1)),
    )


def some_customers(visits: Visits, chosen: Bools) -> Visits:
    """Return the visits of these customers (a mask, (n_customers,)), numbered without gaps."""
    kept = visits.where(chosen[visits.customer])
    number = np.cumsum(chosen) - 1
    return replace(
        kept,
        customer=number[kept.customer].astype(np.int32),
        customer_ids=visits.customer_ids[chosen],
    )


def must_buy(visits: Visits, n_bought: Ints) -> Bools:
    """Return which visits would not be known without a purchase of these products, (n_visits,)."""
    if bool(visits.is_informative.all()):
        return np.zeros(len(visits), bool)
    return np.asarray(n_bought <= visits.bought.sum(1))


def _habits(x: Arrays, customer: Ints) -> Arrays:
    """Return each customer's habits, one for all of their visits: wishes come first, purchases after."""
    n_visits = np.maximum(np.bincount(customer), 1)

    def mean(values: Floats) -> Floats:
        total = np.zeros((len(n_visits), *values.shape[1:]), np.float64)
        np.add.at(total, customer, values)
        shape = (-1, *([1] * (values.ndim - 1)))
        return np.asarray((total / n_visits.reshape(shape))[customer], np.float32)

    return {name: mean(x[name].astype(np.float32)) for name in OWN_PAST}


def _fit_of(model: BasketChoice, x: Arrays) -> dict[str, Floats]:
    """Return the fit's logit, taste and slope, each (n_visits, n_products)."""
    return {name: found[:, 0] for name, found in model.outputs(x, members=slice(0, 1)).items()}
