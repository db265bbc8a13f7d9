"""Elasticities of few or of thousands of products: coverage, categories first, search, one table."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.coverage import NO_CATEGORY, by_category, coverage_of
from analytics.findings import Verdict
from analytics.runs.results import Results
from components.response import charts
from components.shell import choices, display, formats, labels, results, session, tables
from data.store import Shop

FEWEST_BY_CATEGORY = 40  # products; fewer are seen at once
UNKNOWN = "No category"
ELASTICITY_HELP = "By how many per cent sales change when the price rises by 1 %, all else as it is"
COLUMNS = {
    **tables.PRODUCT,
    "category": tables.text("Category"),
    "elasticity": tables.number("Elasticity", ELASTICITY_HELP),
    **tables.ELASTICITY_BAND,
    "verdict": tables.text("Verdict"),
    "list_price": tables.money("Price today"),
    "cost": tables.money("Cost"),
    "is_cost_assumed": tables.tick("Cost assumed", "No cost in your files"),
    "n_bought": tables.count("Purchases"),
    "revenue": tables.money("Revenue", decimals=0),
    "reason": tables.text("Why"),
}
CATEGORY_COLUMNS = {
    "category": tables.text("Category"),
    "elasticity": tables.number("Elasticity", "The median of its products that passed their checks"),
    "lower_quarter": tables.number("Middle half from", "A quarter of its products is below"),
    "upper_quarter": tables.number("To", "A quarter of its products is above"),
    "n_products": tables.count("Products"),
    "n_priced": tables.count("Can be priced"),
    "revenue": tables.money("Revenue", decimals=0),
    "covered_share": tables.bar("Covered", "Share of this revenue whose products can be priced"),
}
SEGMENT_COLUMNS = {
    **tables.PRODUCT,
    **tables.SEGMENT,
    "elasticity": tables.number("Elasticity", ELASTICITY_HELP),
    **tables.ELASTICITY_BAND,
}


def show_covered(shop: Shop, found: Results) -> None:
    """Draw how much of the revenue is covered."""
    products, n_in_shop, revenue = _covered(shop, found)
    if revenue > 0:
        display.show_figure(charts.coverage_chart(coverage_of(products, n_in_shop, revenue)), "coverage")


def product_parts(shop: Shop, found: Results) -> display.Tabs:
    """Return by its label what draws what prices do, by category, product and segment."""
    products, _, _ = _covered(shop, found)
    if products["elasticity"].isna().all():
        return {}
    currency = session.currency_of(shop)
    parts = {
        "By category": partial(_show_categories, products, currency),
        "Product by product": partial(_show_products, shop, found, products),
        "By segment": partial(_show_segments, shop, found, products),
    }
    if len(products) <= FEWEST_BY_CATEGORY or len(products["category"].dropna().unique()) < 2:
        del parts["By category"]
    if len(found.audience.segments) < 2 or found.elasticities["elasticity"].isna().all():
        del parts["By segment"]
    return parts


def _covered(shop: Shop, found: Results) -> tuple[pd.DataFrame, int, float]:
    key = ("response products", found.run_id)
    return session.held(shop, key, lambda: _with_revenue(shop, found))


@st.fragment  # a filter moves nothing else on the page
def _show_products(shop: Shop, found: Results, products: pd.DataFrame) -> None:
    rows = choose_products(products, f"{shop.name}-{found.run_id}")
    if rows.empty:
        display.show_note("No product fits.")
        return
    if rows["elasticity"].notna().any():
        display.show_figure(charts.elasticities_chart(rows), "elasticities")
    is_few, currency = len(rows) <= FEWEST_BY_CATEGORY, session.currency_of(shop)
    with st.expander("The numbers behind this chart") if is_few else st.container():
        display.show_table(rows, COLUMNS, "elasticities", currency, height="auto" if is_few else 318)


@st.fragment
def _show_segments(shop: Shop, found: Results, products: pd.DataFrame) -> None:
    rows = choose_products(products, f"{shop.name}-{found.run_id}-segments")
    of_segments = found.elasticities[found.elasticities["product_id"].isin(rows["product_id"])]
    if of_segments["elasticity"].isna().all():
        display.show_note("No product fits.")
        return
    table = of_segments.assign(title=of_segments["product_id"].map(results.product_labels(found)))
    display.show_chart(charts.segments_chart(table), table, SEGMENT_COLUMNS, "elasticities-by-segment")


def choose_products(products: pd.DataFrame, key: str) -> pd.DataFrame:
    """Ask which products to look at, by words of their title or id, category and verdict."""
    if len(products) <= FEWEST_BY_CATEGORY:
        return products
    with st.container(horizontal=True, vertical_alignment="bottom"):
        searched = st.text_input("Search", placeholder="Words of the title, or an id", key=f"search-{key}")
        known = sorted(products["category"].dropna().astype(str).unique())
        words = {None: "Every category"} | {name: name for name in known}
        category = choices.choose_code("Category", words, key=f"look-category-{key}", width=280)
        verdicts = {None: "Every verdict"} | {v: f"{v} · {charts.verdict_words(v)}" for v in Verdict}
        verdict = choices.choose_code("Verdict", verdicts, key=f"look-verdict-{key}", width=220)
    rows = found_by(products, searched)
    rows = rows if category is None else rows[rows["category"] == category]
    rows = rows if verdict is None else rows[rows["verdict"] == verdict]
    display.show_note(f"{formats.count(len(rows))} of {formats.counted(len(products), 'product')}.")
    return rows


def found_by(products: pd.DataFrame, searched: str) -> pd.DataFrame:
    """Return the products whose title, category and id together hold every word."""
    told = products["title"] + " " + products["category"].fillna("").astype(str)
    return products[labels.hold_words(told + " " + products["product_id"].astype(str), searched)]


def _show_categories(products: pd.DataFrame, currency: str) -> None:
    table = by_category(products)
    table = table.assign(category=table["category"].replace(NO_CATEGORY, UNKNOWN))
    display.show_chart(charts.categories_chart(table), table, CATEGORY_COLUMNS, "categories", currency)


def _with_revenue(shop: Shop, found: Results) -> tuple[pd.DataFrame, int, float]:
    """Return the run's products with labels and revenue, and the shop's sold products and revenue."""
    sold = session.mart(shop, "products")
    sold = sold[sold["n_orders"] > 0]
    revenue = sold.set_index("product_id")["revenue"].astype(float)
    ids = found.products["product_id"]
    labels = results.product_labels(found)
    products = found.products.assign(title=ids.map(labels), revenue=ids.map(revenue).fillna(0.0))
    return products, len(sold), float(revenue.sum())
