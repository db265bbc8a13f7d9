"""What is doubtful in a shop's data: what deserves a look, and apart from it what is settled."""

import pandas as pd
import streamlit as st

from analytics.cli.personal_words import PERSONAL_WORDS
from components.quality.columns import plain_value
from components.quality.kinds import KIND_WORDS
from components.shell import choices, display, downloads, formats, labels, tables
from data.quality.report import doubtful_rows
from data.schema import PersonalKind
from data.schema.doubts import DOUBT_KINDS, REFUSED
from data.store import Shop

MEASURED = ("net_price", "list_price", "quantity", "cost", "event_time")
TREATED = {"keep": "Kept", "cap": "Capped", "drop": "Dropped"}
N_LINES, N_LETTERS = 2, 23  # of first rows and of a value: more would be cut at 1280 px
COLUMNS = {
    "title": tables.text("What", width=262),
    "n_rows": tables.count("Rows", width=76),
    "share": tables.share("Of rows", help="Share of the rows of such files"),
    "state": tables.text("Done", help="Kept as it is, capped, dropped, or never let in", width=78),
    "lines": tables.text("First rows", help="Lines in the file; the header is row 1", width=142),
    "value": tables.text("First value", help="As it stands in the file"),
}


def open_doubts(doubts: pd.DataFrame) -> pd.DataFrame:
    """Return the doubts that nothing was decided about and that are more than a remark."""
    is_note = doubts["kind"].map({name: kind.is_note for name, kind in DOUBT_KINDS.items()}).astype(bool)
    is_done = doubts["treatment"].isin(["cap", "drop"]) | doubts["kind"].isin({*REFUSED, "non_product"})
    return doubts[~is_note & ~is_done]


def show_doubts(shop: Shop, doubts: pd.DataFrame) -> None:
    """Draw what deserves a look, the rest folded away, and the rows of any kind as a file."""
    st.subheader("What is doubtful", anchor=False)
    if doubts.empty:
        st.markdown(f"None of {len(DOUBT_KINDS)} kinds of doubt was found.")
        return
    looked_at = open_doubts(doubts)
    others = doubts[~doubts["kind"].isin(looked_at["kind"])]
    if looked_at.empty:
        st.markdown("Nothing deserves a look.")
    else:
        st.markdown(f"{formats.counted(len(looked_at), 'thing deserves', 'things deserve')} a look:")
        _show_kinds(looked_at, "doubts")
    if not others.empty:
        n_other = formats.counted(len(others), "thing")
        with st.expander(f"{n_other} more: settled by a choice, never let in, or only to know"):
            _show_kinds(others, "settled")
    _choose_rows(shop, doubts)


def table_of(doubts: pd.DataFrame) -> pd.DataFrame:
    """Return doubts in words, those with most rows first."""
    ordered = doubts.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    rows = ordered.to_dict("records")
    return ordered.assign(
        title=ordered["kind"].map(lambda kind: KIND_WORDS[kind].title),
        value=[_value(row) for row in rows],
        state=[_state(row) for row in rows],
        lines=[_lines(row["rows"], row["n_rows"]) for row in rows],
    )


def _show_kinds(doubts: pd.DataFrame, file_name: str) -> None:
    table = table_of(doubts)
    display.show_table(table, COLUMNS, file_name, height=min(35 * len(table) + 38, 480))
    is_of_many = len(set(doubts["file"])) > 1
    meanings = dict.fromkeys(_meaning(row, is_of_many) for row in table.to_dict("records"))
    st.markdown("\n".join(f"- {meaning}" for meaning in meanings))


def _meaning(doubt: dict, is_of_many: bool) -> str:
    """Return which rows are of the kind, and of many files that in which the first of them stands."""
    kind = KIND_WORDS[doubt["kind"]]
    where = f", first in {doubt['file']}" if is_of_many and not pd.isna(doubt["file"]) else ""
    return f"**{formats.escaped(kind.title)}**{formats.escaped(where)}: {formats.escaped(kind.means)}."


def _choose_rows(shop: Shop, doubts: pd.DataFrame) -> None:
    """Ask for a kind and offer all of its rows as a file."""
    listed = [kind for kind in doubts["kind"] if not kind.endswith("_column")]
    if not listed:
        return
    picker, button = st.columns([2, 3], vertical_alignment="bottom")
    with picker:
        titles = {name: KIND_WORDS[name].title for name in listed}
        kind = choices.choose_code("All rows of", titles, key=f"rows-of-{shop.name}")
    with button:
        display.show_download(
            "Download these rows with their numbers (CSV)",
            lambda: downloads.csv_bytes(doubtful_rows(shop, kind)),
            f"{kind.replace('_', '-')}.csv",
        )


def _value(doubt: dict) -> str:
    """Return the first value, with its column where both have room; ids stay digit for digit."""
    if pd.isna(doubt["column"]):
        return ""
    if pd.isna(doubt["value"]):
        return str(doubt["column"])
    if doubt["kind"] == "personal_column":
        return f"{doubt['column']}: {PERSONAL_WORDS[PersonalKind(doubt['value'])]}"
    value = plain_value(doubt["value"]) if doubt["column"] in MEASURED else str(doubt["value"])
    named = f"{doubt['column']}: {value}"
    return named if len(named) <= N_LETTERS else labels.shortened(value, N_LETTERS)


def _state(doubt: dict) -> str:
    if doubt["kind"] in REFUSED or (doubt["kind"] == "non_product" and pd.isna(doubt["treatment"])):
        return "Not let in"
    return TREATED.get(doubt["treatment"], "Kept")


def _lines(rows: list[int], n_rows: int) -> str:
    shown = rows[:N_LINES]
    text = ", ".join(formats.count(row) for row in shown) if shown else formats.MISSING
    return f"{text} …" if shown and n_rows > len(shown) else text
