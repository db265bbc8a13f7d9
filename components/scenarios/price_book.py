"""The price book on the page, and the same numbers as files."""

import pandas as pd
import streamlit as st

from analytics.runs.results import Results
from components.bundles.bundle_list import price_book_of
from components.bundles.confidence import sure_words
from components.shell import choices, display, downloads, formats, results, session, tables
from components.shell.tables import money, share, text
from data.store import Shop

SCOPES = {False: "Every bundle", True: "Picked and made by hand"}  # whether only the analyst's own
BAND = ("90 % band", "90 % band")
COLUMNS = {
    **tables.OFFER,
    **tables.SEGMENT,
    "discount_share": share("Discount"),
    "bundle_price": money("Bundle price"),
    "take_rate": share("Take rate", "Share of the visits shown the bundle that buy all parts"),
    "incremental_profit_per_visit": money("Extra profit per visit", decimals=4),
    **tables.band("incremental_profit", money, BAND, decimals=4),
    "chance_better": share("How sure", "Chance that the bundle at this discount earns more than no bundle"),
    "verdict": text("Verdict"),
    "reason": text("Why"),
    **tables.band("take_rate", share, BAND, words="Take rate"),
    "n_customers": tables.count("Customers"),
    "component_price": money("Parts' price"),
    "composition": text("Parts are"),
    "cost": text("Costs"),
}


def show_price_book(shop: Shop, found: Results, bundles: pd.DataFrame) -> None:
    """Draw the price book with its downloads; page and files hold the same rows and numbers."""
    st.subheader("Price book", anchor=False)
    display.show_note(
        "The best discount of every bundle for every segment; extra profit is per visit of the segment, "
        "compared with the same visits without the bundle. Where a check failed, the discount is withheld."
    )
    if left_out := sure_words(shop):
        display.show_note(left_out)
    book = choose_rows(shop, price_book_of(shop, found), bundles)
    _show_rows(shop, found, book)
    with st.container(horizontal=True):
        display.show_download(
            "Download the price book (CSV)",
            lambda: downloads.csv_bytes(book),
            "price_book.csv",
            weight="primary",
        )
        display.show_download(
            "Download the price book (Parquet)", lambda: downloads.parquet_bytes(book), "price_book.parquet"
        )


def choose_rows(shop: Shop, book: pd.DataFrame, bundles: pd.DataFrame) -> pd.DataFrame:
    """Ask whether all bundles or the analyst's own belong into the book."""
    own = bundles.loc[bundles["is_picked"] | bundles["is_by_hand"], "offer_id"]
    if own.empty:
        return book
    options = {"ask": st.radio, "horizontal": True, "persist_state": "session"}
    is_own = choices.choose_code("Bundles in the book", SCOPES, key=f"book-{shop.name}", **options)
    return book[book["offer_id"].isin(own)].reset_index(drop=True) if is_own else book


def _show_rows(shop: Shop, found: Results, book: pd.DataFrame) -> None:
    currency = session.currency_of(shop)
    parts = book.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
    titles = parts.map(lambda ids: results.bundle_title(found, ids, longest=40))
    costs = parts.map(lambda ids: results.cost_words(found, ids))
    shown = book.assign(title=book["offer_id"].map(titles), cost=book["offer_id"].map(costs))
    st.dataframe(
        shown,
        column_order=list(COLUMNS),
        column_config={name: column.config(currency) for name, column in COLUMNS.items()},
        hide_index=True,
        height=420,
        placeholder=formats.MISSING,
        key="table-price-book",
    )
