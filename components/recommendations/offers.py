"""One customer's bundles of the price book: which one, at which price, and what to expect of it."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.recommend.bundles.for_customers import offers_for_customers
from analytics.recommend.files import PURCHASES
from analytics.recommend.purchases import purchases_of
from analytics.runs.results import Results
from components.naming import show_named_download
from components.recommendations.one_customer import choose_customer
from components.shell import display, downloads, results, session, tables
from components.shell.results import RESPONSE_PAGE
from data.store import Shop

OFFER_COLUMNS = {
    "rank": tables.count("Place"),
    **tables.OFFER,
    "discount_share": tables.share("Discount", "Advised for this customer's segment"),
    "bundle_price": tables.money("Bundle price"),
    "chance": tables.share("Chance", "That the customer takes it at a visit", decimals=2),
    "expected_incremental_profit": tables.money("Extra profit", "Per visit, after all costs", decimals=4),
    **tables.SEGMENT,
    "verdict": tables.text("Verdict"),
}


def show_offers(shop: Shop, directory: Path) -> None:
    """Draw the bundles of the newest price book for one customer, those first that earn most."""
    found = results.newest_results(shop)
    if found is None:
        display.show_empty(
            "Bundles for a customer need a price book.", page=RESPONSE_PAGE, label="Train the price response"
        )
        return
    customer_id = choose_customer(shop, directory)
    if customer_id is None:
        return
    with st.spinner("Ranking the bundles of the price book for every customer"):
        ranked = _ranked(shop, directory, found)
    rows = ranked[ranked["customer_id"] == customer_id]
    if rows.empty:
        display.show_note("No bundle of the price book earns anything by this customer.")
    else:
        titles = [results.bundle_title(found, _parts_of(found, offer_id)) for offer_id in rows["offer_id"]]
        told = rows.assign(title=titles)
        display.show_table(told, OFFER_COLUMNS, "customer-bundles", session.currency_of(shop))
    label = "Download the bundles of every customer (CSV)"
    display.show_download(label, lambda: downloads.csv_bytes(ranked), "customers-bundles.csv")
    show_named_download(shop, ranked, "customers-bundles", by="offer_id")


def _ranked(shop: Shop, directory: Path, found: Results) -> pd.DataFrame:
    def rank() -> pd.DataFrame:
        purchases = purchases_of(PURCHASES.read(directory))
        return offers_for_customers(purchases, found.price_book, found.customers)

    return session.held(shop, ("bundles of customers", directory.name, found.run_id), rank)


def _parts_of(found: Results, offer_id: str) -> list[str]:
    rows = found.price_book[found.price_book["offer_id"] == offer_id]
    return [str(product) for product in rows["product_ids"].iloc[0]]
