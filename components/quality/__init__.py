"""The quality of a shop's data: what came in, what is doubtful, what is done with it, what it can answer."""

import pandas as pd
import streamlit as st

from analytics.cli.reject_reasons import reason_words
from components.quality import doubts
from components.quality.answers import show_answers
from components.quality.columns import show_columns
from components.quality.missing import choose_fillings
from components.quality.treatments import choose_treatments
from components.shell import display, downloads, formats, session
from data.quality import Quality, read_quality
from data.store import Shop

__all__ = [
    "answer",
    "choose_fillings",
    "choose_treatments",
    "quality_of",
    "show_answers",
    "show_columns",
    "show_doubts",
    "show_files",
]

FILE_COLUMNS = {
    "file": formats.text_column("File"),
    "kind": formats.text_column("Holds"),
    "rows_read": formats.count_column("Rows read"),
    "rows_kept": formats.count_column("Kept"),
    "n_rejected": formats.count_column("Rejected"),
}
REJECT_COLUMNS = {
    "file": formats.text_column("File"),
    "reason": formats.text_column("Why"),
    "n_rows": formats.count_column("Rows"),
}


def quality_of(shop: Shop) -> Quality:
    """Return what was found in the shop's data as they are now."""
    return session.held(shop, "quality", lambda: read_quality(shop))


def answer(quality: Quality) -> str:
    """Return in one sentence what came in, what was kept, and how much deserves a look."""
    n_read = formats.counted(quality.files["rows_read"].sum(), "row")
    sentence = f"{n_read} came in, {formats.count(quality.files['rows_kept'].sum())} kept; "
    n_open = len(doubts.open_doubts(quality.doubts))
    if n_open == 0:
        return sentence + "nothing deserves a look."
    return sentence + f"{formats.counted(n_open, 'thing deserves', 'things deserve')} a look."


def show_files(shop: Shop, quality: Quality) -> None:
    """Draw what came in, by file, and why rows were not kept."""
    st.subheader("What came in", anchor=False)
    files = quality.files.assign(kind=quality.files["kind"].str.capitalize())
    display.show_table(files, FILE_COLUMNS, "files")
    if quality.rejected.empty:
        st.markdown("Every row was kept.")
        return
    st.markdown("Why rows were rejected, each under one reason:")
    display.show_table(_in_words(quality.rejected), REJECT_COLUMNS, "rejected-by-reason")
    display.show_download(
        "Download every rejected row with its number (CSV)",
        lambda: downloads.csv_bytes(_in_words(shop.rejects())),
        "rejected-rows.csv",
    )


def show_doubts(shop: Shop, quality: Quality) -> None:
    """Draw what is doubtful, kind by kind, with the rows of any kind as a file."""
    doubts.show_doubts(shop, quality.doubts)


def _in_words(rejects: pd.DataFrame) -> pd.DataFrame:
    return rejects.assign(reason=rejects["reason"].map(reason_words))
