"""Why the rows of a finished run's price book have their discounts, and what these earn."""

from pathlib import Path

import pandas as pd

from analytics.findings import Verdict
from analytics.pricing.explain.why_price import COLUMNS, why_prices
from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.yearly import PROFIT, yearly
from analytics.runs.reprice import offers_of_book
from analytics.runs.results import Results
from data.privacy.formats import Frame

WHY_PRICE = Frame("why_price.parquet", COLUMNS)
USUAL_ROWS, MOST_ROWS = 20, 100_000  # of the price book


def why_prices_of(found: Results, rows: pd.DataFrame) -> pd.DataFrame:
    """Return why rows of a price book have their discounts, see `why_prices`; none of those that fail.

    Parameters
    ----------
    rows : of any offers, in the columns of the price book
    """
    told = [pd.DataFrame(columns=list(COLUMNS))]
    for offer in offers_of_book(rows, found.config.offers):
        own = rows[rows["offer_id"] == offer.offer_id]
        if (own["verdict"] != Verdict.FAIL).any():
            told.append(why_prices(found.market, offer, own))
    return pd.concat(told[1:] or told, ignore_index=True)


def best_rows(found: Results, most: int) -> pd.DataFrame:
    """Return the rows of the price book that are worth most a year, the best first; none that fails."""
    book = found.price_book[found.price_book["verdict"] != Verdict.FAIL]
    return ranked(yearly(found.market, book), PROFIT).head(most)


def write_why_price(out: Path, found: Results, most: int) -> pd.DataFrame:
    """Write why the rows of the price book that are worth most have their discounts, and return it."""
    table = why_prices_of(found, best_rows(found, most))
    table.to_parquet(out / WHY_PRICE.name, index=False)
    return table
