"""All products together: sold, predicted, and predicted without the changes of price."""

import pandas as pd
import streamlit as st

from components.price_changes.changes import period_words, units_columns, with_words
from components.price_changes.charts import sales_chart
from components.price_changes.words import sample_words
from components.shell import display, formats, tables
from data.store import Shop

COLUMNS = {
    "starts_on": tables.day("From"),
    "sample_words": tables.text("Model"),
    "n_changes": tables.count("Changes on"),
    **units_columns(tables.count),
}
SUM_COLUMNS = {
    "sample_words": tables.text("Model"),
    "n_changes": tables.count("Changes"),
    "n_in_band": tables.count("In bands", "Changes whose sales lie in their band"),
    **units_columns(tables.count),
    "error_share": tables.share("Error", "Predicted against sold"),
}


def show_whole_shop(shop: Shop, found: dict[str, pd.DataFrame]) -> None:
    """Draw the sums of all products over time, and over the weeks of their changes."""
    sums = with_words(found["shop"])
    if len(sums):
        st.markdown(formats.escaped(sample_words(sums)))
    rows = with_words(found["by_period"])
    period = period_words(rows)
    figure = sales_chart("All tested products together: sold and predicted", rows, period)
    display.show_chart(figure, rows, COLUMNS, "whole-shop-sales")
    if len(sums):
        display.show_note(
            "The sums below are over the weeks in which a product's price was changed, of that product."
        )
        display.show_table(sums, SUM_COLUMNS, "price-change-sums")
