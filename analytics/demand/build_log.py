"""From the marts of a shop to a log of its visits."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.demand.calendar import build_calendar, within_day_share
from analytics.demand.visit_log import VisitLog, sorted_lines

_VIEWED_SHARE = 0.5  # views are the shop's record of consideration when they precede most purchases


def build_log(
    visits: pd.DataFrame,
    visit_lines: pd.DataFrame,
    price_days: pd.DataFrame,
    product_ids: list[str],
    instruments: tuple[str, ...] = (),
) -> VisitLog:
    """Bring the marts of a shop to a log.

    Parameters
    ----------
    visits : one row per visit
        visit_id, customer_id, visited_at, store_id, n_products_bought, is_session.
    visit_lines : one row per visit × product in scope that was seen or bought
        visit_id, product_id, is_seen, n_bought, price.
    price_days : one row per product × store × day, see `build_calendar`
    product_ids : the products in scope, in this order
    instruments : columns of `price_days` that shift prices but not demand
    """
    calendar = build_calendar(price_days, product_ids, instruments)
    visits = visits.sort_values(["customer_id", "visited_at", "visit_id"], ignore_index=True)
    customer, customer_ids = pd.factorize(visits["customer_id"], sort=True)
    visited_at = visits["visited_at"].to_numpy("datetime64[us]")
    row = pd.Index(visits["visit_id"]).get_indexer(pd.Index(visit_lines["visit_id"]))
    product = pd.Index(product_ids).get_indexer(pd.Index(visit_lines["product_id"]))
    known = (row >= 0) & (product >= 0)
    lines = visit_lines[known]
    every = sorted_lines(row[known], product[known], lines["price"].to_numpy(np.float32))
    order = np.lexsort((product[known], row[known]))
    is_bought = (lines["n_bought"].to_numpy(float) > 0)[order]
    is_seen = lines["is_seen"].to_numpy(bool)[order]
    has_views = bool(is_bought.any()) and float(is_seen[is_bought].mean()) >= _VIEWED_SHARE
    if not has_views:  # a price that a buyer paid is no other visitor's
        every = replace(every, price=np.full(len(every), np.nan, np.float32))
    return VisitLog(
        product_ids=tuple(product_ids),
        customer_ids=np.asarray(customer_ids, object),
        customer=customer.astype(np.int32),
        visited_at=visited_at,
        period=calendar.period_of(visited_at),
        store=calendar.store_of(visits["store_id"]),
        n_bought=visits["n_products_bought"].to_numpy(np.int32),
        bought=every.where(is_bought),
        seen=every.where((is_seen | is_bought) & has_views),
        has_views=has_views,
        calendar=calendar,
        within_day=np.zeros(len(product_ids)) if has_views else within_day_share(price_days, product_ids),
    )
