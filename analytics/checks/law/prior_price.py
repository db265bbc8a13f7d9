"""The prior price of every product, and what it says of the reductions that a price book announces.

A bundle has no price before it is offered, so its prior price is the sum of its parts'.
"""

import numpy as np
import pandas as pd

from analytics.checks.law.codes import Announced

CARRIED_DAYS = 30  # for which a price counts as in force where no later one is known
CENT = 0.005  # what rounding may take off [currency]
LOWEST = ("product_id", "prior_price", "lowest_on", "n_days")
JUDGED = (
    *("offer_id", "product_ids", "segment", "component_price", "bundle_price", "prior_price"),
    *("announced_share", "allowed_share", "announced"),
)


def prior_prices(price_days: pd.DataFrame, on: pd.Timestamp, days: int) -> pd.DataFrame:
    """Return the lowest price of every product in the days before a reduction begins.

    The price that was in force when the period began counts, where it was seen at most `CARRIED_DAYS` before.
    Shops with several places have one price each; the lowest of all of them counts.

    Parameters
    ----------
    price_days : one row per product × store × day
        product_id, store_id, day, price [currency].
    on : the first day of the reduction; it is not in the period
    days : of the period

    Returns
    -------
    One row per product with a price: product_id, prior_price [currency], lowest_on, n_days with a price.
    """
    on = on.normalize()
    begins = on - pd.Timedelta(days=days)
    known = price_days[price_days["price"].notna()].assign(store_id=price_days["store_id"].fillna(""))
    within = known[(known["day"] >= begins) & (known["day"] < on)]
    carried_from = begins - pd.Timedelta(days=CARRIED_DAYS)
    before = known[(known["day"] < begins) & (known["day"] >= carried_from)]
    in_force = before.sort_values("day").groupby(["product_id", "store_id"]).tail(1)
    changed_at_once = within[within["day"] == begins].set_index(["product_id", "store_id"]).index
    in_force = in_force[~in_force.set_index(["product_id", "store_id"]).index.isin(changed_at_once)]
    rows = pd.concat([within, in_force]).sort_values(["product_id", "price", "day"])
    lowest = rows.drop_duplicates("product_id").set_index("product_id")
    n_days = within.groupby("product_id")["day"].nunique().reindex(lowest.index).fillna(0).astype("int64")
    found = {"prior_price": lowest["price"].astype(float), "lowest_on": lowest["day"], "n_days": n_days}
    return pd.DataFrame(found).reset_index()[list(LOWEST)]


def judge_reductions(book: pd.DataFrame, prior: pd.DataFrame) -> pd.DataFrame:
    """Return what the prior price says of every reduction of a book, as it would be announced.

    It is announced as `discount_share` off `component_price`, what the parts cost together.

    Parameters
    ----------
    book : one row per offer × segment
    prior : as of `prior_prices`

    Returns
    -------
    One row per offer × segment: of `JUDGED`; announced_share and allowed_share are shares off the price that
    is announced and off the prior price, prior_price is missing where a part's is not known.
    """
    known = dict(zip(prior["product_id"], prior["prior_price"], strict=True))
    sums = [sum(known.get(str(part), np.nan) for part in parts) for parts in book["product_ids"]]
    rows = book.assign(prior_price=np.array(sums, float), announced_share=book["discount_share"])
    allowed = 1 - rows["bundle_price"] / rows["prior_price"]
    rows["allowed_share"] = allowed.clip(lower=0).where(rows["discount_share"] > 0)
    is_above = rows["component_price"] > rows["prior_price"] + CENT
    codes = np.select(
        [
            ~(rows["discount_share"] > 0),
            rows["prior_price"].isna(),
            rows["bundle_price"] >= rows["prior_price"] - CENT,
            is_above,
        ],
        [Announced.NONE, Announced.UNKNOWN, Announced.NO_REDUCTION, Announced.TOO_HIGH],
        Announced.HOLDS,
    )
    return rows.assign(announced=pd.Series(codes, rows.index, dtype="str"))[list(JUDGED)]
