"""Who decided what on a shop's prices, and what they decide now."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.cli.ledger_words import STANDING_WORDS
from analytics.runs.decisions.basis import Basis
from analytics.runs.decisions.codes import Standing
from analytics.runs.decisions.prices import digest_of, without
from analytics.runs.decisions.standing import Decisions, decisions_of
from components.bundles.repricing import priced
from components.decisions.who import remember_who, who_decides
from components.price_book.rows import book_of
from components.shell import display, formats, results
from data.privacy.ledger.entries import Sealed
from data.privacy.ledger.ledger import Ledger
from data.schema import InputError
from data.store import Shop

WHO_HELP = (
    "Noted as it stands here. Nobody checks it yet: it starts as the name that this machine's system has for "
    "whoever runs the app"
)


@dataclass(frozen=True)
class Kept:
    """A shop's ledger as it was read, and the price book of now.

    Attributes
    ----------
    basis, whole : what the prices of now rest on, and these prices
    rows, digest : these prices less what was withdrawn, and what names them
    """

    shop: Shop
    ledger: Ledger
    entries: tuple[Sealed, ...]
    decisions: Decisions
    basis: Basis
    whole: pd.DataFrame
    rows: pd.DataFrame
    digest: str


def require_ledger(shop: Shop) -> Kept:
    """Return the shop's ledger; stops the page where it is damaged or there is no price book to decide on."""
    ledger = Ledger(shop.directory)
    try:
        entries = tuple(ledger.sealed_entries())
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        st.stop()
    found = priced(shop, results.require_results(shop))
    decisions = decisions_of([one.entry for one in entries], ledger.book)
    whole = book_of(shop, found).rows
    rows = without(whole, frozenset(decisions.withdrawn))
    return Kept(shop, ledger, entries, decisions, found, whole, rows, digest_of(rows))


def choose_who() -> str:
    """Ask for the name that a decision is noted under; the session remembers it."""
    who = st.text_input(
        "Your name", who_decides(), max_chars=100, help=WHO_HELP, width=280, key="who-decides"
    )
    remember_who(str(who))
    return str(who)


def show_answer(kept: Kept) -> None:
    """Draw in a sentence how the price book of now stands, and that the record is sound."""
    display.show_answer(answer(kept))


def answer(kept: Kept) -> str:
    """Return how the price book of now stands, and that the record is sound."""
    n, n_withdrawn = len(kept.entries), len(kept.decisions.withdrawn)
    standing = standing_of(kept, kept.digest)
    sound = "No decision is noted yet"
    if n:
        sound = f"The record, {formats.counted(n, 'decision')}, is as it was signed"
    gone = f"; {formats.counted(n_withdrawn, 'price')} withdrawn" if n_withdrawn else ""
    prices = formats.counted(len(kept.rows), "price")
    return f"The price book of now ({prices}): {STANDING_WORDS[standing].lower()}{gone}. {sound}."


def standing_of(kept: Kept, digest: str) -> Standing:
    """Return how a book stands; one that nobody has noted is advised alone."""
    return kept.decisions.standing(digest) if digest in kept.decisions.books else Standing.ADVISED
