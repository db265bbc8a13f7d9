"""What customers were shown by recommendation, and when they took it."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Ints

NEVER = np.int64(1 << 40)  # a day that does not come
TAKEN_DAYS = 7  # within which the mart looks for an answer


@dataclass(frozen=True)
class Exposures:
    """Products shown to customers by day, of the customers and products of a history.

    Attributes
    ----------
    customer, product : (n_rows,) positions
    day : (n_rows,) days since 1970
    taken_day : (n_rows,) of the first look or purchase after it; `NEVER` where none is known
    """

    customer: Ints
    product: Ints
    day: Ints
    taken_day: Ints

    def __len__(self) -> int:
        return len(self.day)

    def before(self, day: int) -> "Exposures":
        """Return what was known when a day began: what is taken later is not yet."""
        kept = self._chosen(self.day < day)
        return replace(kept, taken_day=np.where(kept.taken_day < day, kept.taken_day, NEVER))

    def of_products(self, is_wanted: Bools) -> "Exposures":
        """Return exposures of some of the products, at their new positions."""
        place = np.cumsum(is_wanted) - 1
        kept = self._chosen(is_wanted[self.product])
        return replace(kept, product=place[kept.product])

    def _chosen(self, rows: Bools) -> "Exposures":
        return Exposures(self.customer[rows], self.product[rows], self.day[rows], self.taken_day[rows])


def exposures_of(
    rows: pd.DataFrame, customer_ids: NDArray[Any], product_ids: NDArray[Any]
) -> Exposures | None:
    """Return the exposures of a history's customers and products; None where there are none.

    Parameters
    ----------
    rows : the mart `exposures`
    """
    customer, product = (
        pd.Index(ids).get_indexer(rows[name].astype("str"))
        for ids, name in ((customer_ids, "customer_id"), (product_ids, "product_id"))
    )
    known = (customer >= 0) & (product >= 0)
    if not known.any():
        return None
    found = Exposures(customer, product, days_of(rows["day"]), days_of(taken_on(rows)))
    return found._chosen(known)


def taken_on(exposures: pd.DataFrame) -> pd.Series:
    """Return the day of the first look or purchase after each exposure, missing where there is none."""
    return exposures[["looked_day", "bought_day"]].min(axis=1)


def days_of(moments: pd.Series) -> Ints:
    """Return days since 1970, `NEVER` where missing."""
    days = pd.to_datetime(moments).to_numpy("datetime64[D]")
    return np.where(np.isnat(days), NEVER, days.astype(np.int64))
