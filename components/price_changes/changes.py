"""Past changes of price product by product: predicted, sold, and predicted without the change."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.price_changes.codes import Sample
from components.price_changes.charts import predicted_chart, sales_chart
from components.price_changes.words import KINDS, NO_CHANGES, SAMPLES, few_words
from components.shell import choices, display, formats, session, tables
from data.store import Shop

predicted_units = partial(tables.number, decimals=1)


def units_columns(kind: partial[tables.Column]) -> dict[str, tables.Column]:
    """Return the columns of units sold, predicted, and predicted without changes of price."""
    return {
        "units": tables.count("Sold", "Units"),
        "expected": kind("Predicted", "Units at the price paid"),
        **tables.band("expected", kind),
        "is_in_band": tables.tick("In the band"),
        "before": kind("Without change", "Units that were predicted at the price before"),
        **tables.band("before", kind, words="Without"),
    }


CHANGE_COLUMNS = {
    **tables.PRODUCT,
    "kind_words": tables.text("Change", width=120),
    "sample_words": tables.text("Model", "Whether the model under test learned from these weeks"),
    "starts_on": tables.day("From"),
    "ends_on": tables.day("To"),
    "price_before": tables.money("Price before"),
    "price": tables.money("Price"),
    "change_share": tables.share("Price change"),
    **units_columns(predicted_units),
    "error_share": tables.share("Error", "Predicted against sold"),
    "predicted_change": predicted_units("Effect", "Units by which the change was predicted to move sales"),
    **tables.band("predicted", predicted_units, words="Effect"),
}
PERIOD_COLUMNS = {
    "starts_on": tables.day("From"),
    "sample_words": tables.text("Model"),
    "is_changed": tables.tick("Price changed"),
    "price": tables.money("Price"),
    "price_before": tables.money("Price before"),
    **units_columns(predicted_units),
}


def show_changes(shop: Shop, found: dict[str, pd.DataFrame], labels: dict[str, str]) -> None:
    """Draw all changes, then the sales of one product over time."""
    changes = with_words(found["changes"]).assign(title=found["changes"]["product_id"].map(labels))
    currency = session.currency_of(shop)
    if changes.empty:
        st.markdown(formats.escaped(NO_CHANGES))
    else:
        note = few_words(found["shop"])
        if (changes["sample"] == Sample.LEARNED_FROM).all():
            note = f"The model has learned from all of these weeks: none of them tests it. {note}"
        display.show_note(note)
        display.show_chart(predicted_chart(changes), changes, CHANGE_COLUMNS, "price-changes", currency)
    _show_product(shop, found, labels)


def _show_product(shop: Shop, found: dict[str, pd.DataFrame], labels: dict[str, str]) -> None:
    sales, changes = found["by_product"], found["changes"]
    n_changes = changes["product_id"].value_counts()
    ids = sales["product_id"].drop_duplicates()
    order = sorted(ids, key=lambda product: -int(n_changes.get(product, 0)))
    words = {
        product: f"{labels.get(product, product)} ({formats.counted(n_changes.get(product, 0), 'change')})"
        for product in order
    }
    key = f"price-change-product-{shop.name}"
    product = choices.choose_code("Product to look at", words, width=480, key=key)
    rows = with_words(sales[sales["product_id"] == product])
    title = f"{labels.get(product, product)}: sold and predicted"
    figure = sales_chart(title, rows, period_words(sales))
    display.show_chart(figure, rows, PERIOD_COLUMNS, "product-sales", session.currency_of(shop))


def with_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its codes in words as well."""
    told = {"sample_words": table["sample"].map(SAMPLES)}
    return table.assign(**told | ({"kind_words": table["kind"].map(KINDS)} if "kind" in table else {}))


def period_words(sales: pd.DataFrame) -> str:
    """Return what a row of sales over time is of."""
    starts = sales["starts_on"].drop_duplicates().sort_values()
    return "day" if starts.diff().min() == pd.Timedelta(days=1) else "week"
