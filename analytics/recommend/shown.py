"""What is shown of recommendations: the first of each list, or the first of them that can be sold now."""

import pandas as pd

LISTED = 20  # products recommended to each customer
SOLD_OUT = "sold_out"  # as the mart `products` tells it


def knows_stock(products: pd.DataFrame) -> bool:
    """Say whether the catalog tells of any product whether it can be sold now."""
    return bool(products["availability"].notna().any())


def sold_out(products: pd.DataFrame) -> list[str]:
    """Return the products that cannot be sold now; those of which nothing is told can."""
    return products.loc[products["availability"] == SOLD_OUT, "product_id"].astype("str").tolist()


def shown(lists: pd.DataFrame, only_in_stock: bool) -> pd.DataFrame:
    """Return what is shown of lists: the first products of all, or of those in stock, places counted anew.

    Parameters
    ----------
    lists : as `listed` returns them
    """
    rows = lists[lists["is_in_stock"]] if only_in_stock else lists[lists["place"] <= LISTED]
    place = rows.groupby(["customer_id", "method"], sort=False).cumcount() + 1
    return rows.assign(place=place)[place <= LISTED].reset_index(drop=True)
