"""Purchases by customer, period and category: the mart as sparse counts, and as the arrays models take."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.periods import Period, Timeline
from data.schema import NotEnoughDataError

Times = NDArray[np.datetime64]
REST = "Everything else"  # the category of all that is not among the largest
FEWEST_CUSTOMERS = 30  # fewer teach nothing about each other
_FEWEST_PURCHASES = 300


@dataclass(frozen=True)
class InterestCounts:
    """Who bought how often from which category in which period; sorted by customer.

    Attributes
    ----------
    customer_ids : (n_customers,) sorted
    categories : the largest first, then the rest where there is one
    starts, ends : (n_periods,) of the complete periods, in order
    customer, place, category, n : (n_cells,) codes, and purchases > 0
    """

    customer_ids: NDArray[np.str_]
    categories: tuple[str, ...]
    starts: Times
    ends: Times
    customer: Ints
    place: Ints
    category: Ints
    n: Floats
    period: Period

    def __len__(self) -> int:
        return len(self.customer_ids)

    @property
    def n_periods(self) -> int:
        """Complete periods."""
        return len(self.starts)

    @property
    def timeline(self) -> Timeline:
        """Which windows learn, tune and judge."""
        return Timeline(self.n_periods, self.period.per_window)

    @cached_property
    def totals(self) -> Doubles:
        """Purchases of all customers, (n_periods, n_categories)."""
        n_categories = len(self.categories)
        cell = self.place * n_categories + self.category
        sums = np.bincount(cell, self.n, self.n_periods * n_categories)
        return np.asarray(sums.reshape(self.n_periods, n_categories), np.float64)

    def dense(self, customers: Ints) -> Floats:
        """Return the counts of some customers, (n, n_periods, n_categories).

        Parameters
        ----------
        customers : their codes, in any order
        """
        first, after = (np.searchsorted(self.customer, customers, side) for side in ("left", "right"))
        lengths = after - first
        row = np.repeat(np.arange(len(customers)), lengths)
        cell = np.arange(lengths.sum()) + np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        counts = np.zeros((len(customers), self.n_periods, len(self.categories)), np.float32)
        counts[row, self.place[cell], self.category[cell]] = self.n[cell]
        return counts


def count_interests(purchases: pd.DataFrame, period: Period, n_categories: int) -> InterestCounts:
    """Rows of the mart `interests` → counts over complete periods and the largest categories.

    Parameters
    ----------
    purchases : customer_id, period_start, period_end, category, is_complete, n_purchases
    n_categories : how many are kept apart; the rest is one more

    Raises
    ------
    NotEnoughDataError
        Too few customers or periods, or one category only.
    """
    complete = purchases[purchases["is_complete"]]
    starts = np.unique(complete["period_start"].to_numpy("datetime64[us]"))
    starts = _without_gaps(starts, period)
    check_enough(complete, len(starts), period)
    customer, ids = pd.factorize(complete["customer_id"], sort=True)
    category, names = _largest(complete, n_categories)
    place = np.searchsorted(starts, complete["period_start"].to_numpy("datetime64[us]"))
    cells = pd.DataFrame({"customer": customer, "place": place, "category": category})
    cells["n"] = complete["n_purchases"].to_numpy(np.float32)
    keys = ["customer", "place", "category"]
    cells = cells.groupby(keys, sort=True)["n"].sum().reset_index()
    codes = [cells[name].to_numpy(np.int64) for name in ("customer", "place", "category")]
    ends = np.append(starts[1:], complete["period_end"].to_numpy("datetime64[us]").max())
    counts = cells["n"].to_numpy(np.float32)
    of_customers = np.asarray(ids, str)
    return InterestCounts(of_customers, names, starts, ends, codes[0], codes[1], codes[2], counts, period)


def check_enough(complete: pd.DataFrame, n_periods: int, period: Period) -> None:
    """Raise NotEnoughDataError where there is nothing to learn or to judge by."""
    n_customers, n_categories = complete["customer_id"].nunique(), complete["category"].nunique()
    if n_customers < FEWEST_CUSTOMERS or complete["n_purchases"].sum() < _FEWEST_PURCHASES:
        problem = f"Interests need {FEWEST_CUSTOMERS} known customers with {_FEWEST_PURCHASES} purchases; "
        there = f"in complete periods the shop has {n_customers:,} with {complete['n_purchases'].sum():,.0f}"
        raise NotEnoughDataError(problem + there, "Upload more orders with a customer's number")
    if n_categories < 2:
        problem = "All purchases are of one category, so there is no interest to tell from another"
        raise NotEnoughDataError(problem, "Upload a products file with categories")
    timeline = Timeline(n_periods, period.per_window)
    if not timeline.is_long_enough:
        needed, had = 4 * period.per_window, f"{n_periods} complete period{'s' * (n_periods != 1)}"
        problem = f"Interests over time need {needed} complete periods ({period}), and the shop has {had}"
        raise NotEnoughDataError(problem, "Choose a shorter period, or upload a longer history")


def _largest(complete: pd.DataFrame, n_categories: int) -> tuple[Ints, tuple[str, ...]]:
    """Return the code of each row's category and the names: equal sizes by name."""
    sizes = complete.groupby("category")["n_purchases"].sum().sort_index()
    kept = sizes.sort_values(ascending=False, kind="stable").index[:n_categories]
    codes = pd.Index(kept).get_indexer(complete["category"])
    has_rest = len(sizes) > len(kept)
    names = (*map(str, kept), *([REST] if has_rest else []))
    return np.where(codes < 0, len(kept), codes), names


def _without_gaps(starts: Times, period: Period) -> Times:
    """Return the starts with those of periods in which nobody bought anything."""
    if len(starts) < 2:
        return starts
    if period is Period.MONTH:
        months = np.arange(starts[0].astype("datetime64[M]"), starts[-1].astype("datetime64[M]") + 1)
        return months.astype("datetime64[us]")
    step = np.timedelta64(int(period.days), "D")
    return np.arange(starts[0], starts[-1] + step, step)
