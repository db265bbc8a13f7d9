"""What promotions gained, before and after what was bought ahead of time or put off is taken off."""

import pandas as pd
import streamlit as st

from analytics.runs.results import Results
from components.price_changes.changes import predicted_units
from components.price_changes.charts import gain_chart, weeks_chart
from components.price_changes.words import moved_words, too_few_words, too_steep_words
from components.shell import display, formats, results, session, tables
from data.store import Shop

WEEK_COLUMNS = {
    "week": tables.count("Week", "Below zero before, above zero after a promotion"),
    "n_cells": tables.count("Cases", "Products and periods that tell"),
    "change_share": tables.share("Against undisturbed weeks"),
    **tables.band("", tables.share),
}
PARTS = {
    "gain": ("Gain", "Beyond what its weeks would have sold, at the price before"),
    "after": ("Missing after", "By how much the weeks after promotions fall short, on average over all"),
    "ahead": ("Missing before", "By how much the weeks before promotions fall short, on average over all"),
    "net": ("Left", "Gain less what is missing after"),
    "net_announced": ("Left if announced", "Gain less what is missing before and after"),
}


def amount_columns() -> dict[str, tables.Column]:
    """Return the columns of gains in units and money, each with its band."""
    columns: dict[str, tables.Column] = {}
    for what, kind in (("units", predicted_units), ("contribution", tables.money)):
        for part, (label, help) in PARTS.items():
            name, words = f"{what}_{part}", f"{label}, {what}"
            columns |= {name: kind(words, help), **tables.band(name, kind, words=words)}
    return columns


SOLD = {
    "units_sold": tables.count("Sold", "Units in promotions"),
    "units_without": predicted_units("Usual", "Units that these weeks would have sold at the price before"),
}
TOTAL_COLUMNS = {"n_promotions": tables.count("Promotions"), **SOLD, **amount_columns()}
PROMOTION_COLUMNS = {
    **tables.PRODUCT,
    "starts_on": tables.day("From"),
    "ends_on": tables.day("To"),
    "change_share": tables.share("Price change"),
    **SOLD,
    **amount_columns(),
}


def show_promotions(
    shop: Shop, found: Results, tables: dict[str, pd.DataFrame], labels: dict[str, str]
) -> None:
    """Draw the weeks around promotions, then what is left of the gain without what only moved in time."""
    if tables["total"].empty:
        st.markdown(formats.escaped(too_few_words(tables["changes"])))
        return
    currency, total = session.currency_of(shop), tables["total"]
    is_announced = st.toggle(
        "Promotions were announced beforehand",
        help="Then what the two weeks before lack was put off, and is taken off as well. Where nobody knew "
        "of them, shops may have promoted what sold badly, and the weeks before say nothing.",
        key=f"announced-{shop.name}",
    )
    st.markdown(formats.escaped(moved_words(total, currency, is_announced)))
    display.show_note(too_steep_words(total))
    display.show_chart(weeks_chart(tables["weeks"]), tables["weeks"], WEEK_COLUMNS, "weeks-around")
    left, right = st.columns(2, gap="medium")
    for column, what, unit in ((left, "units", ""), (right, "contribution", currency)):
        with column:
            figure = gain_chart(total.iloc[0], what, unit, is_announced)
            display.show_chart(figure, total, TOTAL_COLUMNS, f"promotion-{what}", currency)
    rows = tables["promotions"].merge(tables["changes"], on="change", how="left")
    rows = rows.assign(title=rows["product_id"].map(labels))
    with st.expander("Promotion by promotion"):
        display.show_table(rows, PROMOTION_COLUMNS, "promotions", currency)
        display.show_note(
            "Gains are each promotion's own; what is missing around it is the average share over all, for "
            "one promotion tells too little of it.",
            f"Contribution is after today's costs ({cost_words(found, rows)}), without what a parcel costs.",
        )


def cost_words(found: Results, rows: pd.DataFrame) -> str:
    """Return where the costs of the promoted products come from."""
    return results.cost_words(found, rows["product_id"].drop_duplicates().tolist())
