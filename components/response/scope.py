"""What a training run is asked to do: products in scope, segments, instruments, assumed margin."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics import runs
from analytics.pricing.constraints import NO_LIMITS
from analytics.pricing.money import AS_IN_FILES, CostAssumptions
from analytics.runs import RunConfig
from components import segments
from components.bundles import assumptions
from components.shell import display, formats, labels, session
from data.store import Shop

SCOPES = {"best": "Best sellers", "category": "Best sellers of a category", "own": "My own choice"}
MOST_PRODUCTS, MOST_LISTED = 60, 1000
NOT_INSTRUMENTS = {
    "product_id",
    "store_id",
    "day",
    "price",
    "list_price",
    "n_rows",
    "n_customers",
    "log_price_variance",
}
INSTRUMENT_HELP = (
    "A column that moves prices but not what people want, such as the purchase cost or a tariff. "
    "It keeps the model from taking busy weeks for the effect of a price."
)
MARGIN_HELP = "Share of the price that is left after the product's cost, where your files name no cost."


def choose_run(shop: Shop) -> RunConfig:
    """Ask what to train on; every default makes a run that is worth starting."""
    products = session.mart(shop, "products")
    products = products[products["n_orders"] > 0]
    chosen, n_products = choose_products(shop, products)
    in_scope = (
        products[products["product_id"].isin(chosen)]
        if chosen
        else best_sellers(shop, products).head(n_products)
    )
    show_scope(in_scope)
    show_segments(shop)
    left, right = st.columns(2, gap="medium")
    with left:
        costs = choose_margin(shop, in_scope)
    with right:
        instruments = choose_instruments(shop, in_scope)
    return RunConfig(
        products=tuple(sorted(chosen)),
        n_products=n_products,
        segments=segments.saved_choice(shop),
        instruments=instruments,
        costs=costs,
        limits=assumptions.limits_of(shop, NO_LIMITS),
    )


def choose_products(shop: Shop, products: pd.DataFrame) -> tuple[tuple[str, ...], int]:
    """Ask for the products in scope; returns their ids (none: the shop's best sellers) and how many."""
    scopes = [key for key in SCOPES if key != "category" or len(products["category"].dropna().unique()) > 1]
    scope = st.radio(
        "Products in scope", scopes, format_func=SCOPES.get, horizontal=True, key=f"scope-{shop.name}"
    )
    if scope == "own":
        return tuple(_choose_titles(shop, products)), 30
    if scope == "category":
        category = st.selectbox(
            "Category", sorted(products["category"].dropna().unique()), width=320, key=f"category-{shop.name}"
        )
        products = products[products["category"] == category]
    n_products = _choose_n_products(shop, len(products))
    if scope == "category":
        return tuple(best_sellers(shop, products).head(n_products)["product_id"]), n_products
    return (), n_products


def best_sellers(shop: Shop, products: pd.DataFrame) -> pd.DataFrame:
    """Return the products in the order in which a run takes them into its scope."""
    category = tuple(sorted(products["category"].dropna().unique())) if len(products) else ()
    barred = assumptions.limits_of(shop, NO_LIMITS).barred
    key = ("best sellers", len(products), category, tuple(sorted(barred)))
    ranked = session.computed(shop, key, lambda: runs.best_sellers(shop, products, barred))
    return products.set_index("product_id").loc[ranked].reset_index()


def show_scope(in_scope: pd.DataFrame) -> None:
    """Draw what the chosen products can teach."""
    n_moved = int((in_scope["n_prices"] >= 2).sum())
    if len(in_scope) < 2:
        st.info("Choose two products or more: a bundle needs two.")
    elif n_moved == 0:
        st.info(
            "None of these prices ever moved, so what a price change does cannot be learned from these data. "
            "You can still look at segments and at what is bought together, and the training names the price "
            "test that would answer."
        )
    else:
        orders = formats.count(in_scope["n_orders"].sum())
        display.show_note(
            f"{formats.counted(len(in_scope), 'product')}, bought {orders} times; "
            f"the price of {formats.count(n_moved)} of them has moved."
        )


def show_segments(shop: Shop) -> None:
    """Draw which segments get discounts of their own, with the way to change them."""
    choice = segments.saved_choice(shop)
    words = segments.KINDS[choice.kind] + (f": {choice.attribute}" if choice.attribute else "")
    with st.container(horizontal=True, vertical_alignment="center"):
        display.show_note(f"Segments: {words}.")
        st.page_link("pages/customers/segments.py", label="Change the segments")


def choose_margin(shop: Shop, in_scope: pd.DataFrame) -> CostAssumptions:
    """Ask for the margin of products whose cost is unknown; all other costs are set under Bundles."""
    costs = assumptions.costs_of(shop, AS_IN_FILES)
    n_unknown = int((~(in_scope["cost"] > 0)).sum())
    if n_unknown == 0:
        display.show_note("The cost of every product in scope is known.")
        return costs
    percent = st.slider(
        f"Margin where the cost is unknown ({n_unknown} of {len(in_scope)} products)",
        min_value=5,
        max_value=80,
        value=min(max(round(100 * costs.margin_share), 5), 80),
        step=1,
        format="%d %%",
        help=MARGIN_HELP,
        key=f"margin-{shop.name}-{costs.margin_share:g}",
    )
    chosen = replace(costs, margin_share=percent / 100)
    if percent != round(100 * costs.margin_share) and shop.setting(assumptions.COSTS):
        assumptions.save_costs(shop, chosen)  # one margin for all pages
    return chosen


def choose_instruments(shop: Shop, in_scope: pd.DataFrame) -> tuple[str, ...]:
    """Ask which columns shifted prices but not demand; none where the events have no such column."""
    names = _instrument_columns(shop, list(in_scope["product_id"].head(5)))
    if not names:
        return ()
    return tuple(
        st.multiselect(
            "Columns that moved prices from outside (optional)",
            names,
            help=INSTRUMENT_HELP,
            placeholder="None",
            key=f"instruments-{shop.name}",
        )
    )


def _choose_titles(shop: Shop, products: pd.DataFrame) -> Sequence[str]:
    listed = best_sellers(shop, products).head(MOST_LISTED)
    titles = labels.unique_titles(listed)
    return st.multiselect(
        "Products",
        list(titles),
        list(titles)[:2],
        format_func=titles.get,
        max_selections=MOST_PRODUCTS,
        help=f"The {MOST_LISTED:,} best sellers are listed." if len(products) > MOST_LISTED else None,
        select_all=False,
        key=f"products-{shop.name}",
    )


def _choose_n_products(shop: Shop, n_known: int) -> int:
    most = min(n_known, MOST_PRODUCTS)
    if most <= 2:
        return 2
    return st.slider(
        "How many products", 2, most, min(30, most), width=320, key=f"n-products-{shop.name}-{most}"
    )


def _instrument_columns(shop: Shop, product_ids: list[str]) -> list[str]:
    """Return numeric columns of the events that moved over time."""
    if not product_ids:
        return []
    days = session.mart(shop, "price_days", products=product_ids)
    names = [name for name in days.columns if name not in NOT_INSTRUMENTS]
    return [n for n in names if pd.api.types.is_numeric_dtype(days[n]) and days[n].std() > 0]
