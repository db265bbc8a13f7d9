"""A shop's price book put to the rules of law, and what a shop knows of one customer whom it prices."""

from dataclasses import dataclass

import pandas as pd

from analytics.checks.law.judge import LawChecks, judge
from data.privacy.pseudonyms.choice import kept_id
from data.schema import InputError
from data.store import Shop

OF_ORDERS = {  # what the mart itself tells; the rest is what files say of customers
    *("customer_id", "first_order_at", "last_order_at", "recency_days", "n_orders", "monetary", "n_visits")
}


@dataclass(frozen=True)
class Known:
    """What a shop knows of one customer, and which prices follow.

    Attributes
    ----------
    attributes : names of what else the shop knows, as the customers file calls it
    monetary : net value of all orders [currency]
    prices : rows of the price book for the customer's segment that offer a discount
    """

    segment: str
    n_orders: int
    n_visits: int
    first_order_at: pd.Timestamp | None
    last_order_at: pd.Timestamp | None
    monetary: float
    attributes: tuple[str, ...]
    prices: pd.DataFrame


def check_laws(shop: Shop, book: pd.DataFrame, on: pd.Timestamp | None = None) -> LawChecks:
    """Put all rules to a book, with the shop's price calendar as it is now.

    Parameters
    ----------
    on : when the reductions begin; the day after the last known price where None
    """
    parts = sorted({str(part) for parts in book["product_ids"] for part in parts})
    return judge(book, shop.read("price_days", products=parts), on)


def known_of(shop: Shop, segments: pd.DataFrame, book: pd.DataFrame, customer_id: str) -> Known:
    """Return what the shop knows of a customer; raises InputError, which does not name them, for a stranger.

    Parameters
    ----------
    segments : of the run: customer_id, segment
    """
    customer_id = kept_id(shop, customer_id)
    customers = shop.read("customers")
    own = customers[customers["customer_id"].astype("str") == customer_id]
    theirs = segments.loc[segments["customer_id"].astype("str") == customer_id, "segment"]
    if own.empty or theirs.empty:
        raise InputError("no customer of this price book has this id", "Check it digit by digit")
    row, segment = own.to_dict("records")[0], str(theirs.iloc[0])
    prices = book[(book["segment"] == segment) & (book["discount_share"] > 0)]
    return Known(
        segment=segment,
        n_orders=int(row["n_orders"]),
        n_visits=int(row["n_visits"]),
        first_order_at=_time(row["first_order_at"]),
        last_order_at=_time(row["last_order_at"]),
        monetary=float(row["monetary"]),
        attributes=tuple(str(name) for name in customers if name not in OF_ORDERS and not pd.isna(row[name])),
        prices=prices,
    )


def _time(value: pd.Timestamp) -> pd.Timestamp | None:
    return None if pd.isna(value) else value
