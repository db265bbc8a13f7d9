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
from components.shell import display, formats, jobs, login, results
from data.privacy.ledger.entries import Sealed
from data.privacy.ledger.ledger import Ledger
from data.privacy.roles.rights import Right
from data.schema import InputError
from data.store import Shop

WHO_HELP = (
    "Noted as it stands here. Without a login nobody checks it: it starts as the name that this machine's "
    "system has for whoever runs the app"
)
EMPTY = (
    "No decision is noted yet. Here will stand who advised, approved, exported and withdrew which prices, "
    "and who had customers named, each entry signed. Imports, erasures and roles stand in the audit log."
)


@dataclass(frozen=True)
class Recorded:
    """A shop's ledger as it was read."""

    shop: Shop
    ledger: Ledger
    entries: tuple[Sealed, ...]
    decisions: Decisions


@dataclass(frozen=True)
class Kept(Recorded):
    """A shop's ledger as it was read, and the price book of now.

    Attributes
    ----------
    basis, whole : what the prices of now rest on, and these prices
    rows, digest : these prices less what was withdrawn, and what names them
    """

    basis: Basis
    whole: pd.DataFrame
    rows: pd.DataFrame
    digest: str


def may_decide(shop: Shop) -> bool:
    """Say whether whoever looks decides on prices, and does not read the record alone."""
    try:
        shop.require(Right.DECIDE)
    except InputError:
        return False
    return True


def require_record(shop: Shop) -> Recorded:
    """Return the shop's ledger; stops the page where it is damaged."""
    ledger = Ledger(shop.directory_for(Right.READ_LEDGER))
    try:
        entries = tuple(ledger.sealed_entries())
    except InputError as error:
        st.warning(formats.escaped(str(error)))
        st.stop()
    return Recorded(shop, ledger, entries, decisions_of([one.entry for one in entries], ledger.book))


def book_to_decide(record: Recorded) -> Kept | None:
    """Return the ledger beside the price book of now; None where whoever looks has none to decide on."""
    results_now = results.newest_results(record.shop) if may_decide(record.shop) else None
    if results_now is None:
        return None
    results.show_if_outdated(record.shop, results_now)
    found = priced(record.shop, results_now)
    whole = book_of(record.shop, found).rows
    rows = without(whole, frozenset(record.decisions.withdrawn))
    return Kept(**vars(record), basis=found, whole=whole, rows=rows, digest=digest_of(rows))


def choose_who() -> str:
    """Return whom a decision is noted under: who has logged in, else ask; the session remembers it."""
    if (person := login.person()) is not None:
        return person.email
    who = st.text_input(
        "Your name", who_decides(), max_chars=100, help=WHO_HELP, width=280, key="who-decides"
    )
    remember_who(str(who))
    return str(who)


def show_answer(kept: Kept) -> None:
    """Draw in a sentence how the price book of now stands, and that the record is sound."""
    display.show_answer(answer(kept))


def show_record_answer(record: Recorded) -> None:
    """Draw in a sentence that the record is sound, or what will stand there."""
    display.show_answer(f"{_sound_words(record)}." if record.entries else EMPTY)


def show_way_to_a_book(shop: Shop) -> None:
    """Draw where a price book to decide on comes from."""
    is_training = jobs.active_run(shop) is not None
    display.show_empty(
        "There is no price book to decide on yet.",
        page=results.RESPONSE_PAGE,
        label="See the training's progress" if is_training else "Train the price response",
    )


def answer(kept: Kept) -> str:
    """Return how the price book of now stands, and that the record is sound."""
    n_withdrawn = len(kept.decisions.withdrawn)
    standing = standing_of(kept, kept.digest)
    sound = _sound_words(kept)
    gone = f"; {formats.counted(n_withdrawn, 'price')} withdrawn" if n_withdrawn else ""
    prices = formats.counted(len(kept.rows), "price")
    return f"The price book of now ({prices}): {STANDING_WORDS[standing].lower()}{gone}. {sound}."


def standing_of(kept: Kept, digest: str) -> Standing:
    """Return how a book stands; one that nobody has noted is advised alone."""
    return kept.decisions.standing(digest) if digest in kept.decisions.books else Standing.ADVISED


def _sound_words(record: Recorded) -> str:
    if n := len(record.entries):
        return f"The record, {formats.counted(n, 'decision')}, is as it was signed"
    return "No decision is noted yet"
