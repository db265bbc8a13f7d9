"""The price book as files: with titles and a year's money, for shop systems, and as a page to print."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from analytics.pricing.price_book.shop_imports import importable, shopify_discounts, woocommerce_coupons
from analytics.pricing.price_book.yearly import HIGH, LOW, PROFIT, REVENUE, UNITS
from analytics.runs.worth import Worth
from components.price_book.report import report_html
from components.price_book.rows import SURE_WORDS, Book
from components.shell import display, downloads
from data.read.xlsx import workbook_bytes

MONEY = ("parts_price", "bundle_price", "extra_profit_a_year", "extra_profit_low", "extra_profit_high")
MONEY = (*MONEY, "extra_revenue_a_year")
NUMBER_FORMATS = dict.fromkeys(MONEY, "#,##0.00") | {
    "discount": "0.0%",
    "take_rate": "0.00%",
    "how_sure": "0%",
    "customers": "#,##0",
    "extra_units_a_year": "#,##0.0",
}
SHOPS = (
    "The shops' files hold what is advised, and no FAIL. WooCommerce: the coupon CSV of Smart Coupons for "
    "WooCommerce (WebToffee); coupons arrive as drafts and ask for all parts in the cart. Shopify: lines of "
    "JSON for bulkOperationRunMutation with discountCodeBxgyCreate, of pairs only, since no discount of "
    "Shopify's own asks for three different products. Both need the shop system's own product ids, and each "
    "customer type gets codes of its own."
)


def show_downloads(book: Book, worth: Worth) -> None:
    """Draw the downloads; what they hold is made when asked for."""
    st.subheader("Take it along", anchor=False)
    name = "price_book"
    with st.container(horizontal=True):
        table = {
            "CSV": (".csv", lambda: downloads.csv_bytes(table_of_book(book))),
            "Excel": (".xlsx", lambda: xlsx_bytes(table_of_book(book))),
            "Parquet": (".parquet", lambda: downloads.parquet_bytes(table_of_book(book))),
            "A page to print": (".html", lambda: report_html(book, worth)),
        }
        for label, (ending, content) in table.items():
            weight = "primary" if label == "CSV" else "secondary"
            display.show_download(label, content, name + ending, weight=weight)
        if not importable(book.rows).empty:
            display.show_download(
                "For WooCommerce", lambda: woocommerce_bytes(book), "woocommerce_coupons.csv"
            )
            display.show_download("For Shopify", lambda: shopify_bytes(book), "shopify_discounts.jsonl")
    display.show_note(SHOPS)


def table_of_book(book: Book) -> pd.DataFrame:
    """Return one row per bundle × customer type with titles, currency, and money as it is paid."""
    rows = book.rows
    words = SURE_WORDS
    return pd.DataFrame(
        {
            "bundle": rows["offer_id"],
            "title": rows["title"],
            "product_ids": rows["product_ids"],
            "category": rows["category"],
            "customer_type": rows["segment"],
            "customers": rows["n_customers"],
            "currency": book.currency,
            "parts_price": rows["component_price"].round(2),
            "discount": rows["discount_share"].round(4),
            "bundle_price": rows["bundle_price"].round(2),
            "take_rate": rows["take_rate"].round(5),
            "extra_units_a_year": rows[UNITS].round(1),
            "extra_revenue_a_year": rows[REVENUE].round(2),
            "extra_profit_a_year": rows[PROFIT].round(2),
            "extra_profit_low": rows[LOW].round(2),
            "extra_profit_high": rows[HIGH].round(2),
            "how_sure": rows["chance_better"].round(3),
            "sureness": rows["sureness"].map(words),
            "verdict": rows["verdict"],
            "reason": rows["reason"],
        }
    )


def xlsx_bytes(table: pd.DataFrame) -> bytes:
    """Return the neutralized table as a workbook with formats of money and percent."""
    safe = downloads.neutralized(table).astype(object)
    cells = safe.where(safe.notna(), None).to_numpy().tolist()
    formats = {place: NUMBER_FORMATS[name] for place, name in enumerate(table) if name in NUMBER_FORMATS}
    return workbook_bytes("Price book", list(safe.columns), cells, formats)


def woocommerce_bytes(book: Book) -> bytes:
    """Return the coupons as WooCommerce imports them."""
    return downloads.csv_bytes(woocommerce_coupons(book.rows, book.titles))


def shopify_bytes(book: Book) -> bytes:
    """Return the discounts as Shopify imports them."""
    audience = book.found.audience
    prices = dict(zip(audience.product_ids, audience.price, strict=True))
    return shopify_discounts(book.rows, prices, book.titles, datetime.now(UTC)).encode()
