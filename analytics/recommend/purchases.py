"""Who bought what and when: the history that every recommender learns from."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints, Sparse
from analytics.recommend.exposures import Exposures, exposures_of

VIEW = 0.3  # of a purchase: what a look tells of an interest


@dataclass(frozen=True)
class Purchases:
    """Purchases and looks by customer, product and day, sorted by customer and day.

    Attributes
    ----------
    customer_ids : (n_customers,) of texts, sorted
    product_ids : (n_products,) of texts, sorted
    customer, product : (n_rows,) positions
    day : (n_rows,) days since 1970
    n_orders, n_views : (n_rows,)
    end : the first day that is not told
    shown : what these customers were shown by recommendation; None where no file tells it
    """

    customer_ids: NDArray[Any]
    product_ids: NDArray[Any]
    customer: Ints
    product: Ints
    day: Ints
    n_orders: Ints
    n_views: Ints
    end: int
    shown: Exposures | None = None

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def n_customers(self) -> int:
        """How many customers are named, with or without a purchase."""
        return len(self.customer_ids)

    @property
    def n_products(self) -> int:
        """How many products are named, bought or not."""
        return len(self.product_ids)

    def chosen(self, rows: NDArray[np.bool_], end: int | None = None) -> "Purchases":
        """Return some rows of the same customers and products."""
        named = ("customer", "product", "day", "n_orders", "n_views")
        columns = {name: getattr(self, name)[rows] for name in named}
        return replace(self, **columns, end=self.end if end is None else end)

    def before(self, day: int) -> "Purchases":
        """Return what was known when a day began."""
        known = self.chosen(self.day < day, end=day)
        return known if self.shown is None else replace(known, shown=self.shown.before(day))

    def since(self, day: int) -> "Purchases":
        """Return what happened from a day on."""
        return self.chosen(self.day >= day)

    def of_products(self, is_wanted: NDArray[np.bool_]) -> "Purchases":
        """Return what is known of some of the products; all customers stay."""
        place = np.cumsum(is_wanted) - 1
        kept = self.chosen(is_wanted[self.product])
        shown = None if self.shown is None else self.shown.of_products(is_wanted)
        ids = self.product_ids[is_wanted]
        return replace(kept, product_ids=ids, product=place[kept.product], shown=shown)

    @cached_property
    def n_buyers(self) -> Ints:
        """Customers who bought each product, (n_products,)."""
        return np.asarray((self.bought > 0).sum(0), np.int64).ravel()

    @cached_property
    def bought(self) -> Sparse:
        """Orders by customer and product, (n_customers, n_products) sparse rows of float64."""
        return self.counted(self.n_orders)

    @cached_property
    def interactions(self) -> Sparse:
        """1 for what a customer bought, less for what was only looked at, sparse as `bought`."""
        bought, seen = self.bought.copy(), self.counted(self.n_views)
        bought.data[:], seen.data[:] = 1.0, VIEW
        return bought.maximum(seen)

    def aged(self, half_life_days: float) -> Sparse:
        """Return orders, less for a look, by customer and product; each half-life halves what they count."""
        age = self.end - self.day
        return self.counted(0.5 ** (age / half_life_days) * np.maximum(self.n_orders, VIEW))

    def counted(self, weight: Ints | Doubles) -> Sparse:
        """Return sums of a weight of each row by customer and product, zeros left out."""
        from scipy.sparse import csr_array

        shape = (self.n_customers, self.n_products)
        found = csr_array((np.asarray(weight, float), (self.customer, self.product)), shape=shape)
        found.sum_duplicates()
        found.eliminate_zeros()
        return found


def purchases_of(rows: pd.DataFrame, exposures: pd.DataFrame | None = None) -> Purchases:
    """Return the history out of a frame.

    Parameters
    ----------
    rows : customer_id, product_id, day, n_orders, n_views; one row per customer, product and day
    exposures : the mart of this name, where it is of interest
    """
    customer, customer_ids = pd.factorize(rows["customer_id"].astype("str"), sort=True)
    product, product_ids = pd.factorize(rows["product_id"].astype("str"), sort=True)
    day = pd.to_datetime(rows["day"]).to_numpy("datetime64[D]").astype(np.int64)
    order = np.lexsort((product, day, customer))
    n_orders, n_views = (rows[name].to_numpy(np.int64)[order] for name in ("n_orders", "n_views"))
    return Purchases(
        np.asarray(customer_ids, object),
        np.asarray(product_ids, object),
        customer[order],
        product[order],
        day[order],
        n_orders,
        n_views,
        int(day.max(initial=0)) + 1,
        None
        if exposures is None
        else exposures_of(exposures, np.asarray(customer_ids), np.asarray(product_ids)),
    )
