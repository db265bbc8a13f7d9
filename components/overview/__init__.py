"""The shop at a glance: headline figures, revenue by week, what sells most, basket sizes, the funnel."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.overview.charts import (
    basket_sizes_chart,
    full_weeks,
    funnel_chart,
    revenue_chart,
    weeks_chart,
)
from components.shell import display, formats, results, session
from data.intake.demo import DEMO_NAME, DEMO_SOURCE
from data.store import Shop

KPI_WIDTH = 232  # three beside each other at 1280 px, six at 1920 px
MANY_BASKETS = 0.2  # from this share on, joint purchases are common enough to build on


@dataclass(frozen=True)
class Overview:
    """The marts of the page: one row of facts, and a table per chart."""

    currency: str
    facts: pd.Series
    weeks: pd.DataFrame
    sold: pd.DataFrame  # by category, or by product where the files tell no categories
    basket_sizes: pd.DataFrame
    funnel: pd.DataFrame


def read_overview(shop: Shop) -> Overview:
    """Return what the page shows, from the shop's marts."""
    weeks, sold, basket_sizes, funnel = (
        session.mart(shop, name) for name in ("weeks", "categories", "basket_sizes", "funnel")
    )
    if len(sold) == 1:
        sold = _by_product(session.mart(shop, "products"))
    facts = session.mart(shop, "overview").iloc[0]
    return Overview(shop.setting("currency", ""), facts, weeks, sold, basket_sizes, funnel)


def answer(shop_name: str, overview: Overview) -> str:
    """Return in one sentence what shop this is and whether bundles have something to build on."""
    facts, together = overview.facts, overview.facts["multi_product_share"]
    if not facts["orders"]:
        return f"{shop_name} has events but no purchase yet: prices and bundles have nothing to learn from."
    customers = formats.counted(facts["customers"], "customer")
    orders = formats.counted(facts["orders"], "order")
    worth = formats.short_money(facts["revenue"], overview.currency)
    can_build = together >= MANY_BASKETS
    outlook = "bundles have something to build on" if can_build else "bundles would have to create demand"
    return (
        f"{formats.period(facts['first_at'], facts['last_at'])}: {customers} placed {orders} worth {worth}; "
        f"{formats.share(together)} of the baskets hold two or more products, so {outlook}."
    )


def show_figures(overview: Overview) -> None:
    """Draw the headline figures."""
    facts, currency = overview.facts, overview.currency
    average, together = facts["average_order_value"], facts["multi_product_share"]
    figures = [
        ("Revenue", formats.short_money(facts["revenue"], currency), "Prices paid × units, before returns"),
        ("Orders", formats.count(facts["orders"]), "Checkouts with at least one purchase"),
        ("Customers", formats.count(facts["customers"]), "Known customers with a purchase"),
        ("Average order", formats.money(average, currency), "Revenue ÷ orders"),
        ("Two or more products", formats.share(together), "Share of baskets with different products"),
        (
            "Given in discounts",
            formats.share(facts["discount_share"]),
            "Of the revenue at list prices; unknown without list prices",
        ),
    ]
    with st.container(horizontal=True):
        for label, value, meaning in figures:
            st.metric(label, formats.escaped(value), help=meaning, border=True, width=KPI_WIDTH)


def show_charts(overview: Overview) -> None:
    """Draw the pictures, each with its numbers."""
    _show_weeks(overview)
    left, right = st.columns(2, gap="medium")
    with left:
        _show_sold(overview)
    with right:
        _show_basket_sizes(overview)
    if set(overview.funnel["event_type"]) & {"view", "cart"}:
        _show_funnel(overview)


def show_source(shop: Shop) -> None:
    """Draw where the demo's data come from, and what their two sources say of them."""
    if shop.name == DEMO_NAME:
        with st.expander("Where the demo's data come from"):
            st.markdown(DEMO_SOURCE)


def _show_weeks(overview: Overview) -> None:
    columns = {
        "week": formats.day_column("Week of"),
        "revenue": formats.money_column("Revenue", overview.currency),
        "orders": formats.count_column("Orders"),
        "customers": formats.count_column("Customers"),
        "discount_share": formats.share_column("Given in discounts"),
    }
    weeks = full_weeks(overview.weeks, overview.facts["first_at"], overview.facts["last_at"])
    display.show_chart(weeks_chart(weeks, overview.currency), overview.weeks, columns, "weeks")


def _by_product(products: pd.DataFrame) -> pd.DataFrame:
    """Return the products that were sold, as categories are listed: with their names for people."""
    names = products["product_id"].map(results.unique_titles(products))
    sold = products.assign(product=names)[products["n_orders"] > 0]
    return sold.rename(columns={"n_orders": "orders"})[["product", "revenue", "orders", "units"]]


def _show_sold(overview: Overview) -> None:
    by = str(overview.sold.columns[0])
    columns = {
        by: formats.text_column(by.capitalize()),
        "revenue": formats.money_column("Revenue", overview.currency),
        "orders": formats.count_column("Orders"),
        "units": formats.count_column("Units"),
        "products": formats.count_column("Products"),
    }
    figure = revenue_chart(overview.sold, by, overview.currency)
    there = {name: column for name, column in columns.items() if name in overview.sold}
    display.show_chart(figure, overview.sold, there, f"revenue-by-{by}")


def _show_basket_sizes(overview: Overview) -> None:
    columns = {
        "n_products": formats.count_column("Different products"),
        "orders": formats.count_column("Orders"),
    }
    figure = basket_sizes_chart(overview.basket_sizes)
    display.show_chart(figure, overview.basket_sizes, columns, "basket-sizes")


def _show_funnel(overview: Overview) -> None:
    columns = {
        "event_type": formats.text_column("Event"),
        "events": formats.count_column("Events"),
        "customers": formats.count_column("Customers"),
        "sessions": formats.count_column("Sessions"),
    }
    display.show_chart(funnel_chart(overview.funnel), overview.funnel, columns, "funnel")
