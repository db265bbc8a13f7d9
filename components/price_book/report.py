"""The price book on paper: one HTML page that needs nothing else."""

from pathlib import Path

import pandas as pd

from analytics.pricing.price_book.ranking import ranked
from analytics.pricing.price_book.shop_imports import importable
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, UNITS
from analytics.runs.worth import Worth
from components.price_book.headline import RULE, answer, reading
from components.price_book.rows import SURE_WORDS, Book
from components.shell import reports, tables

MOST_ROWS = 300  # that anybody reads on paper; the files hold all
COLUMNS = {
    "segment": tables.text("Customer type"),
    "bundle": tables.text("Bundle"),
    "discount_share": tables.share("Discount", decimals=0),
    "bundle_price": tables.money("Price"),
    UNITS: tables.count("Extra sales"),
    PROFIT: tables.money("Extra profit", decimals=0),
    LOW: tables.money("From", decimals=0),
    HIGH: tables.money("To", decimals=0),
    "sure": tables.text("How sure"),
    "verdict": tables.text("Verdict"),
}


def report_html(book: Book, worth: Worth) -> bytes:
    """Return the book as one HTML page that opens and prints without a network."""
    advised = ranked(importable(book.rows), PROFIT)
    return reports.rendered(
        Path(__file__).parent,
        book.found,
        shop=book.shop.name,
        answer=answer(book, worth),
        notes=(reading(worth), RULE),
        head=[column.label for column in COLUMNS.values()],
        best=_told(worth.best, book),
        advised=_told(advised.head(MOST_ROWS), book),
        n_left_out=max(len(advised) - MOST_ROWS, 0),
        run_id=book.found.run_id,
    )


def _told(rows: pd.DataFrame, book: Book) -> list[tuple[str, ...]]:
    """Return the cells of some rows in words."""
    sure = book.rows["sureness"].reindex(rows.index).map(SURE_WORDS)
    rows = rows.assign(bundle=rows["offer_id"] + "  " + rows["offer_id"].map(book.titles), sure=sure)
    return reports.told(rows, COLUMNS, book.currency)["rows"]
