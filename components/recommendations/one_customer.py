"""One customer: what they had lately, and what to show them next."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.method_words import METHOD_WORDS
from analytics.pricing.money import AS_IN_FILES
from analytics.recommend.by_margin import by_margin, contributions_of
from analytics.recommend.files import LISTS, PRODUCTS
from analytics.recommend.models.recommender import Method
from analytics.recommend.shown import knows_stock, shown, sold_out
from components.bundles.assumptions import cost_words, costs_of
from components.shell import choices, display, formats, labels, session, tables
from data.privacy.artifacts import frame_of
from data.privacy.pseudonyms.choice import kept_id
from data.store import Shop

FEW = 5_000  # customers that a box lists; of more, the id is typed
SHOWN = 10
LIST_COLUMNS = {
    "place": tables.count("Place"),
    "title": tables.text("Product", width=230),
    "category": tables.text("Category", width=110),
    "chance": tables.bar("Chance", "That the customer buys it in the coming weeks"),
    "is_new": tables.tick("New to them", "Not bought by this customer before"),
    "contribution": tables.money("Contributes", "What a unit leaves after cost, fees and returns"),
    "expected": tables.money("Expected", "Chance × what a unit contributes"),
}
PAST_COLUMNS = {
    **tables.PRODUCT,
    "n_orders": tables.count("Days bought"),
    "last": tables.day("Last bought"),
}


def show_customer(shop: Shop, directory: Path, compared: pd.DataFrame) -> None:
    """Draw the choice of a customer, a recommender and what counts, then the list."""
    who, how, what = st.columns([2, 3, 3])
    with who:
        customer_id = choose_customer(shop, directory)
    if customer_id is None:
        return
    rows = _rows(directory, "recommendations", customer_id)
    with how:
        method = _choose_method(rows, compared)
        only_new = st.toggle("Only what is new to them", key="only-new")
        in_stock = _choose_in_stock(_products(shop, directory))
    with what:
        weight = choices.choose_share(
            "Profit counts", (0, 100), 0.0, 5, help=PROFIT_HELP, key="margin-weight"
        )
    costs = costs_of(shop, AS_IN_FILES)
    listed = shown(rows[rows["method"] == method], in_stock)
    told = _told(shop, directory, listed[listed["is_new"]] if only_new else listed, weight)
    currency = session.currency_of(shop)
    display.show_table(told.head(SHOWN), LIST_COLUMNS, "customer-recommendations", currency)
    display.show_note(f"Contribution by {cost_words(costs, currency)}.", JUDGED_HELP if in_stock else "")
    with st.expander("What they bought before"):
        past = _past(directory, customer_id)
        display.show_table(past, PAST_COLUMNS, "customer-purchases")


JUDGED_HELP = (
    "Sold-out products are left out of this list, not of the comparison: that judges each recommender's "
    "ranking of all products."
)
PROFIT_HELP = (
    "0 %: the likeliest purchases first. 100 %: the highest chance × contribution first. Between: as much as "
    "you trust the costs."
)


def _customer_ids(directory: Path) -> list[str]:
    return sorted(LISTS.read(directory, ["customer_id"])["customer_id"].unique())


def choose_customer(shop: Shop, directory: Path) -> str | None:
    """Ask for a customer: the same one in every tab; None while no customer has the id that is typed."""
    ids = session.held(shop, ("recommended customers", directory.name), lambda: _customer_ids(directory))
    if len(ids) <= FEW:
        return st.selectbox("Customer", ids, key="recommended-customer")
    typed = kept_id(shop, st.text_input("Customer", ids[0], key="recommended-customer"))
    if typed in set(ids):
        return typed
    display.show_note("No customer has this id.")
    return None


def _choose_method(rows: pd.DataFrame, compared: pd.DataFrame) -> str:
    there = [method for method in compared["method"] if method in set(rows["method"])]
    words = {method: METHOD_WORDS[Method(method)] for method in there}
    default = compared.loc[compared["is_default"], "method"].iloc[0]
    return str(choices.choose_code("Recommender", words, default, key="recommender"))


def _rows(directory: Path, name: str, customer_id: str) -> pd.DataFrame:
    return frame_of(directory, name, filters=[("customer_id", "==", customer_id)])


def _choose_in_stock(products: pd.DataFrame) -> bool:
    """Ask whether sold-out products are left out, where the catalog tells which ones these are."""
    if not knows_stock(products):
        return False
    n = formats.counted(len(sold_out(products)), "product")
    return st.toggle("Only what is in stock", True, key="in-stock", help=f"{n} sold out by the catalog.")


def _products(shop: Shop, directory: Path) -> pd.DataFrame:
    return session.held(shop, ("recommended products", directory.name), lambda: PRODUCTS.read(directory))


def _told(shop: Shop, directory: Path, rows: pd.DataFrame, weight: float) -> pd.DataFrame:
    """Return the list with titles and money, in the order that is asked for."""
    products = _products(shop, directory)
    known = products[products["product_id"].isin(rows["product_id"])]
    contribution = contributions_of(known, costs_of(shop, AS_IN_FILES))
    rows = by_margin(rows, contribution, weight)
    about = known.set_index("product_id").reindex(rows["product_id"])
    titles = labels.unique_titles(products)
    money_of_rows = rows["product_id"].map(contribution)
    return rows.assign(
        title=rows["product_id"].map(titles),
        category=about["category"].to_numpy(),
        contribution=money_of_rows,
        expected=rows["chance"] * money_of_rows,
    )


def _past(directory: Path, customer_id: str) -> pd.DataFrame:
    """Return what the customer bought, the latest first."""
    rows = _rows(directory, "purchase_days", customer_id).query("n_orders > 0")
    titles = labels.unique_titles(PRODUCTS.read(directory))
    past = rows.groupby("product_id", as_index=False).agg(n_orders=("day", "size"), last=("day", "max"))
    past = past.sort_values(["last", "n_orders"], ascending=False, ignore_index=True)
    return past.assign(title=past["product_id"].map(titles))
