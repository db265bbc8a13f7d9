"""The price book as files: with titles and a year's money, for shop systems, and as a page to print."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from analytics.pricing.price_book import shop_imports
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, REVENUE, UNITS
from analytics.runs.worth import Worth, book_worth
from components.price_book.leaving import SIGNED, noted, require_leave, signed_zip
from components.price_book.report import report_html
from components.price_book.rows import SURE_WORDS, Book
from components.shell import display, downloads
from data.read.xlsx import workbook_bytes

DECIMALS = {  # of the figures in files
    **dict.fromkeys(("component_price", "bundle_price", REVENUE, PROFIT, LOW, HIGH), 2),
    "discount_share": 4,
    "take_rate": 5,
    "chance_better": 3,
    UNITS: 1,
}
SHARES = {"discount_share": "0.0%", "take_rate": "0.00%", "chance_better": "0%"}
NUMBER_FORMATS = {"n_customers": "#,##0", UNITS: "#,##0.0", **SHARES} | {
    name: "#,##0.00" for name, decimals in DECIMALS.items() if decimals == 2
}
COUPONS, DISCOUNTS = "woocommerce_coupons.csv", "shopify_discounts.jsonl"
COLUMNS = (
    *("offer_id", "title", "product_ids", "category", "segment", "n_customers", "currency"),
    *("component_price", "discount_share", "bundle_price", "take_rate", UNITS, REVENUE, PROFIT, LOW, HIGH),
    *("chance_better", "sureness", "verdict", "reason"),
)
SHOPS = (
    "The shops' files hold what is advised, and no FAIL. WooCommerce: the coupon CSV of Smart Coupons for "
    "WooCommerce (WebToffee); coupons arrive as drafts and ask for all parts in the cart. Shopify: lines of "
    "JSON for bulkOperationRunMutation with discountCodeBxgyCreate, of pairs only, since no discount of "
    "Shopify's own asks for three different products. Both need the shop system's own product ids, and each "
    "customer type gets codes of its own."
)


def show_downloads(book: Book, worth: Worth) -> None:
    """Draw the downloads; what they hold is made, and noted as exported, when asked for."""
    st.subheader("Take it along", anchor=False)
    left = require_leave(book)
    if left is not None:
        is_whole = len(left.rows) == len(book.rows)
        _show_files(left, worth if is_whole else book_worth(replace(left.found, price_book=left.rows)))


def _show_files(book: Book, worth: Worth) -> None:
    name = "price_book"
    with st.container(horizontal=True):
        table = {
            "CSV": (".csv", lambda: downloads.csv_bytes(table_of_book(book))),
            "Excel": (".xlsx", lambda: xlsx_bytes(table_of_book(book))),
            "Parquet": (".parquet", lambda: table_of_book(book).to_parquet(index=False)),
            "A page to print": (".html", lambda: report_html(book, worth)),
        }
        for label, (ending, content) in table.items():
            weight = "primary" if label == "CSV" else "secondary"
            display.show_download(label, noted(book, name + ending, content), name + ending, weight=weight)
        both = {name + ending: content for ending, content in (table["CSV"], table["Parquet"])}
        display.show_download("CSV and Parquet, signed (zip)", signed_zip(book, both), SIGNED)
        has_coupons = not shop_imports.for_woocommerce(book.rows).empty
        has_discounts = not shop_imports.for_shopify(book.rows).empty
        if has_coupons:
            content = noted(book, COUPONS, lambda: woocommerce_bytes(book))
            display.show_download("For WooCommerce", content, COUPONS)
        if has_discounts:
            content = noted(book, DISCOUNTS, lambda: shopify_bytes(book))
            display.show_download("For Shopify", content, DISCOUNTS)
    if not (has_coupons or has_discounts) and not shop_imports.importable(book.rows).empty:
        example = book.rows["product_ids"].iloc[0][0]
        display.show_note(
            "There is no file for WooCommerce or Shopify: their imports go by the shop system's own product "
            f"numbers, and these products have other ids ({example})."
        )
        return
    with st.expander("What the files for shop systems hold"):
        display.show_note(SHOPS)


def table_of_book(book: Book) -> pd.DataFrame:
    """Return one row per bundle × customer type with titles, currency, and money as it is paid."""
    rows = book.rows.assign(currency=book.currency, sureness=book.rows["sureness"].map(SURE_WORDS))
    return rows[list(COLUMNS)].round(DECIMALS)


def xlsx_bytes(table: pd.DataFrame) -> bytes:
    """Return the neutralized table as a workbook with formats of money and percent."""
    safe = downloads.neutralized(table).astype(object)
    cells = safe.where(safe.notna(), None).to_numpy().tolist()
    formats = {place: NUMBER_FORMATS[name] for place, name in enumerate(table) if name in NUMBER_FORMATS}
    return workbook_bytes("Price book", list(safe.columns), cells, formats)


def woocommerce_bytes(book: Book) -> bytes:
    """Return the coupons as WooCommerce imports them."""
    return downloads.csv_bytes(shop_imports.woocommerce_coupons(book.rows, book.titles))


def shopify_bytes(book: Book) -> bytes:
    """Return the discounts as Shopify imports them."""
    audience = book.found.audience
    prices = dict(zip(audience.product_ids, audience.price, strict=True))
    return shop_imports.shopify_discounts(book.rows, prices, book.titles, datetime.now(UTC)).encode()
