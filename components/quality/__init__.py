"""The quality of a shop's data: what came in, what is doubtful, what is done with it, what it can answer."""

import streamlit as st

from components.quality.doubts import open_doubts
from components.shell import display, formats, session, tables
from components.upload.what_arrived import show_rejects_download, with_reject_words
from data.quality.report import Quality, read_quality
from data.store import Shop

FILE_COLUMNS = {**tables.FILE, **tables.ROWS, "n_rejected": tables.count("Rejected")}
REJECT_COLUMNS = {"file": tables.text("File"), "reason": tables.text("Why"), "n_rows": tables.count("Rows")}


def quality_of(shop: Shop) -> Quality:
    """Return what was found in the shop's data as they are now."""
    return session.held(shop, "quality", lambda: read_quality(shop))


def answer(quality: Quality) -> str:
    """Return in one sentence what came in, what was kept, and how much deserves a look."""
    n_read = formats.counted(quality.files["rows_read"].sum(), "row")
    sentence = f"{n_read} came in, {formats.count(quality.files['rows_kept'].sum())} kept; "
    n_open = len(open_doubts(quality.doubts))
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
    display.show_table(with_reject_words(quality.rejected), REJECT_COLUMNS, "rejected-by-reason")
    show_rejects_download(shop, shop.rejects, int(quality.rejected["n_rows"].sum()))
