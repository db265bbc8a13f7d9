"""How customers move between segments from month to month."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analytics.segments.rfm import assign_rfm

NOT_YET = "not_yet"  # in place of a segment: whoever came in the course of the month
MOST_MONTHS = 24  # the latest; of more no chart can be read
LEAST_LASTING = pd.Timedelta(days=7)  # a last month that has only begun counts with the month before

Assign = Callable[[pd.Timestamp, pd.DataFrame], pd.Series]  # customers as of a moment → segment of each


def customers_by_month(
    months: pd.DataFrame, until: pd.Timestamp
) -> Iterator[tuple[pd.Timestamp, pd.DataFrame]]:
    """Give the customers as they stood at the end of each month, and at the end of what is known.

    Parameters
    ----------
    months : the mart `customer_months`
    until : the moment as of which the mart was read, or the last event's

    Returns
    -------
    Iterator of (moment, DataFrame)
        customer_id, recency_days, n_orders, monetary, first_order_at, last_order_at as the mart `customers`
        has them as of the moment, and n_days with a purchase.
    """
    code, ids = pd.factorize(months["customer_id"], sort=True)
    rows = months.drop(columns="customer_id").assign(code=code)
    sums = {name: np.zeros(len(ids)) for name in ("n_days", "n_orders", "revenue")}
    first, last = (np.full(len(ids), np.datetime64("NaT"), "datetime64[us]") for _ in range(2))
    for month, of_month in rows.groupby("month", sort=True):
        at = of_month["code"].to_numpy()
        for name, total in sums.items():
            total[at] += of_month[name].to_numpy(float)
        is_new = np.isnat(first[at])
        first[at[is_new]] = of_month["first_order_at"].to_numpy("datetime64[us]")[is_new]
        last[at] = of_month["last_order_at"].to_numpy("datetime64[us]")
        moment = min(pd.Timestamp(str(month)) + pd.offsets.MonthBegin(1), until)
        standing = pd.DataFrame({"customer_id": ids, "first_order_at": first, "last_order_at": last, **sums})
        yield moment, _figures(standing[~np.isnat(first)].reset_index(drop=True), moment)


def _figures(standing: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """Return what is known of customers as the mart `customers` names it."""
    return pd.DataFrame(
        {
            "customer_id": standing["customer_id"],
            "recency_days": (moment - standing["last_order_at"]).dt.days,
            "n_orders": standing["n_orders"].astype(np.int64),
            "monetary": standing["revenue"],
            "first_order_at": standing["first_order_at"],
            "last_order_at": standing["last_order_at"],
            "n_days": standing["n_days"].astype(np.int64),
        }
    )


def rfm_segments(moment: pd.Timestamp, customers: pd.DataFrame) -> pd.Series:
    """Return the RFM segment of each customer."""
    return assign_rfm(customers)["segment"]


def segments_by_month(months: pd.DataFrame, until: pd.Timestamp, assign: Assign) -> pd.DataFrame:
    """Return each customer's segment at the end of each of the latest months.

    Returns
    -------
    DataFrame
        One row per customer (index customer_id), one column per moment; `NOT_YET` before the first purchase.
    """
    moments = sorted(months["month"].unique())[-MOST_MONTHS:]
    columns = {}
    for moment, customers in customers_by_month(months, until):
        has_only_begun = moment < until < moment + LEAST_LASTING
        if moment > pd.Timestamp(moments[0]) and not has_only_begun:
            columns[moment] = pd.Series(
                assign(moment, customers).to_numpy(str), customers["customer_id"], dtype="category"
            )
    table = pd.DataFrame(columns)
    whole = {moment: table[moment].cat.add_categories(NOT_YET).fillna(NOT_YET) for moment in columns}
    return pd.DataFrame(whole, table.index)


def migration(by_month: pd.DataFrame) -> pd.DataFrame:
    """Return how many customers moved from each segment to each, month by month.

    Parameters
    ----------
    by_month : of `segments_by_month`

    Returns
    -------
    DataFrame
        month (the moment at whose end they stand in `to_segment`), from_segment, to_segment, n_customers > 0;
        those who stay are counted, too. Whoever has not come by the end of a month is not in it.
    """
    moments = list(by_month.columns)
    tables = []
    for before, after in pairwise(moments):
        pairs = by_month[[before, after]].set_axis(["from_segment", "to_segment"], axis=1).astype("str")
        counts = pairs[pairs["to_segment"] != NOT_YET].value_counts().rename("n_customers").reset_index()
        tables.append(counts.assign(month=after))
    columns = ["month", "from_segment", "to_segment", "n_customers"]
    if not tables:
        return pd.DataFrame(columns=columns)
    table = pd.concat(tables, ignore_index=True)[columns]
    return table.sort_values(columns[:3], ignore_index=True)


def movers(by_month: pd.DataFrame, month: pd.Timestamp, from_segment: str, to_segment: str) -> pd.Series:
    """Return the ids of the customers behind a figure of `migration`."""
    before = by_month.columns[list(by_month.columns).index(month) - 1]  # type: ignore[arg-type]
    is_mover = (by_month[before] == from_segment) & (by_month[month] == to_segment)
    return pd.Series(by_month.index[is_mover], name="customer_id")
