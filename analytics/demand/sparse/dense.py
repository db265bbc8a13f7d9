"""A log of few products as visits × products, for what still asks for that."""

import numpy as np

from analytics.demand.sparse.visit_log import VisitLog
from analytics.demand.visits import Visits


def dense_visits(log: VisitLog) -> Visits:
    """Return visits × products of a log whose products are few."""
    shape = len(log), log.n_products
    bought, considered = np.zeros(shape, bool), np.zeros(shape, bool)
    bought[log.bought.visit, log.bought.product] = True
    price = np.asarray(log.calendar.price[:, log.store, log.period].T, np.float32).copy()
    if log.has_views:
        known = ~np.isnan(log.seen.price)
        price[log.seen.visit[known], log.seen.product[known]] = log.seen.price[known]
        considered[log.seen.visit, log.seen.product] = True
    else:
        considered = log.calendar.is_sold[:, log.period].T | bought
    considered = considered & np.isfinite(price)
    told = np.ones_like(bought) if log.has_views else log.n_bought[:, None] - bought > 0
    return Visits(
        product_ids=log.product_ids,
        customer_ids=log.customer_ids,
        customer=log.customer,
        visited_at=log.visited_at,
        period=log.period,
        bought=bought,
        considered=considered,
        is_informative=np.asarray(told),
        price=np.nan_to_num(price, nan=1.0),
        instrument=np.moveaxis(log.calendar.instruments[:, log.period], 0, 1),
        calendar=log.calendar,
        within_day=log.within_day,
    )
