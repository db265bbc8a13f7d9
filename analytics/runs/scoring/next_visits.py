"""The next visit of each customer, after all those known, with nothing in the basket yet."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.demand.calendar import PriceCalendar
from analytics.demand.visit_log import Lines, VisitLog, sorted_lines


def next_visits(log: VisitLog, customer_ids: NDArray[np.object_], at: np.datetime64) -> tuple[VisitLog, Ints]:
    """Return these customers' visits with one more of each, and where these stand, in the customers' order.

    Parameters
    ----------
    log : of the run, or of nobody
    customer_ids : (n,) sorted, each once
    at : the moment of the next visits, after all others
    """
    n = len(customer_ids)
    code = pd.Index(customer_ids).get_indexer(pd.Index(log.customer_ids))
    own = log.where(np.asarray((code >= 0)[log.customer], bool))
    period, store = log.calendar.price.shape[2] - 1, np.zeros(n, np.int32)
    more: dict[str, NDArray[Any]] = {
        "customer": np.arange(n),
        "visited_at": np.full(n, at, "datetime64[us]"),
        "period": np.full(n, period),
        "store": store,
        "n_bought": store,
    }
    before = {name: getattr(own, name) for name in more} | {"customer": code[own.customer]}
    order = np.argsort(np.concatenate([before["customer"], more["customer"]]), kind="stable")
    fields: dict[str, Any] = {
        name: np.concatenate([before[name], values])[order].astype(before[name].dtype)
        for name, values in more.items()
    }
    fields["customer"] = fields["customer"].astype(np.int32)
    place = np.argsort(order, kind="stable")  # of each visit among all

    def moved(lines: Lines) -> Lines:
        return sorted_lines(place[lines.visit], lines.product, lines.price)

    every = replace(own, customer_ids=customer_ids, bought=moved(own.bought), seen=moved(own.seen), **fields)
    return every, place[len(own) :].astype(np.int32)


def log_of_nobody(product_ids: tuple[str, ...]) -> VisitLog:
    """Return a log of these products without a visit."""
    n_products, none = len(product_ids), np.empty(0, np.int32)
    no_lines = Lines(none, none, np.empty(0, np.float32))
    calendar = PriceCalendar(
        price=np.ones((n_products, 1, 1), np.float32),
        is_sold=np.ones((n_products, 1), bool),
        instruments=np.empty((n_products, 1, 0), np.float32),
        stores=("",),
        first_day=np.datetime64("2000-01-03"),
        days_per_period=1,
    )
    return VisitLog(
        product_ids=product_ids,
        customer_ids=np.empty(0, object),
        customer=none,
        visited_at=np.empty(0, "datetime64[us]"),
        period=none,
        store=none,
        n_bought=none,
        bought=no_lines,
        seen=no_lines,
        has_views=False,
        calendar=calendar,
        within_day=np.zeros(n_products),
    )


def average_moment(period_effects: Floats, period: Ints) -> Floats:
    """Return period effects with a row more, the mean of those of some periods, (n_periods + 2, n_members).

    Parameters
    ----------
    period_effects : (n_periods + 1, n_members) the last is that of any later period
    period : (n,) of the calendar; -1 and those after the training are later ones
    """
    own = period_effects[np.minimum(period, len(period_effects) - 1)]
    return np.vstack([period_effects, own.mean(0, keepdims=True)])
