"""The record itself: every decision, filtered, with the signatures of what was exported."""

import streamlit as st

from analytics.cli.ledger_words import ACT_WORDS, entries_table
from components.decisions import Recorded
from components.shell import choices, display, tables
from data.privacy.ledger.codes import Act
from data.privacy.ledger.keys import as_pem, public_key
from data.privacy.ledger.signatures import SIGNATURE, signature_bytes

COLUMNS = {
    "number": tables.count("No."),
    "at": tables.time("When (UTC)"),
    "who": tables.text("Who", "The login, else as typed, or the system's name for who ran it"),
    "act": tables.text("What"),
    "book": tables.text("Book", "The first digits of what its prices hash to"),
    "about": tables.text("About", width=420),
    "valid_until": tables.text("Valid until"),
    "model": tables.text("Training"),
}
HOW = (
    "Each entry is signed with the workspace's key and holds the hash of the one before, so that what was "
    "edited, dropped, moved or forged is found. A shop's system checks a book with its signature and the "
    "public key alone: python -m analytics ledger verify --book FILE --key PUB."
)


def show_record(kept: Recorded) -> None:
    """Draw all decisions, newest first, filtered by what and who."""
    if not kept.entries:
        return  # the answer says so
    table = entries_table([one.entry for one in kept.entries]).iloc[::-1]
    with st.container(horizontal=True):
        acts = choices.choose_several(
            "What",
            {str(act): words for act, words in ACT_WORDS.items()},
            key="decided-what",
            placeholder="All",
        )
        people = {name: name for name in sorted(table["who"].unique())}
        whose = choices.choose_several("Who", people, key="decided-who", placeholder="Everybody")
    shown = table[(table["act"].isin(acts) | (not acts)) & (table["who"].isin(whose) | (not whose))]
    told = shown.assign(act=shown["act"].map({str(act): words for act, words in ACT_WORDS.items()}))
    display.show_table(told, COLUMNS, "decisions")


def show_signatures(kept: Recorded) -> None:
    """Draw the downloads of the signature of an export, and of the key that checks it."""
    exported = [one for one in reversed(kept.entries) if one.entry.act is Act.EXPORTED]
    display.show_note(HOW)
    if not kept.entries:
        return
    key = public_key(kept.ledger.workspace)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if exported:
            words = {one.entry.number: _called(one.entry.number, kept) for one in exported}
            number = choices.choose_code("Export", words, width=480, key="signature-of")
            one = kept.entries[number - 1]
            display.show_download("Its signature", lambda: signature_bytes(one, key), SIGNATURE)
        display.show_download("Public key", lambda: as_pem(key), "signing_key.pem")


def _called(number: int, kept: Recorded) -> str:
    entry = kept.entries[number - 1].entry
    return f"{number}: {', '.join(sorted(entry.facts['files']))}, {entry.at[:16].replace('T', ' ')} UTC"
