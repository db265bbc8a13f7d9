"""Why a prediction is what it is: what matters overall, what the price does, one prediction taken apart."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.explanation.charts import dependence_chart, importance_chart, waterfall_chart
from components.shell import display, formats, jobs, results
from data.privacy.artifacts import NUMBER, document_of, reading
from data.store import Shop

if TYPE_CHECKING:
    from analytics.runs.results import Results

FACTS = "explanation.json"
ROWS = ("customer_id", "product_id", "visited_at", "price", "score")
DEPENDENCE = ("multiplier", "mean", "low", "high")
SHARE_HELP = (
    "Each input's fair share of the distance between this prediction and the average one (Shapley values); "
    "the shares add up exactly."
)


@dataclass(frozen=True)
class Explained:
    """Sampled held-out predictions taken apart.

    Parameters
    ----------
    rows : one per prediction: customer_id, product_id, visited_at, price, score and a column per group
    base_value : average prediction [share]
    groups : names of the columns that add up
    dependence : predicted share over price multipliers
    """

    rows: pd.DataFrame
    base_value: float
    groups: list[str]
    dependence: pd.DataFrame

    @property
    def importance(self) -> pd.DataFrame:
        """Return group, mean_absolute [share], the strongest first."""
        strength = self.rows[self.groups].abs().mean().sort_values(ascending=False, kind="stable")
        return strength.rename_axis("group").reset_index(name="mean_absolute")


def require_explained(shop: Shop, found: "Results") -> Explained:
    """Return what the run took apart; stops the page where it had nothing to take apart."""
    rows = results.run_frame(shop, found, "explanation", ROWS)
    dependence = results.run_frame(shop, found, "dependence", DEPENDENCE)
    if rows is None or dependence is None:
        display.show_empty(
            "The latest visits hold too few purchases to explain. "
            "Upload a longer history, or choose other products.",
            page=results.RESPONSE_PAGE,
            label="Choose other products",
        )
        st.stop()
    directory = jobs.run_directory(shop, found.run_id)
    facts = document_of(directory, FACTS, {"base_value": NUMBER, "groups": list})
    with reading(directory, "explanation.parquet"):
        rows[facts["groups"]]
    return Explained(rows, facts["base_value"], facts["groups"], dependence)


def answer(explained: Explained) -> str:
    """Return in one sentence what moves predictions most, and what a cheaper price does."""
    first = explained.importance.iloc[0]
    price = explained.dependence.set_index(explained.dependence["multiplier"].round(2))["mean"]
    sentence = (
        f"{first['group']} moves the predictions most: by "
        f"{formats.number(100 * first['mean_absolute'], 1)} percentage points on average"
    )
    if not {0.9, 1.0} <= set(price.index):
        return f"{sentence}."
    return (
        f"{sentence}. At 10 % off, the predicted share that buys rises from "
        f"{formats.share(price[1.0])} to {formats.share(price[0.9])}."
    )


def show_overall(explained: Explained) -> None:
    """Draw what matters overall, and what the price alone does."""
    left, right = st.columns(2, gap="medium")
    with left:
        columns = {
            "group": formats.text_column("Input"),
            "mean_absolute": formats.share_column("Moves a prediction by", help=SHARE_HELP),
        }
        display.show_chart(
            importance_chart(explained.importance), explained.importance, columns, "importance"
        )
    with right:
        columns = {
            "multiplier": formats.share_column("Price against today's"),
            "mean": formats.share_column("Buy on average"),
            "low": formats.share_column("From", help="1 in 20 chances lies below"),
            "high": formats.share_column("To", help="1 in 20 chances lies above"),
        }
        display.show_chart(
            dependence_chart(explained.dependence), explained.dependence, columns, "dependence"
        )


def choose_prediction(shop: Shop, found: "Results", explained: Explained) -> pd.Series:
    """Ask for a product and one of its sampled predictions."""
    st.subheader("One prediction taken apart", anchor=False)
    titles = results.product_labels(found)
    products = sorted(explained.rows["product_id"].unique(), key=lambda p: titles.get(p, p))
    with st.container(horizontal=True):
        product = st.selectbox(
            "Product",
            products,
            format_func=lambda p: titles.get(p, p),
            width=360,
            key=f"explained-product-{shop.name}-{found.run_id}",
        )
        rows = explained.rows[explained.rows["product_id"] == product].sort_values("score", ascending=False)
        row = st.selectbox(
            "Customer and visit",
            list(rows.index),
            format_func=lambda i: _label(rows.loc[i]),
            width=420,
            key=f"explained-row-{shop.name}-{found.run_id}-{product}",
        )
    return rows.loc[row]


def show_prediction(shop: Shop, prediction: pd.Series, explained: Explained) -> None:
    """Draw one prediction from the average to its score."""
    parts = prediction[explained.groups].astype(float)
    price = formats.money(prediction["price"], shop.setting("currency", ""))
    display.show_note(
        f"At a price of {price} the model predicted a {formats.share(prediction['score'])} chance "
        f"of a purchase; the average prediction is {formats.share(explained.base_value)}."
    )
    figure = waterfall_chart(parts, explained.base_value, float(prediction["score"]))
    steps = parts.rename_axis("group").reset_index(name="share")
    columns = {
        "group": formats.text_column("Input"),
        "share": formats.share_column("Adds to the prediction", help=SHARE_HELP),
    }
    display.show_chart(figure, steps, columns, "prediction")


def _label(row: pd.Series) -> str:
    return f"Customer {row['customer_id']} · {formats.day(row['visited_at'])} · {formats.share(row['score'])}"
