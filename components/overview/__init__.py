"""The shop at a glance: headline figures, revenue by week, what sells most, basket sizes, the funnel."""

import pandas as pd
import streamlit as st

from analytics.runs.demos import ELECTRONICS_NAME
from components.overview import charts
from components.shell import display, formats, labels, session, tables
from data.intake.demo import DEMO_NAME, DEMO_SOURCE
from data.store import Shop

MANY_BASKETS = 0.2  # from this share on, joint purchases are common enough to build on
WEEK_COLUMNS = {
    "week": tables.day("Week of"),
    "revenue": tables.money("Revenue"),
    "orders": tables.count("Orders"),
    "customers": tables.count("Customers"),
    "discount_share": tables.share("Given in discounts"),
}
SOLD_COLUMNS = {
    "category": tables.text("Category"),
    "product": tables.text("Product"),
    "revenue": tables.money("Revenue"),
    "orders": tables.count("Orders"),
    "units": tables.count("Units"),
    "products": tables.count("Products"),
}
BASKET_COLUMNS = {"n_products": tables.count("Different products"), "orders": tables.count("Orders")}
SOURCES = {
    DEMO_NAME: DEMO_SOURCE,
    ELECTRONICS_NAME: (
        "This shop is made up. Four brands sell phones, tablets, watches and what goes with them to three "
        "types of customers: prices matter least to **A: Brand loyal**, more to **B: Upgrader**, most to "
        "**C: Bargain hunter**. Who buys a phone is likelier to take its case, charger or earphones along. "
        "All that was decided beforehand, so the pages of **Pricing** show how near every answer is to the "
        "truth."
    ),
}
FUNNEL_COLUMNS = {
    "event_type": tables.text("Event"),
    "events": tables.count("Events"),
    "customers": tables.count("Customers"),
    "sessions": tables.count("Sessions"),
}


def answer(shop_name: str, facts: pd.Series, currency: str) -> str:
    """Return in one sentence what shop this is and whether bundles have something to build on."""
    together = facts["multi_product_share"]
    if not facts["orders"]:
        return f"{shop_name} has events but no purchase yet: prices and bundles have nothing to learn from."
    customers = formats.counted(facts["customers"], "customer")
    orders = formats.counted(facts["orders"], "order")
    worth = formats.short_money(facts["revenue"], currency)
    can_build = together >= MANY_BASKETS
    outlook = "bundles have something to build on" if can_build else "bundles would have to create demand"
    return (
        f"{formats.period(facts['first_at'], facts['last_at'])}: {customers} placed {orders} worth {worth}; "
        f"{formats.share(together)} of the baskets hold two or more products, so {outlook}."
    )


def show_figures(facts: pd.Series, currency: str) -> None:
    """Draw the headline figures."""
    revenue = formats.short_money(facts["revenue"], currency)
    average = formats.money(facts["average_order_value"], currency)
    together, given = formats.share(facts["multi_product_share"]), formats.share(facts["discount_share"])
    figures = {
        "Revenue": (revenue, "Prices paid × units, before returns"),
        "Orders": (formats.count(facts["orders"]), "Checkouts with at least one purchase"),
        "Customers": (formats.count(facts["customers"]), "Known customers with a purchase"),
        "Average order": (average, "Revenue ÷ orders"),
        "Two or more products": (together, "Share of baskets with different products"),
        "Given in discounts": (given, "Of the revenue at list prices; unknown without list prices"),
    }
    display.show_metrics(figures)


def show_charts(shop: Shop, facts: pd.Series, currency: str) -> None:
    """Draw the pictures, each with its numbers."""
    weeks, sizes, funnel = (session.mart(shop, name) for name in ("weeks", "basket_sizes", "funnel"))
    full = charts.full_weeks(weeks, facts["first_at"], facts["last_at"])
    display.show_chart(charts.weeks_chart(full, currency), weeks, WEEK_COLUMNS, "weeks", currency)
    left, right = st.columns(2, gap="medium")
    with left:
        sold = sales_of(shop)
        by = str(sold.columns[0])
        columns = {name: column for name, column in SOLD_COLUMNS.items() if name in sold}
        figure = charts.revenue_chart(sold, by, currency)
        display.show_chart(figure, sold, columns, f"revenue-by-{by}", currency)
    with right:
        display.show_chart(charts.basket_sizes_chart(sizes), sizes, BASKET_COLUMNS, "basket-sizes")
    if set(funnel["event_type"]) & {"view", "cart"}:
        display.show_chart(charts.funnel_chart(funnel), funnel, FUNNEL_COLUMNS, "funnel")


def show_source(shop: Shop) -> None:
    """Draw where a demo's data come from, and what is said of them there."""
    if source := SOURCES.get(shop.name):
        with st.expander("Where the demo's data come from"):
            st.markdown(source)


def sales_of(shop: Shop) -> pd.DataFrame:
    """Return what was sold by category, or by product where the files tell no categories."""
    categories = session.mart(shop, "categories")
    if len(categories) != 1:
        return categories
    products = session.mart(shop, "products")
    names = products["product_id"].map(labels.unique_titles(products))
    sold = products.assign(product=names)[products["n_orders"] > 0]
    return sold.rename(columns={"n_orders": "orders"})[["product", "revenue", "orders", "units"]]
