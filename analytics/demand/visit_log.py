"""Who came when, what was bought and what was seen at which price: a shop's visits, line by line."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.calendar import PriceCalendar


@dataclass(frozen=True)
class Lines:
    """Visits with products, one line each, sorted by visit and product.

    Attributes
    ----------
    visit, product : (n_lines,) positions
    price : (n_lines,) price faced [currency]; NaN where nobody logged it
    """

    visit: Ints
    product: Ints
    price: Floats

    def __len__(self) -> int:
        return len(self.visit)

    def where(self, mask: Bools) -> "Lines":
        """Return some of the lines."""
        return Lines(self.visit[mask], self.product[mask], self.price[mask])

    def among(self, kept: Bools) -> "Lines":
        """Return the lines of some visits, a mask (n_visits,), which are counted anew."""
        place = np.cumsum(kept) - 1
        own = self.where(kept[self.visit])
        return replace(own, visit=place[own.visit].astype(np.int32))


@dataclass(frozen=True)
class VisitLog:
    """Visits sorted by customer and time, with what was bought and seen of the products in scope.

    Attributes
    ----------
    product_ids : (n_products,)
    customer_ids : (n_customers,)
    customer : (n_visits,) position in `customer_ids`
    visited_at : (n_visits,) datetime64[us]
    period, store : (n_visits,) of the price calendar
    n_bought : (n_visits,) products bought, those out of scope as well
    bought : what was bought
    seen : what was considered, bought or not, where the shop records views; else no lines
    has_views : whether views are the record of what was considered
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
    store: Ints
    n_bought: Ints
    bought: Lines
    seen: Lines
    has_views: bool
    calendar: PriceCalendar
    within_day: Doubles

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def n_products(self) -> int:
        """How many products are in scope."""
        return len(self.product_ids)

    @property
    def n_periods(self) -> int:
        """How many periods there are up to the last visit."""
        return int(self.period.max(initial=0)) + 1

    @cached_property
    def first_visit(self) -> Ints:
        """Return the first visit of each visit's customer, (n_visits,)."""
        return np.searchsorted(self.customer, self.customer).astype(np.int32)

    @cached_property
    def rank(self) -> Ints:
        """Return how many visits of the same customer came before, (n_visits,)."""
        return (np.arange(len(self)) - self.first_visit).astype(np.int32)

    @cached_property
    def n_visits_of_customer(self) -> Ints:
        """Return how many visits each customer made, (n_customers,)."""
        return np.bincount(self.customer, minlength=len(self.customer_ids)).astype(np.int32)

    def prices(self, visit: Ints, product: Ints) -> Floats:
        """Return the calendar's price for visits and products, of one shape [currency]."""
        return np.asarray(self.calendar.price[product, self.store[visit], self.period[visit]])

    def is_sold(self, visit: Ints, product: Ints) -> Bools:
        """Return whether products were on sale around the visits, of one shape."""
        return np.asarray(self.calendar.is_sold[product, self.period[visit]])

    def n_considered(self, group: Ints, n_groups: int) -> Doubles:
        """Return how many visits of each group could have bought each product, (n_groups, n_products).

        Parameters
        ----------
        group : (n_visits,) codes; visits of others count nowhere
        """
        if self.has_views:
            of_line = group[self.seen.visit]
            own = (of_line >= 0) & (of_line < n_groups)
            at = of_line[own].astype(np.int64) * self.n_products + self.seen.product[own]
            found = np.bincount(at, minlength=n_groups * self.n_products)
            return np.asarray(found.reshape(n_groups, self.n_products), float)
        n_periods = self.calendar.is_sold.shape[1]
        own = (group >= 0) & (group < n_groups)
        at = group[own].astype(np.int64) * n_periods + self.period[own]
        visits = np.bincount(at, minlength=n_groups * n_periods).reshape(n_groups, n_periods)
        return np.asarray(visits @ self.calendar.is_sold.T.astype(float))

    def where(self, kept: Bools) -> "VisitLog":
        """Return the visits of a mask (n_visits,), customers and calendar unchanged."""
        rows = {
            name: getattr(self, name)[kept]
            for name in ("customer", "visited_at", "period", "store", "n_bought")
        }
        return replace(self, bought=self.bought.among(kept), seen=self.seen.among(kept), **rows)

    def in_scope(self, product_ids: tuple[str, ...]) -> "VisitLog":
        """Return the log of some of its products, in this order; visits stay."""
        at = pd.Index(self.product_ids).get_indexer(pd.Index(product_ids))
        place = np.full(self.n_products, -1)
        place[at] = np.arange(len(at))

        def of(lines: Lines) -> Lines:
            own = lines.where(place[lines.product] >= 0)
            return sorted_lines(own.visit, place[own.product], own.price)

        calendar = replace(
            self.calendar,
            **{name: getattr(self.calendar, name)[at] for name in ("price", "is_sold", "instruments")},
        )
        return replace(
            self,
            product_ids=tuple(product_ids),
            bought=of(self.bought),
            seen=of(self.seen),
            calendar=calendar,
            within_day=self.within_day[at],
        )


def sorted_lines(visit: NDArray[Any], product: NDArray[Any], price: Floats) -> Lines:
    """Return lines in the order of visits and products."""
    order = np.lexsort((product, visit))
    return Lines(visit[order].astype(np.int32), product[order].astype(np.int32), price[order])
