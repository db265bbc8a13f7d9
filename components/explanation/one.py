"""One customer: a prediction from the average to its score, and an input of it opened."""

import pandas as pd
import streamlit as st

from analytics.evidence.explained import Explained
from components.explanation import Seen
from components.explanation.charts import waterfall_chart
from components.explanation.names import name_of, part_name
from components.shell import choices, display, formats, glossary, session, tables

STEP_COLUMNS = {
    "name": tables.text("Input"),
    "share": tables.share("Adds to the prediction", glossary.help_for("Shapley"), decimals=2),
}
MOST_OFFERED = 500  # predictions of a product to choose from


def choose_prediction(seen: Seen, place: str) -> "pd.Series":
    """Ask for a product and one of its predictions.

    Parameters
    ----------
    place : of the choice, unique on the page
    """
    rows, titles = seen.explained.rows, seen.titles
    known = {product: titles.get(product, product) for product in rows["product_id"].unique()}
    words = dict(sorted(known.items(), key=lambda item: (item[1], item[0])))
    with st.container(horizontal=True):
        key = f"explained-product-{place}-{seen.key}"
        product = choices.choose_code("Product", words, width=360, key=key)
        rows = rows[rows["product_id"] == product].sort_values("score", ascending=False)
        labels = {i: _label(row) for i, row in rows.head(MOST_OFFERED).iterrows()}
        key = f"explained-row-{place}-{seen.key}-{product}"
        chosen = choices.choose_code("Customer and visit", labels, width=420, key=key)
    if len(rows) > MOST_OFFERED:
        display.show_note(
            f"The {MOST_OFFERED} highest predictions of {formats.count(len(rows))} are offered."
        )
    return rows.loc[chosen]


def show_one(seen: Seen) -> None:
    """Draw one prediction from the average to its score, and the parts of an input that has several."""
    explained, prediction = seen.explained, choose_prediction(seen, "one")
    price = formats.money(prediction["price"], session.currency_of(seen.shop))
    display.show_note(
        f"At a price of {price} the model predicted a {formats.share(prediction['score'])} chance "
        f"of a purchase; the average prediction is {formats.share(explained.base_value)}."
    )
    shares = explained.shares(prediction).rename(name_of)
    figure = waterfall_chart(shares, explained.base_value, float(prediction["score"]))
    display.show_chart(figure, _steps(shares), STEP_COLUMNS, "prediction")
    if explained.opened:
        _show_opened(seen, explained, prediction)


def _show_opened(seen: Seen, explained: Explained, prediction: "pd.Series") -> None:
    words = {group: name_of(group) for group in explained.opened}
    group = choices.choose_code("Open an input", words, width=360, key=f"explained-open-{seen.key}")
    shares = explained.shares(prediction, group).rename(part_name)
    whole = float(explained.shares(prediction)[group])
    title = f"What it is made of: {words[group]}"
    figure = waterfall_chart(shares, 0.0, whole, title, ("Nothing", "All parts"), "Added to the prediction")
    display.show_chart(figure, _steps(shares), STEP_COLUMNS, "prediction-parts")


def _steps(shares: "pd.Series") -> pd.DataFrame:
    return shares.rename_axis("name").reset_index(name="share")


def _label(row: "pd.Series") -> str:
    return f"Customer {row['customer_id']} · {formats.day(row['visited_at'])} · {formats.share(row['score'])}"
