"""A shop as the fitted model sees it, with everything that the model does not know left to chance."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.checks.recovery.spread import spread_of_customers, spread_of_periods
from analytics.demand.choice import BasketChoice
from analytics.demand.network_inputs import OWN_PAST
from analytics.demand.training import Arrays
from analytics.demand.visits import Bools, Floats, Ints, Visits
from analytics.simulation.baskets import chance_of
from analytics.simulation.replay import World


@dataclass(frozen=True)
class FittedShop:
    """A shop and the world in which the model fitted to it is right about everything.

    Attributes
    ----------
    customers : indexed by customer_id: segment and attributes
    columns : (n_products, n_columns) what is known of the products beside their sales
    """

    visits: Visits
    customers: pd.DataFrame
    columns: Floats
    world: World


def fitted_shop(model: BasketChoice, visits: Visits, customers: pd.DataFrame, n_bought: Ints) -> FittedShop:
    """Return the shop and the world in which the fitted model is the truth.

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
    world = World(
        customer=visits.customer,
        period=visits.period,
        week=(visits.visited_at.max() - visits.visited_at) // np.timedelta64(7, "D"),
        price=visits.price,
        considered=visits.considered,
        bought=visits.bought,
        reference_price=model.encoder_.reference_price,
        taste=taste,
        slope=slope,
        hidden=hidden if model.control_ is not None else np.zeros_like(taste),
        cross=cross,
        must_buy=must_buy(visits, n_bought),
        taste_sd=spread_of_customers(visits.bought, average, known, visits.counts, visits.customer),
        shock_sd=spread_of_periods(visits.bought, known, visits.counts, visits.customer, visits.period),
        shift=np.zeros(visits.n_products, np.float32),
    )
    return FittedShop(visits, customers, model.columns_, world)


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
    """Return each customer's habits, one for all of their visits: tastes come first, purchases after."""
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
