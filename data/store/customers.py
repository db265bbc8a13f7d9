"""Customers with what segments may be made of that no file says of them: where they mostly buy."""

from typing import Any

import pandas as pd

from data.store.shop import Shop

PLACES = ("store_id", "channel")  # attributes of a customer by most of their orders


def read_customers(shop: Shop, attributes: tuple[str | None, ...] = (), **variables: Any) -> pd.DataFrame:
    """Return the mart `customers`, with the main store and channel of each where these are asked for.

    An attribute of the same name that a file brought comes first.
    """
    customers = shop.read("customers", **variables)
    wanted = [name for name in PLACES if name in attributes and name not in customers]
    if not wanted:
        return customers
    places = shop.read("customer_places", **variables)[["customer_id", *wanted]]
    return customers.merge(places, on="customer_id", how="left", validate="1:1")
