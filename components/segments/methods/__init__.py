"""Methods side by side: what is compared, the work that goes on, and what came out."""

from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.runs.segment_study import STUDY, read_study
from analytics.segments.study.study import Study
from components.segments.methods.choose import choose_study
from components.segments.methods.results import show_results
from components.shell import session
from components.shell.shop_work import WorkWords, show_work
from data.privacy.artifacts import DamagedRunError
from data.store import Shop

WORDS = WorkWords(
    "the comparison",
    "Compare these methods",
    "Compare these methods",
    "Finds segments by each method, and again among customers drawn anew: what is found again is there.",
)


def show_methods(shop: Shop, customers: pd.DataFrame) -> None:
    """Draw the tab of methods side by side: its question, its work, and what the newest study found.

    Parameters
    ----------
    customers : the mart `customers`
    """
    directory = show_work(shop, STUDY, WORDS, choose_study(shop, customers))
    if directory is not None and (found := _found(shop, directory)) is not None:
        show_results(shop, directory, found, STUDY.asked(directory))


def _found(shop: Shop, directory: Path) -> Study | None:
    try:
        return session.held(shop, ("segment study", directory.name), lambda: read_study(directory))
    except DamagedRunError as error:
        st.warning(f"The last comparison cannot be read: {error.damaged_file} is missing. Compare again.")
        return None
