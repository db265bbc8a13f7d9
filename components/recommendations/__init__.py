"""What to show a customer next: one customer's list, recommenders side by side, who and what is new."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.cli.method_words import METHOD_WORDS
from analytics.embeddings.work import PICTURES
from analytics.recommend.files import COLD, LISTS, MODELS, RECORD
from analytics.recommend.models.recommender import Method
from analytics.recommend.shown import shown
from analytics.recommend.work import RECOMMEND, RecommendConfig
from components.recommendations.blocks import show_blocks
from components.recommendations.charts import comparison_chart
from components.recommendations.complete import show_complete
from components.recommendations.feedback import show_feedback
from components.recommendations.offers import show_offers
from components.recommendations.one_customer import show_customer
from components.recommendations.words import cold_words, comparison_words
from components.shell import display, downloads, session, tables
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

WORDS = WorkWords(
    "the comparison",
    "Compare recommenders",
    "Compare again",
    "Twelve recommenders learn from what customers bought, are judged by what they bought next, and the best "
    "makes a list for everyone. It takes some minutes; you can leave the page meanwhile.",
)
HIT = "of what a customer bought in the following weeks, the share among the ten shown (of ten at most)"
TABLE_COLUMNS = {
    "title": tables.text("Recommender"),
    "is_default": tables.tick("Default", "The best on earlier weeks, before those that judge"),
    "recall": tables.bar("Recall@10", HIT, high=1.0),
    **tables.band("recall", tables.share),
    "ndcg": tables.number("NDCG@10", "As recall, hits further up counting more; 1 is perfect", 3),
    "map": tables.number("MAP@10", "Mean average precision; 1 is perfect", 3),
    "repeat_recall": tables.share("Of repeats", "Recall of what had been bought before"),
    "new_recall": tables.share("Of what is new", "Recall where only what is new to the customer is shown"),
    "coverage": tables.share("Products shown", "The share of products that anybody is shown"),
    "novelty": tables.number("Novelty [bits]", "How rare what is shown is: one more bit is half as many", 1),
}
COLD_COLUMNS = {
    "who": tables.text("New are"),
    "title": tables.text("Answered by"),
    "n_customers": tables.count("Customers judged by"),
    "recall": tables.share("Recall@10"),
    "ndcg": tables.number("NDCG@10", decimals=3),
}
WHO = {"customers": "Customers without a purchase", "products": "Products with few buyers"}


def require_compared(shop: Shop) -> Path:
    """Return the newest comparison, with the way to another one; stop the page where there is none yet."""
    found = show_work(shop, RECOMMEND, WORDS, RecommendConfig())
    if found is None:
        st.stop()
    pictures = PICTURES.newest(shop.directory)
    if pictures is not None and pictures.name > found.name:
        display.show_note("Pictures of products have come since: compare again to use them.")
    return found


def compared(shop: Shop, directory: Path) -> pd.DataFrame:
    """Return the recommenders with their figures and titles, the best first."""

    def read() -> pd.DataFrame:
        table = MODELS.read(directory)
        titles = [METHOD_WORDS[Method(method)] for method in table["method"]]
        return table.assign(title=titles).sort_values("ndcg", ascending=False, ignore_index=True)

    return session.computed(shop, ("recommenders", directory.name), read)


def answer(shop: Shop, directory: Path) -> str:
    """Return in a sentence which recommender is best, and how good."""
    return comparison_words(compared(shop, directory), RECORD.read(directory))


def show_tabs(shop: Shop, directory: Path) -> None:
    """Draw one customer's list, the comparison, and what is new, one at a time."""
    parts = {
        "One customer": lambda: show_customer(shop, directory, compared(shop, directory)),
        "Bundles for one customer": lambda: show_offers(shop, directory),
        "Complete a bundle": lambda: show_complete(shop, directory),
        "Recommenders compared": lambda: _show_comparison(shop, directory),
        "New customers and products": lambda: _show_cold(directory),
        "Shown and taken": lambda: show_feedback(directory),
    }
    display.show_tabs(parts, f"recommendation-tabs-{shop.name}")


def show_download(directory: Path) -> None:
    """Draw the download of every customer's list."""
    label = "Download the list of every customer (CSV)"
    display.show_download(
        label, lambda: downloads.csv_bytes(shown(LISTS.read(directory), False)), "recommendations.csv"
    )


def _show_comparison(shop: Shop, directory: Path) -> None:
    table = compared(shop, directory)
    display.show_chart(comparison_chart(table), table, TABLE_COLUMNS, "recommenders", is_folded=False)


def _show_cold(directory: Path) -> None:
    rows = COLD.read(directory)
    display.show_note(cold_words(rows))
    if not rows.empty:
        titles = [METHOD_WORDS[Method(method)] for method in rows["method"]]
        told = rows.assign(title=titles, who=rows["who"].map(WHO))
        display.show_table(told, COLD_COLUMNS, "new-customers-and-products")
    show_blocks(directory)
