"""Visits: who came when, what was considered at which price, and what was bought."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.calendar import PriceCalendar, build_calendar, within_day_share

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Doubles = NDArray[np.float64]

_VIEWED_SHARE = 0.5  # views are the shop's record of consideration when they precede most purchases


@dataclass(frozen=True)
class Visits:
    """Visits × products in scope, sorted by customer and time.

    Attributes
    ----------
    product_ids : (n_products,)
    customer_ids : (n_customers,)
    customer : (n_visits,) position in `customer_ids`
    visited_at : (n_visits,) datetime64[us]
    period : (n_visits,) period of the price calendar
    bought, considered : (n_visits, n_products)
    is_informative : (n_visits, n_products)
        Whether the choice could have gone either way: where visits are known by their purchases only,
        the sole product of a basket could not have been absent.
    price : (n_visits, n_products) price faced [currency]
    instrument : (n_visits, n_products, n_instruments)
    calendar : the prices behind, by store and period
    within_day : (n_products,)
        How much of the price variance lies within one day and place [share]; 0 where each visitor's own
        price was logged.
    """

    product_ids: tuple[str, ...]
    customer_ids: NDArray[np.object_]
    customer: Ints
    visited_at: NDArray[np.datetime64]
    period: Ints
    bought: Bools
    considered: Bools
    is_informative: Bools
    price: Floats
    instrument: Floats
    calendar: PriceCalendar
    within_day: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def n_products(self) -> int:
        """How many products are in scope."""
        return len(self.product_ids)

    @property
    def counts(self) -> Bools:
        """Cells that carry information for the likelihood, (n_visits, n_products)."""
        return np.asarray(self.considered & self.is_informative)

    def summing(self, cells: Bools) -> Callable[..., Doubles]:
        """Return what sums values by product and period, over some cells; without values it counts.

        Parameters
        ----------
        cells : (n_visits, n_products) which count

        Returns
        -------
        values (n_visits, n_products) → sums (n_products, n_periods)
        """
        n_periods = int(self.period.max(initial=0)) + 1
        at = (np.arange(self.n_products) * n_periods + self.period[:, None])[cells]

        def sums(values: NDArray[Any] | None = None) -> Doubles:
            weights = None if values is None else values[cells]
            found = np.bincount(at, weights, self.n_products * n_periods)
            return found.reshape(self.n_products, n_periods).astype(float)

        return sums

    def where(self, mask: Bools) -> "Visits":
        """Return the visits of a mask (n_visits,), customers and calendar unchanged."""
        rows = ("customer", "visited_at", "period", "bought", "considered", "is_informative", "price")
        return replace(
            self, instrument=self.instrument[mask], **{name: getattr(self, name)[mask] for name in rows}
        )


def build_visits(
    visits: pd.DataFrame,
    visit_lines: pd.DataFrame,
    price_days: pd.DataFrame,
    product_ids: list[str],
    instruments: tuple[str, ...] = (),
) -> Visits:
    """Bring the marts of a shop to visits × products.

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
    period = calendar.period_of(visited_at)
    store = calendar.store_of(visits["store_id"])
    row = pd.Index(visits["visit_id"]).get_indexer(pd.Index(visit_lines["visit_id"]))
    product = pd.Index(product_ids).get_indexer(pd.Index(visit_lines["product_id"]))
    known = (row >= 0) & (product >= 0)
    lines, row, product = visit_lines[known], row[known], product[known]

    shape = (len(visits), len(product_ids))
    bought, seen = np.zeros(shape, bool), np.zeros(shape, bool)
    bought[row, product] = lines["n_bought"].to_numpy(float) > 0
    seen[row, product] = lines["is_seen"].to_numpy(bool)
    price = calendar.price[:, store, period].T.copy()
    has_views = bool(bought.any()) and float(seen[bought].mean()) >= _VIEWED_SHARE
    if has_views:  # a logged view shows the very price that this visitor faced
        shown = seen[row, product] & lines["price"].notna().to_numpy()
        price[row[shown], product[shown]] = lines["price"].to_numpy(np.float32)[shown]
        considered = seen | bought
    else:
        considered = calendar.is_sold[:, period].T | bought
    considered &= np.isfinite(price)
    return Visits(
        product_ids=tuple(product_ids),
        customer_ids=np.asarray(customer_ids, object),
        customer=customer.astype(np.int32),
        visited_at=visited_at,
        period=period,
        bought=bought,
        considered=considered,
        is_informative=_informative(visits, bought, has_views),
        price=np.nan_to_num(price, nan=1.0),
        instrument=np.moveaxis(calendar.instruments[:, period], 0, 1),
        calendar=calendar,
        within_day=np.zeros(len(product_ids)) if has_views else within_day_share(price_days, product_ids),
    )


def _informative(visits: pd.DataFrame, bought: Bools, has_views: bool) -> Bools:
    """A basket known only by its purchase could not have been empty: its sole product tells nothing."""
    if has_views:
        return np.ones_like(bought)
    n_others = visits["n_products_bought"].to_numpy(int)[:, None] - bought
    return np.asarray(n_others > 0)
