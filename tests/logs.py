"""Logs of visits made by hand or of a world's events, and small models of them, for tests of manners."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.demand import batches
from analytics.demand.build_log import build_log
from analytics.demand.calendar import PriceCalendar
from analytics.demand.cells import Cells, learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.reference_prices import reference_prices
from analytics.demand.training import Progress
from analytics.demand.visit_log import Lines, VisitLog
from tests.simulated import SyntheticShop
from tests.worlds import customers_of

MONDAY = np.datetime64("2025-01-06")
FEW_STEPS = 40


def log_by_hand(
    bought: Any, price: Any = 1.0, customer: Any = None, period: Any = None, seen: Any = None, **changes: Any
) -> VisitLog:
    """Return visits, one per row of `bought`: of one customer each, a day apart, all seen at price 1.

    Parameters
    ----------
    seen : (n_visits, n_products) what was considered besides; False where views are not recorded
    """
    bought = np.asarray(bought, bool)
    n_visits, n_products = bought.shape
    price = np.broadcast_to(np.asarray(price, np.float32), bought.shape)
    customer = np.arange(n_visits) if customer is None else np.asarray(customer)
    period = np.arange(n_visits) if period is None else np.asarray(period)
    has_views = seen is not False
    every = np.ones_like(bought) if seen is None else np.asarray(seen, bool) | bought
    n_periods = int(period.max(initial=0)) + 1
    fields: dict[str, Any] = {
        "product_ids": tuple(f"p{j}" for j in range(n_products)),
        "customer_ids": np.array([f"c{i}" for i in range(customer.max(initial=0) + 1)], object),
        "customer": customer.astype(np.int32),
        "visited_at": MONDAY.astype("datetime64[us]") + period.astype("timedelta64[D]"),
        "period": period.astype(np.int32),
        "store": np.zeros(n_visits, np.int32),
        "n_bought": bought.sum(1).astype(np.int32),
        "bought": _lines(bought, price),
        "seen": _lines(every & has_views, price),
        "has_views": has_views,
        "calendar": PriceCalendar(
            price=np.ones((n_products, 1, n_periods), np.float32),
            is_sold=np.ones((n_products, n_periods), bool),
            instruments=np.empty((n_products, n_periods, 0), np.float32),
            stores=("",),
            first_day=MONDAY,
            days_per_period=1,
        ),
        "within_day": np.zeros(n_products),
    }
    return VisitLog(**fields | changes)


def cells_by_hand(bought: Any, price: Any = 1.0, **changes: Any) -> Cells:
    """Return all cells of `log_by_hand`."""
    return learned_cells(log_by_hand(bought, price, **changes), 0)


def with_instruments(log: VisitLog, instruments: Any) -> VisitLog:
    """Return a log with what moves prices, (n_products, n_periods, n_instruments) or without the last."""
    table = np.asarray(instruments, np.float32)
    table = table[..., None] if table.ndim == 2 else table
    return replace(log, calendar=replace(log.calendar, instruments=table))


def log_of(world: SyntheticShop, instruments: tuple[str, ...] = ()) -> VisitLog:
    """Bring a world's events to a log without a database."""
    events = world.events.assign(event_time=pd.to_datetime(world.events["event_time"]))
    key = "session_id" if "session_id" in events else "order_id"
    events["visit_id"] = events[key].str[1:].astype(int)
    events["is_purchase"] = (events["event_type"] == "purchase").astype(int)
    events["is_seen"] = events["event_type"] == "view"
    events["day"] = events["event_time"].dt.floor("D")
    visits = events.groupby("visit_id", as_index=False).agg(
        customer_id=("customer_id", "first"),
        visited_at=("event_time", "min"),
        n_products_bought=("is_purchase", "sum"),
    )
    lines = events.groupby(["visit_id", "product_id"], as_index=False).agg(
        is_seen=("is_seen", "max"), n_bought=("is_purchase", "sum"), price=("net_price", "mean")
    )
    price_days = events.groupby(["product_id", "day"], as_index=False).agg(
        price=("net_price", "median"), cost=("cost", "median"), n_rows=("net_price", "size")
    )
    visits["store_id"], price_days["store_id"], price_days["log_price_variance"] = None, None, 0.0
    return build_log(visits, lines, price_days, world.product_ids, instruments)


def few_steps(patch: pytest.MonkeyPatch) -> None:
    """Let trainings end after a few steps."""
    patch.setattr(batches, "_MOST_STEPS", FEW_STEPS)


def small_model(
    log: VisitLog,
    world: SyntheticShop,
    customers: pd.DataFrame | None = None,
    progress: Progress | None = None,
    **config: int,
) -> BasketChoice:
    """Return a model fitted in few steps."""
    price = reference_prices(learned_cells(log, 0), world.products["list_price"].to_numpy(float))
    who = customers_of(world) if customers is None else customers
    with pytest.MonkeyPatch.context() as patch:
        few_steps(patch)
        return BasketChoice(ChoiceConfig(**{"n_members": 1, "fewest_epochs": 1} | config)).fit(
            log, who, price, progress
        )


def _lines(there: np.ndarray, price: np.ndarray) -> Lines:
    visit, product = np.nonzero(there)
    return Lines(visit.astype(np.int32), product.astype(np.int32), price[visit, product].astype(np.float32))
