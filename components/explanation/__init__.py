"""Why a prediction is what it is: what matters overall, what the price does, one prediction taken apart."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.evidence.explained import Explained
from analytics.runs.results import Results
from components.explanation.charts import dependence_chart, importance_chart, waterfall_chart
from components.shell import choices, display, formats, glossary, jobs, results, session, tables
from components.what_if.shown import show_what_if
from components.what_if.ways import show_ways
from components.why_price.tab import show_why_price
from data.privacy.artifacts import NUMBER, document_of, reading
from data.store import Shop

FACTS = "explanation.json"
ROWS = ("customer_id", "product_id", "visited_at", "price", "score")
SHARE_HELP = glossary.help_for("Shapley")
IMPORTANCE_COLUMNS = {
    "group": tables.text("Input"),
    "mean_absolute": tables.share("Moves a prediction by", SHARE_HELP),
}
STEP_COLUMNS = {"group": tables.text("Input"), "share": tables.share("Adds to the prediction", SHARE_HELP)}
DEPENDENCE_COLUMNS = {
    "multiplier": tables.share("Price against today's"),
    "mean": tables.share("Buy on average"),
    "low": tables.share("From", "1 in 20 chances lies below"),
    "high": tables.share("To", "1 in 20 chances lies above"),
}


def require_explained(shop: Shop, found: Results) -> Explained:
    """Return what the run took apart; stops the page where it had nothing to take apart."""
    rows = results.run_frame(shop, found, "explanation", ROWS)
    dependence = results.run_frame(shop, found, "dependence", tuple(DEPENDENCE_COLUMNS))
    if rows is None or dependence is None:
        results.stop_without_purchases(
            "The latest visits hold too few purchases to explain. "
            "Upload a longer history, or choose other products."
        )
    directory = jobs.run_directory(shop, found.run_id)
    facts = document_of(directory, FACTS, {"base_value": NUMBER, "groups": list})
    with reading(directory, "explanation.parquet"):
        rows[facts["groups"]]
    return Explained(rows, facts["base_value"], facts["groups"], dependence)


def answer(explained: Explained) -> str:
    """Return in one sentence what moves predictions most, and what a cheaper price does."""
    first = explained.importance.iloc[0]
    price = explained.dependence.set_index(explained.dependence["multiplier"].round(2))["mean"]
    moved = formats.points(first["mean_absolute"])
    sentence = f"{first['group']} moves the predictions most: by {moved} on average"
    if not {0.9, 1.0} <= set(price.index):
        return f"{sentence}."
    return (
        f"{sentence}. At 10 % off, the predicted share that buys rises from "
        f"{formats.share(price[1.0])} to {formats.share(price[0.9])}."
    )


def show_overall(explained: Explained) -> None:
    """Draw what matters overall, and what the price alone does."""
    importance, dependence = explained.importance, explained.dependence
    left, right = st.columns(2, gap="medium")
    with left:
        display.show_chart(importance_chart(importance), importance, IMPORTANCE_COLUMNS, "importance")
    with right:
        display.show_chart(dependence_chart(dependence), dependence, DEPENDENCE_COLUMNS, "dependence")


def explanation_parts(shop: Shop, found: Results, explained: Explained) -> display.Tabs:
    """Return the tabs of the page by their labels."""
    return {
        "One prediction": partial(_show_one, shop, found, explained),
        "Why this price": partial(show_why_price, shop, found),
        "What if": partial(show_what_if, shop, found, explained),
        "What would have to change": partial(show_ways, shop, found, explained),
    }


def _show_one(shop: Shop, found: Results, explained: Explained) -> None:
    show_prediction(shop, choose_prediction(shop, found, explained), explained)


def choose_prediction(shop: Shop, found: Results, explained: Explained) -> pd.Series:
    """Ask for a product and one of its sampled predictions."""
    st.subheader("One prediction taken apart", anchor=False)
    titles, key = results.product_labels(found), f"{shop.name}-{found.run_id}"
    known = {product: titles.get(product, product) for product in explained.rows["product_id"].unique()}
    words = dict(sorted(known.items(), key=lambda item: (item[1], item[0])))
    with st.container(horizontal=True):
        product = choices.choose_code("Product", words, width=360, key=f"explained-product-{key}")
        rows = explained.rows[explained.rows["product_id"] == product].sort_values("score", ascending=False)
        labels = {i: _label(row) for i, row in rows.iterrows()}
        key = f"explained-row-{key}-{product}"
        return rows.loc[choices.choose_code("Customer and visit", labels, width=420, key=key)]


def show_prediction(shop: Shop, prediction: pd.Series, explained: Explained) -> None:
    """Draw one prediction from the average to its score."""
    parts = prediction[explained.groups].astype(float)
    price = formats.money(prediction["price"], session.currency_of(shop))
    display.show_note(
        f"At a price of {price} the model predicted a {formats.share(prediction['score'])} chance "
        f"of a purchase; the average prediction is {formats.share(explained.base_value)}."
    )
    figure = waterfall_chart(parts, explained.base_value, float(prediction["score"]))
    steps = parts.rename_axis("group").reset_index(name="share")
    display.show_chart(figure, steps, STEP_COLUMNS, "prediction")


def _label(row: pd.Series) -> str:
    return f"Customer {row['customer_id']} · {formats.day(row['visited_at'])} · {formats.share(row['score'])}"
