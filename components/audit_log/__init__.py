"""Who read, took along, imported, trained, decided and erased what, when, and in which state of the data."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from analytics.cli.role_words import ALL_ACT_WORDS
from components.shell import choices, display, formats, tables
from data.privacy.audit.trail import chosen, trail_of
from data.schema import InputError
from data.store import Shop

ACTS = {str(act): words for act, words in ALL_ACT_WORDS.items()}
COLUMNS = {
    "at": tables.time("When (UTC)"),
    "who": tables.text(
        "Who", "The login, the person of --as, or the system's name for who ran it", width=240
    ),
    "act": tables.text("What"),
    "what": tables.text("Of", width=320),
    "whom": tables.text("Whom", "Whose role was given or taken"),
    "data": tables.text("Data state", "The first digits of what the shop's data hash to"),
}
HOW = (
    "Each entry is signed with the workspace's key and holds the hash of the one before, so that what was "
    "edited, dropped, moved or forged is found: python -m analytics audit verify. No "
    "entry holds a customer's id."
)


def require_trail(shop: Shop) -> pd.DataFrame:
    """Return all that was done with a shop; stops the page where the log is not as it was written."""
    try:
        return trail_of(shop)
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        st.stop()


def show_answer(trail: pd.DataFrame) -> None:
    """Draw in a sentence how much was done, by how many, and that the log is sound."""
    display.show_answer(answer(trail))


def answer(trail: pd.DataFrame) -> str:
    """Return how much was done, by how many, since when, and that the log is sound."""
    if trail.empty:
        return "Nothing was noted yet."
    n_people = trail["who"].nunique()
    entries, people = (
        formats.counted(len(trail), "entry", "entries"),
        formats.counted(n_people, "person", "people"),
    )
    return f"{entries} by {people} since {formats.day(trail['at'].iloc[0])}, all as they were signed."


def choose_part(trail: pd.DataFrame) -> pd.DataFrame:
    """Ask for people, kinds and days; return what they did, newest first."""
    with st.container(horizontal=True):
        names = {name: name for name in sorted(trail["who"].unique())}
        people = choices.choose_several("Who", names, key="audited-who", placeholder="Everybody")
        acts = choices.choose_several("What", ACTS, key="audited-what", placeholder="All")
        days = st.date_input("From and to (UTC)", (), width=280, key="audited-days")
    since, until = _ends(days)
    return chosen(trail, people, acts, since, until).iloc[::-1]


def show_part(part: pd.DataFrame) -> None:
    """Draw what was done, with its download."""
    display.show_table(part.assign(act=part["act"].map(ACTS)), COLUMNS, "audit_log")
    display.show_note(HOW)


def _ends(days: object) -> tuple[date | None, date | None]:
    """Return the first and the last of the chosen days; None for one that is not chosen yet."""
    ends = list(days) if isinstance(days, Sequence) else []
    return (ends[0] if ends else None, ends[1] if len(ends) > 1 else None)
