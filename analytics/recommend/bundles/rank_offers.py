"""Which bundle at which price for whom: one list a customer, by chance × incremental profit."""

import numpy as np
import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.price_book.figures import PROFITS

PROFIT = "expected_incremental_profit"
COLUMNS = (
    "customer_id",
    "offer_id",
    "rank",
    "chance",
    "discount_share",
    "bundle_price",
    PROFIT,
    "segment",
    "verdict",
)
_PAIR = ["customer_id", "offer_id"]
_TERMS = ["offer_id", "segment", "discount_share", "bundle_price", "take_rate", PROFITS[0], "verdict"]


def rank_offers(
    affinity: pd.DataFrame, price_book: pd.DataFrame, segment_of: pd.Series, most: int = 10
) -> pd.DataFrame:
    """Return the offers of a price book for each customer, those first that earn most by them.

    A customer's chance is the one that the price model predicts for this customer at the advised price,
    where it is given, and what is earned goes with it. Elsewhere it is the segment's take rate, times the
    customer's tilt, and each sale earns what one earns in the segment. Offers that fail, that have no
    discount or that earn nothing by a customer are left out. A customer of no known segment has the terms of
    the offer's largest segment. What a customer is shown does not depend on who else is asked about.

    Parameters
    ----------
    affinity : one row per customer × offer: customer_id, offer_id, and where known
        tilt : how many times likelier than their segment they take it (`offer_tilts`); 1 where missing
        take_rate, incremental_profit : of their own, per visit, as `CustomerScorer` writes them
    price_book : one row per offer × segment: offer_id, segment, n_customers, discount_share, bundle_price,
        take_rate, incremental_profit_per_visit, verdict
    segment_of : customer id → segment
    most : offers a customer

    Returns
    -------
    DataFrame
        customer_id, offer_id, rank (1 earns most), chance (of taking it at a visit, 0–1), discount_share,
        bundle_price, expected_incremental_profit [currency per visit, > 0], segment (whose terms they are),
        verdict; by customer_id and rank.

    Raises
    ------
    ValueError
        Where a customer and offer come twice, or a tilt is below zero.
    """
    _check(affinity)
    pairs = affinity.assign(segment=affinity["customer_id"].map(segment_of)).reset_index(drop=True)
    rows = _with_terms(pairs, price_book)
    rows = rows[(rows["verdict"] != Verdict.FAIL) & (rows["discount_share"] > 0)]
    chance, profit = _outcomes(rows)
    rows = rows.assign(chance=chance, **{PROFIT: profit})
    rows = rows[rows[PROFIT] > 0].sort_values(
        ["customer_id", PROFIT, "chance", "offer_id"], ascending=[True, False, False, True], kind="stable"
    )
    rows["rank"] = rows.groupby("customer_id", sort=False).cumcount() + 1
    return rows.loc[rows["rank"] <= most, list(COLUMNS)].reset_index(drop=True)


def _with_terms(pairs: pd.DataFrame, price_book: pd.DataFrame) -> pd.DataFrame:
    """Return customers × offers with the terms of their segment, or of the offer's largest one."""
    terms = price_book[_TERMS].rename(columns={"take_rate": "segment_rate"})
    order = price_book["n_customers"].fillna(-1).sort_values(ascending=False, kind="stable").index
    largest = terms.loc[order].drop_duplicates("offer_id")
    has_own = pd.MultiIndex.from_frame(pairs[["offer_id", "segment"]]).isin(
        pd.MultiIndex.from_frame(terms[["offer_id", "segment"]])
    )
    own = pairs[has_own].merge(terms, on=["offer_id", "segment"], validate="many_to_one")
    others = pairs[~has_own].drop(columns="segment").merge(largest, on="offer_id", validate="many_to_one")
    return pd.concat([own, others], ignore_index=True)


def _outcomes(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return each row's chance and what is to be expected of it."""
    rate = rows["segment_rate"].astype(float)
    chance = (rate * _column(rows, "tilt").fillna(1.0)).clip(0.0, 1.0)
    profit = rows[PROFITS[0]].astype(float) * (chance / rate.where(rate > 0))
    own_chance, own_profit = _column(rows, "take_rate"), _column(rows, "incremental_profit")
    is_own = own_chance.notna() & own_profit.notna()
    return chance.mask(is_own, own_chance), profit.mask(is_own, own_profit)


def _column(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name].astype(float) if name in rows else pd.Series(np.nan, rows.index)


def _check(affinity: pd.DataFrame) -> None:
    if affinity.duplicated(_PAIR).any():
        raise ValueError("A customer and offer come twice")
    if (_column(affinity, "tilt") < 0).any():
        raise ValueError("A tilt is below zero")
