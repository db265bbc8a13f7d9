"""What the customers of each segment meet in a price book, and what its groups of customers pay."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.pricing.price_book.groups import Groups


def met_by_segments(book: pd.DataFrame) -> pd.DataFrame:
    """Return one row per segment: what its customers pay and are offered, as means over the offers.

    A row that is withheld, or has no discount, is the parts at their own prices.

    Returns
    -------
    DataFrame
        segment, price_paid [currency], discount_share, access_share [0-1], gain_per_visit [currency]: what
        those who take the offers save.
    """
    paid, whole = paid_in(book), book["component_price"].to_numpy(float)
    saved = whole - paid
    told = pd.DataFrame({
        "segment": book["segment"],
        "price_paid": paid,
        "discount_share": saved / whole,
        "access_share": (saved > 0).astype(float),
        "gain_per_visit": np.nan_to_num(book["take_rate"].to_numpy(float)) * saved,
    })  # fmt: skip
    return told.groupby("segment", sort=True).mean().reset_index()


def paid_in(book: pd.DataFrame) -> Doubles:
    """Return what a customer of each row's segment pays for the offer's parts, to the cent [currency]."""
    price, whole = book["bundle_price"].to_numpy(float), book["component_price"].to_numpy(float)
    is_offered = book["discount_share"].fillna(0).to_numpy(float) > 0
    return np.asarray(np.round(np.where(is_offered, price, whole), 2), np.float64)


def groups_pay(book: pd.DataFrame, groups: Groups, attribute: str) -> pd.DataFrame:
    """Return what groups pay more than all for each offer, one row per offer × group.

    Returns
    -------
    DataFrame
        offer_id, group, price_paid, price_of_all [currency], excess_share: how much more, below zero less.
    """
    counts = groups.table(attribute)
    of_all = counts.sum(axis=0) / counts.to_numpy().sum()
    of_groups = counts.div(counts.sum(axis=1), axis=0)
    paid = book.assign(paid=paid_in(book)).pivot_table("paid", "offer_id", "segment", sort=False)
    paid = paid.reindex(columns=counts.columns)
    rows = paid.to_numpy() @ of_groups.to_numpy().T
    every = paid.to_numpy() @ of_all.to_numpy()
    table = pd.DataFrame({
        "offer_id": np.repeat(paid.index.to_numpy(), len(of_groups)),
        "group": np.tile(of_groups.index.to_numpy(), len(paid)),
        "price_paid": rows.ravel(),
        "price_of_all": np.repeat(every, len(of_groups)),
    })  # fmt: skip
    return table.assign(excess_share=table["price_paid"] / table["price_of_all"] - 1)
