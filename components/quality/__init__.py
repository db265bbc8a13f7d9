"""The quality of a shop's data: what came in, what is doubtful, what is done with it, what it can answer."""

import pandas as pd
import streamlit as st

from components import display, downloads, formats, session
from components.quality.answers import show_answers
from components.quality.columns import plain_value, show_columns
from components.quality.missing import choose_fillings
from components.quality.treatments import choose_treatments
from data.quality import KINDS, Quality, doubtful_rows, read_quality
from data.quality.kinds import REFUSED
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

MEASURED = ("net_price", "list_price", "quantity", "cost", "event_time")
TREATED = {"keep": "Kept", "cap": "Capped", "drop": "Dropped"}
DOUBT_COLUMNS = {
    "title": formats.text_column("What", width=270),
    "n_rows": formats.count_column("Rows", width=82),
    "share": formats.share_column("Of rows", help="Share of the rows of such files"),
    "state": formats.text_column("Done", help="Kept as it is, capped, dropped, or never let in"),
    "lines": formats.text_column("First rows", help="Lines in the file; the header is row 1", width=170),
    "column": formats.text_column("Column"),
    "value": formats.text_column("First value", width=150),
    "file": formats.text_column("File"),
    "means": formats.text_column("Which rows these are"),
}
FILE_COLUMNS = {
    "file": formats.text_column("File", width=140),
    "kind": formats.text_column("Holds"),
    "rows_read": formats.count_column("Rows read"),
    "rows_kept": formats.count_column("Kept", width=76),
    "n_rejected": formats.count_column("Rejected", width=76),
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
    n_open = len(_open(quality.doubts))
    if n_open == 0:
        return sentence + "nothing deserves a look."
    return sentence + f"{formats.counted(n_open, 'thing deserves', 'things deserve')} a look."


def show_files(shop: Shop, quality: Quality) -> None:
    """Draw what came in, by file, and why rows were not kept."""
    st.subheader("What came in", anchor=False)
    left, right = st.columns(2, gap="medium")
    with left:
        files = quality.files.assign(kind=quality.files["kind"].str.capitalize())
        display.show_table(files, FILE_COLUMNS, "files")
    with right:
        if quality.rejected.empty:
            st.markdown("Every row was kept.")
            return
        display.show_table(quality.rejected, REJECT_COLUMNS, "rejected-by-reason")
        display.show_download(
            "Download every rejected row with its number (CSV)",
            lambda: downloads.csv_bytes(shop.rejects()),
            "rejected-rows.csv",
        )


def show_doubts(shop: Shop, quality: Quality) -> None:
    """Draw what is doubtful, kind by kind, with the rows of any kind as a file."""
    st.subheader("What is doubtful", anchor=False)
    if quality.doubts.empty:
        st.markdown(f"None of {len(KINDS)} kinds of doubt was found.")
        return
    table = _table(quality.doubts)
    display.show_table(table, DOUBT_COLUMNS, "doubts", height=min(35 * len(table) + 38, 480))
    listed = [kind for kind in quality.doubts["kind"] if not kind.endswith("_column")]
    if not listed:
        return
    picker, button = st.columns([2, 3], vertical_alignment="bottom")
    with picker:
        kind = st.selectbox(
            "All rows of", listed, format_func=lambda name: KINDS[name].title, key=f"rows-of-{shop.name}"
        )
    with button:
        display.show_download(
            "Download these rows with their numbers (CSV)",
            lambda: downloads.csv_bytes(doubtful_rows(shop, kind)),
            f"{kind.replace('_', '-')}.csv",
        )


def _open(doubts: pd.DataFrame) -> pd.DataFrame:
    """Return the doubts that nothing was decided about and that are more than a remark."""
    is_note = doubts["kind"].map({name: kind.is_note for name, kind in KINDS.items()}).astype(bool)
    is_done = doubts["treatment"].isin(["cap", "drop"]) | doubts["kind"].isin({*REFUSED, "non_product"})
    return doubts[~is_note & ~is_done]


def _table(doubts: pd.DataFrame) -> pd.DataFrame:
    """Return doubts in words: open ones, then what was done, then remarks; large ones first within each."""
    open_kinds = set(_open(doubts)["kind"])
    is_note = doubts["kind"].map(lambda kind: KINDS[kind].is_note)
    rank = (~doubts["kind"].isin(open_kinds)).astype(int) + is_note.astype(int)
    ordered = doubts.assign(rank=rank).sort_values(
        ["rank", "share"], ascending=[True, False], kind="stable", ignore_index=True
    )
    return ordered.assign(
        title=ordered["kind"].map(lambda kind: KINDS[kind].title),
        means=ordered["kind"].map(lambda kind: KINDS[kind].means),
        value=[_value(row) for row in ordered.to_dict("records")],
        state=[_state(row) for row in ordered.to_dict("records")],
        lines=[_lines(row["rows"], row["n_rows"]) for row in ordered.to_dict("records")],
    )


def _value(doubt: dict) -> str:
    """Return the first value in words; ids stay digit for digit."""
    is_measured = doubt["column"] in MEASURED
    return plain_value(doubt["value"]) if is_measured or pd.isna(doubt["value"]) else str(doubt["value"])


def _state(doubt: dict) -> str:
    if doubt["kind"] in REFUSED or (doubt["kind"] == "non_product" and pd.isna(doubt["treatment"])):
        return "Not let in"
    return TREATED.get(doubt["treatment"], "Kept")


def _lines(rows: list[int], n_rows: int) -> str:
    text = ", ".join(formats.count(row) for row in rows) if rows else formats.MISSING
    return f"{text} …" if rows and n_rows > len(rows) else text
