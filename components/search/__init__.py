"""Products found by what is typed: tried out, and judged by what customers bought after they searched."""

from pathlib import Path

import streamlit as st

from analytics.recommend.search.work import RECORD, SEARCH, SearchConfig
from components.search.evaluation import show_evaluation
from components.search.try_out import show_search
from components.search.words import answer_words
from components.shell import display
from components.shell.shop_work import WorkWords, show_work
from data.store import Shop

WORDS = WorkWords(
    "the index",
    "Index the products",
    "Index again",
    "Reads titles, categories, brands and texts, finds what they mean in English, Chinese and 14 other "
    "languages, and judges the search. 70,000 titles take about a minute; you can leave the page meanwhile.",
)


def require_index(shop: Shop) -> Path:
    """Return the newest index, with the way to another one; stop the page where there is none yet."""
    found = show_work(shop, SEARCH, WORDS, SearchConfig())
    if found is None:
        st.stop()
    return found


def answer(directory: Path) -> str:
    """Return in a sentence how good the search is, or what is missing to tell."""
    return answer_words(RECORD.read(directory))


def show_tabs(shop: Shop, directory: Path) -> None:
    """Draw the search, and how good it is, one at a time."""
    parts = {
        "Try it": lambda: show_search(shop, directory),
        "How good it is": lambda: show_evaluation(directory),
    }
    display.show_tabs(parts, f"search-tabs-{shop.name}")
