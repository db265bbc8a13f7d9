"""The price book on the page, and the same numbers as files."""

import pandas as pd
import streamlit as st

from analytics.runs.results import Results
from components.bundles import price_book_of, sure_words
from components.shell import display, downloads, formats, results
from data.store import Shop

SCOPES = {False: "Every bundle", True: "Picked and made by hand"}  # whether only the analyst's own


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
    is_own = st.radio(
        "Bundles in the book",
        list(SCOPES),
        format_func=SCOPES.get,
        horizontal=True,
        key=f"book-{shop.name}",
        persist_state="session",
    )
    return book[book["offer_id"].isin(own)].reset_index(drop=True) if is_own else book


def _show_rows(shop: Shop, found: Results, book: pd.DataFrame) -> None:
    currency = shop.setting("currency", "")
    parts = book.drop_duplicates("offer_id").set_index("offer_id")["product_ids"]
    titles = parts.map(lambda ids: results.bundle_title(found, ids, longest=40))
    costs = parts.map(lambda ids: results.cost_words(found, ids))
    shown = book.assign(title=book["offer_id"].map(titles), cost=book["offer_id"].map(costs))
    columns = {
        "offer_id": formats.text_column("Bundle"),
        "title": formats.text_column("Parts"),
        "segment": formats.text_column("Segment"),
        "discount_share": formats.share_column("Discount"),
        "bundle_price": formats.money_column("Bundle price", currency),
        "take_rate": formats.share_column(
            "Take rate", help="Share of the visits shown the bundle that buy all parts"
        ),
        "incremental_profit_per_visit": formats.money_column("Extra profit per visit", currency, decimals=4),
        "incremental_profit_low": formats.money_column("From", currency, decimals=4, help="90 % band"),
        "incremental_profit_high": formats.money_column("To", currency, decimals=4, help="90 % band"),
        "chance_better": formats.share_column(
            "How sure", help="Chance that the bundle at this discount earns more than no bundle"
        ),
        "verdict": formats.text_column("Verdict"),
        "reason": formats.text_column("Why"),
        "take_rate_low": formats.share_column("Take rate from", help="90 % band"),
        "take_rate_high": formats.share_column("Take rate to", help="90 % band"),
        "n_customers": formats.count_column("Customers"),
        "component_price": formats.money_column("Parts' price", currency),
        "composition": formats.text_column("Parts are"),
        "cost": formats.text_column("Costs"),
    }
    st.dataframe(
        shown,
        column_order=list(columns),
        column_config=columns,
        hide_index=True,
        height=420,
        placeholder=formats.MISSING,
        key="table-price-book",
    )
