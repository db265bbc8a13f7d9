"""A log of few products as visits × products, and back: what replays are made of."""

from dataclasses import dataclass, replace

import numpy as np

from analytics.arrays import Bools, Floats
from analytics.demand.calendar import PriceCalendar
from analytics.demand.visit_log import Lines, VisitLog


@dataclass(frozen=True)
class Tables:
    """The visits of a log, each (n_visits, n_products).

    Attributes
    ----------
    price : met by the visit [currency]; 1 where none is known
    considered : whether the visit could have bought the product
    counts : whether the choice could have gone either way besides
    """

    price: Floats
    considered: Bools
    bought: Bools
    counts: Bools


def tables_of(log: VisitLog) -> Tables:
    """Return visits × products of a log whose products are few."""
    bought, considered = (np.zeros((len(log), log.n_products), bool) for _ in range(2))
    bought[log.bought.visit, log.bought.product] = True
    price = np.asarray(log.calendar.price[:, log.store, log.period].T, np.float32).copy()
    for lines in (log.bought, log.seen):
        own = lines.where(~np.isnan(lines.price))
        price[own.visit, own.product] = own.price
    if log.has_views:
        considered[log.seen.visit, log.seen.product] = True
    else:
        considered = log.calendar.is_sold[:, log.period].T | bought
    considered = considered & np.isfinite(price)
    told = considered & (log.has_views | (log.n_bought[:, None] - bought > 0))
    return Tables(np.nan_to_num(price, nan=1.0), considered, bought, told)


def with_tables(log: VisitLog, price: Floats, considered: Bools, bought: Bools) -> VisitLog:
    """Return a log of the same visits at other prices, with other purchases.

    Parameters
    ----------
    price, considered, bought : (n_visits, n_products)
    """
    beyond = log.n_bought - np.bincount(log.bought.visit, minlength=len(log))
    paid = price if log.has_views else np.full_like(price, np.nan)  # as when logs are built
    return replace(
        log,
        bought=_lines(bought, paid),
        seen=_lines((considered | bought) & log.has_views, paid),
        n_bought=(np.maximum(beyond, 0) + bought.sum(1)).astype(np.int32),
        calendar=_repriced(log, price, considered),
    )


def _lines(table: Bools, price: Floats) -> Lines:
    visit, product = np.nonzero(table)
    return Lines(visit.astype(np.int32), product.astype(np.int32), price[visit, product])


def _repriced(log: VisitLog, price: Floats, considered: Bools) -> PriceCalendar:
    """Return the calendar with the mean of these prices, where any visit met one."""
    shape = log.calendar.price.shape[1:]
    place, known = np.ravel_multi_index((log.store, log.period), shape), log.calendar.price.copy()
    for j in range(log.n_products):
        n, total = (
            np.bincount(place, w, shape[0] * shape[1])
            for w in (considered[:, j], considered[:, j] * price[:, j])
        )
        own = (n > 0).reshape(shape)
        known[j][own] = (total / np.maximum(n, 1)).reshape(shape)[own]
    return replace(log.calendar, price=known)
