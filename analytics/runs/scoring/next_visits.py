"""The next visit of each customer, after all those known, with nothing in the basket yet."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.calendar import PriceCalendar
from analytics.demand.visits import Visits

_NO_PERIOD = -1  # no period of the past is the next one


def next_visits(
    product_ids: tuple[str, ...],
    price: NDArray[np.float64],
    customer_ids: NDArray[np.object_],
    visited_at: NDArray[np.datetime64],
    period: NDArray[np.int32] | None = None,
    n_instruments: int = 0,
    past: Visits | None = None,
) -> tuple[Visits, NDArray[np.bool_]]:
    """Return visits of these customers, and which of them are their next ones, in the order of the customers.

    Parameters
    ----------
    price : (n_products,) prices today [currency]
    customer_ids : (n,) sorted, each once
    visited_at, period : (n,) of the next visits; no period's swing where None
    past : visits of the run; those of these customers go before their next ones
    """
    n, n_products = len(customer_ids), len(product_ids)
    nothing = np.zeros((n, n_products), bool)
    none = np.full(n, _NO_PERIOD, np.int32)
    fields = {
        "customer": np.arange(n, dtype=np.int32),
        "visited_at": visited_at.astype("datetime64[us]"),
        "period": none if period is None else period,
        "bought": nothing,
        "considered": nothing,
        "is_informative": nothing,
        "price": np.tile(price.astype(np.float32), (n, 1)),
        "instrument": np.full((n, n_products, n_instruments), np.nan, np.float32),
    }
    is_next = np.ones(n, bool)
    if past is not None and n:
        code = pd.Index(customer_ids).get_indexer(pd.Index(past.customer_ids))
        own = past.where(np.asarray((code >= 0)[past.customer]))
        before = {name: getattr(own, name) for name in fields} | {
            "customer": code[own.customer].astype(np.int32)
        }
        order = np.argsort(np.concatenate([before["customer"], fields["customer"]]), kind="stable")
        fields = {name: np.concatenate([before[name], fields[name]])[order] for name in fields}
        is_next = order >= len(own)
    calendar = past.calendar if past is not None else _no_calendar(n_products)
    within_day = np.zeros(n_products)
    visits = Visits(
        product_ids=product_ids,
        customer_ids=customer_ids,
        calendar=calendar,
        within_day=within_day,
        **fields,
    )
    return visits, is_next


def _no_calendar(n_products: int) -> PriceCalendar:
    """Return a calendar that nothing is read from."""
    return PriceCalendar(
        price=np.ones((n_products, 1, 1), np.float32),
        is_sold=np.ones((n_products, 1), bool),
        instruments=np.empty((n_products, 1, 0), np.float32),
        stores=("",),
        first_day=np.datetime64("2000-01-03"),
        days_per_period=1,
    )
