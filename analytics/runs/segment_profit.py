"""What a shop would earn by acting on segments: prices by them against one price, as the training sees it."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.findings import Verdict
from analytics.pricing.selling.personal_prices import band
from analytics.pricing.selling.segment_worth import worth_of_segmentations
from analytics.pricing.selling.study import trial_of
from analytics.runs.audience_customers import audience_customers
from analytics.runs.results import Results

MOST_OFFERS = 5  # bundles that prices are tried on: those of most profit that share no product
COLUMNS = ("method", "acting_profit", "acting_low", "acting_high", "n_offers")


def profit_of_acting(run: Results, directory: Path, assigned: pd.DataFrame) -> pd.DataFrame:
    """Return what prices by the segments of each method add to one best price for all.

    Customers in no segment, and those whom the study does not know, are one more segment.

    Parameters
    ----------
    run, directory : a finished training, and where it lies
    assigned : method, customer_id, segment

    Returns
    -------
    DataFrame
        method, acting_profit [currency per visit] and the ends of its 90 % band, n_offers it is of; empty
        where the training no longer tells whose visits it saw, or has no bundle whose price can be advised.
    """
    customers = audience_customers(directory, run.audience, run.config)
    offers = best_apart(run)
    if customers is None or not offers:
        return pd.DataFrame(columns=list(COLUMNS))
    segments = {
        str(method): _codes(of.set_index("customer_id")["segment"], customers.of_row)
        for method, of in assigned.groupby("method", sort=False)
    }
    worth = worth_of_segmentations((trial_of(run.market, parts) for parts in offers), segments)
    rows = [(method, *band(values), len(offers)) for method, values in worth.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def with_profit(methods: pd.DataFrame, profit: pd.DataFrame) -> pd.DataFrame:
    """Return the table of methods with the profit of acting on each, missing where it is not known.

    Parameters
    ----------
    profit : as `profit_of_acting` returns it
    """
    return methods.merge(profit.drop_duplicates("method"), on="method", how="left")


def best_apart(run: Results) -> list[list[int]]:
    """Return the bundles of most profit that share no product, by the positions of their parts."""
    book = run.price_book[run.price_book["verdict"] != Verdict.FAIL]
    weight = book["segment"].map(run.audience.visit_share).fillna(0.0)
    profit = (book["incremental_profit_per_visit"] * weight).groupby(book["offer_id"]).sum()
    parts = book.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
    found: list[list[int]] = []
    for offer in profit.sort_values(ascending=False, kind="stable").index:
        at = run.audience.positions([str(product) for product in parts[offer]])
        if not any(set(at) & set(other) for other in found):
            found.append(at)
    return found[:MOST_OFFERS]


def _codes(segment_of: pd.Series, customer_of_row: np.ndarray) -> Ints:
    """Return the code of each row's segment; what is none or unknown shares one."""
    named = segment_of.reindex(customer_of_row).fillna(-1)
    return np.asarray(pd.factorize(named)[0], np.int64)
