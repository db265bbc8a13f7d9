"""A shop as the fitted model sees it, with everything that the model does not know left to chance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Floats, Ints
from analytics.checks.recovery.spread import spread_of_customers, spread_of_periods
from analytics.checks.recovery.tables import Tables, tables_of
from analytics.demand.cells import cells_of
from analytics.demand.choice import BasketChoice
from analytics.demand.visit_log import VisitLog
from analytics.simulation.baskets import chance_of
from analytics.simulation.replay import World

_ROWS = 200_000  # visits × products that the model is asked about at a time


@dataclass(frozen=True)
class FittedShop:
    """Some products of a shop and the world in which the model fitted to it is right about everything.

    Attributes
    ----------
    customers : indexed by customer_id: segment and attributes
    columns : (n_products, n_columns) what is known of the products beside their sales
    """

    log: VisitLog
    customers: pd.DataFrame
    columns: Floats
    world: World


def fitted_shop(
    model: BasketChoice, log: VisitLog, customers: pd.DataFrame, products: Ints, columns: Floats
) -> FittedShop:
    """Return the shop and the world in which the fitted model is the truth.

    What else visits bought stays in their baskets as it was.

    Parameters
    ----------
    log : of all products that the model knows, and of whole customers
    customers : indexed by customer_id: segment and attributes
    products : rising positions of the few products that the world is of
    columns : of these, see `FittedShop`
    """
    few = log.in_scope(tuple(log.product_ids[j] for j in products))
    tables = tables_of(few)
    parts = [
        _asked(model, log.where(rows), customers, products, tables.considered[rows]) for rows in _blocks(few)
    ]
    taste, slope, hidden, known, average = (np.concatenate(tables) for tables in zip(*parts, strict=True))
    day = log.period * log.calendar.days_per_period
    told = tables.counts, few.customer
    world = World(
        customer=few.customer,
        period=few.period,
        week=(day.max(initial=0) - day) // 7,  # whole periods, as prices are
        price=tables.price,
        considered=tables.considered,
        bought=tables.bought,
        reference_price=model.encoder_.reference_price[products],
        taste=taste,
        slope=slope,
        hidden=hidden,
        cross=_cross(model, products),
        must_buy=_must_buy(few, tables),
        taste_sd=spread_of_customers(tables.bought, chance_of(average), chance_of(known), *told),
        shock_sd=spread_of_periods(tables.bought, chance_of(known), *told, few.period),
        shift=np.zeros(few.n_products, np.float32),
    )
    return FittedShop(few, customers, columns, world)


def some_customers(log: VisitLog, chosen: Bools) -> VisitLog:
    """Return the visits of these customers (a mask, (n_customers,)), numbered without gaps."""
    kept, number = log.where(chosen[log.customer]), np.cumsum(chosen) - 1
    return replace(
        kept, customer=number[kept.customer].astype(np.int32), customer_ids=log.customer_ids[chosen]
    )


def _must_buy(log: VisitLog, tables: Tables) -> Bools:
    """Return which visits would not be known without a purchase of these products, (n_visits,)."""
    if log.has_views:
        return np.zeros(len(log), bool)
    return np.asarray(log.n_bought <= tables.bought.sum(1))


def _blocks(log: VisitLog) -> Iterator[Bools]:
    """Return masks (n_visits,) of whole customers, some at a time."""
    block = np.arange(len(log)) * log.n_products // _ROWS
    of_visit = block[log.first_visit]
    for number in np.unique(of_visit):
        yield of_visit == number


def _asked(
    model: BasketChoice, log: VisitLog, customers: pd.DataFrame, products: Ints, considered: Bools
) -> tuple[Floats, ...]:
    """Return tastes, slopes, hidden demand, and logits with and without habits, each (n_visits, n_products).

    Habits are one for all visits of a customer: tastes come first, purchases after.
    """
    n, k = considered.shape
    cells = cells_of(log, np.repeat(np.arange(n), k), np.tile(products, n))
    told = model.inputs(cells, customers, is_training=True)
    x: dict[str, Any] = told.rows(slice(None))
    past = _habits(x["past"].reshape(n, k, -1), considered, log.customer)
    x |= {"past": past.reshape(n * k, -1), "shift": np.zeros_like(x["price"])}
    alone = {
        "price": 0 * x["price"],
        "control": 0 * x["control"],
        "partners": _beyond(model, x["partners"], products),
    }

    def logit(**changes: Any) -> Floats:
        return model.weights_.logit(x | changes, 0).reshape(n, k)

    taste, unexplained = logit(**alone), logit(**alone | {"control": x["control"]})
    slope = model.weights_.slopes(x, 0).reshape(n, k)
    return taste, slope, unexplained - taste, logit(), logit(past=np.zeros_like(x["past"]))


def _habits(past: Floats, considered: Bools, customer: Ints) -> Floats:
    """Return each customer's mean over the visits that could have bought a product, else over all of them."""
    code = np.unique(customer, return_inverse=True)[1]
    weight = (considered + 1e-6)[..., None]
    total = np.zeros((int(code.max(initial=-1)) + 1, *past.shape[1:]))
    n = np.zeros((*total.shape[:2], 1))
    np.add.at(total, code, weight * past)
    np.add.at(n, code, weight)
    return np.asarray((total / n)[code], np.float32)


def _beyond(model: BasketChoice, partners: Ints, products: Ints) -> Ints:
    """Return the partners of each cell that are not of these products, the others as none."""
    is_inside = np.isin(model.pairs_.a, products) & np.isin(model.pairs_.b, products)
    return np.where(np.append(is_inside, False)[partners], len(model.pairs_), partners)


def _cross(model: BasketChoice, products: Ints) -> Floats:
    """Return the fit's cross effects among a few products, (n_products, n_products)."""
    effect = np.append(model.weights_.cross[:, 0], 0)
    return np.asarray(effect[model.pairs_.places(products[:, None], products)], np.float32)
