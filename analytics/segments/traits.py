"""What segments buy, where and when, beside the whole shop; and who is behind each figure."""

from enum import StrEnum
from typing import Any

import pandas as pd


class Trait(StrEnum):
    """What a purchase tells of a customer."""

    CATEGORY = "category"
    BRAND = "brand"
    REDUCED = "reduced"  # yes: below the list price; no: at it
    CHANNEL = "channel"
    STORE = "store"
    WEEKDAY = "weekday"  # 1 (Monday) to 7
    HOUR = "hour"  # 0 to 23, of the shop's clock


COLUMNS = (
    "segment",
    "trait",
    "value",
    "revenue_share",
    "shop_share",
    "index",
    "n_customers",
    "customer_share",
)


def portray(traits: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of each segment's revenue beside the shop's.

    Parameters
    ----------
    traits : the mart `customer_traits`
    customers : customer_id, segment

    Returns
    -------
    DataFrame
        One row per segment, trait and value: revenue_share (of the segment's revenue of which the trait is
        known), shop_share, index (their ratio), n_customers with such a purchase, customer_share (of the
        segment's customers). Traits with one value only tell nothing and are left out.
    """
    told = traits.merge(customers[["customer_id", "segment"]], on="customer_id")
    n_values = told.groupby("trait")["value"].nunique()
    told = told[told["trait"].isin(n_values.index[n_values > 1])]
    totals = told.groupby("trait")["revenue"].sum()
    of_segments = told.groupby(["segment", "trait"])["revenue"].sum()
    named = told[told["value"].notna()]
    shop = named.groupby(["trait", "value"])["revenue"].sum().rename("shop_revenue").reset_index()
    rows = named.groupby(["segment", "trait", "value"], observed=True).agg(
        revenue=("revenue", "sum"), n_customers=("customer_id", "nunique")
    )
    rows = rows.reset_index().merge(shop, on=["trait", "value"])
    within = pd.MultiIndex.from_frame(rows[["segment", "trait"]])
    rows["revenue_share"] = _share(rows["revenue"], of_segments.reindex(within).to_numpy())
    rows["shop_share"] = _share(rows["shop_revenue"], totals.reindex(rows["trait"]).to_numpy())
    rows["index"] = _share(rows["revenue_share"], rows["shop_share"].to_numpy())
    sizes = customers["segment"].value_counts()
    rows["customer_share"] = _share(rows["n_customers"], sizes.reindex(rows["segment"]).to_numpy())
    order = ["segment", "trait", "revenue_share", "value"]
    rows = rows.sort_values(order, ascending=[True, True, False, True], ignore_index=True)
    return rows[list(COLUMNS)]


def customers_behind(
    traits: pd.DataFrame, customers: pd.DataFrame, segment: str, trait: str, value: str
) -> pd.Series:
    """Return the ids of the customers whom a row of `portray` counts."""
    is_row = (traits["trait"] == trait) & (traits["value"] == value)
    of_segment = customers.loc[customers["segment"] == segment, "customer_id"]
    return of_segment[of_segment.isin(traits.loc[is_row, "customer_id"])].reset_index(drop=True)


def _share(part: pd.Series, whole: Any) -> pd.Series:
    shares: pd.Series = (part / whole).where(pd.Series(whole, part.index) > 0, 0.0)
    return shares
