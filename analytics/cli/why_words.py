"""What the causes of a discount are called, and what each means: the same at both doors."""

import pandas as pd

from analytics.cli.wording import counted
from analytics.pricing.explain.causes import Cause

CAUSE_WORDS = {  # cause -> what it is called, and what it is compared with
    Cause.SENSITIVITY: (
        "Price sensitivity",
        "How strongly these visits answer the parts' prices, against the shop's average product",
    ),
    Cause.DEMAND: ("How often wanted", "How often the parts are wanted, against the shop's average product"),
    Cause.COMPOSITION: ("Who these customers are", "This segment's visits, against all visits of the shop"),
    Cause.WITHIN: ("The parts together", "What the parts do to each other, against no effect"),
    Cause.NEIGHBORS: ("Other products", "What the parts take from, or bring to, other products"),
    Cause.COST: ("Product cost", "What the parts cost, against the shop's average share of the price"),
    Cause.PARCEL: ("One parcel", "Parts sent together, against a parcel for each"),
    Cause.FEES: ("Fees and returns", "Payment fee and expected returns, against none"),
    Cause.LIMITS: ("Your limits", "Least margin, deepest discount, largest change, price ending"),
    Cause.SEEN: ("Prices seen so far", "No deeper discount than past prices tell of"),
    Cause.PRECISION: ("A closer look", "All visits at every discount, where the other causes use a sample"),
    Cause.SHARED: (
        "Budget, stock, groups",
        "What offers share, and the limit on what groups pay",
    ),
}


def cause_name(cause: str) -> str:
    """Return what a cause is called."""
    return CAUSE_WORDS[Cause(cause)][0]


def rows_words(table: pd.DataFrame) -> str:
    """Return in a sentence what most often moves discounts most.

    Parameters
    ----------
    table : as of `why_prices`
    """
    moved = table[table["target"] == "discount"]
    if moved.empty:
        return "No row of the price book was asked why it has its discount"
    at = moved["value"].astype(float).abs().groupby([moved["offer_id"], moved["segment"]]).idxmax()
    causes = moved.loc[at, "cause"].value_counts()
    return (
        f"Why {counted(len(at), 'row')} of the price book have their discounts stands in why_price.parquet; "
        f"most often this moves them most: {cause_name(str(causes.index[0])).lower()}"
    )
