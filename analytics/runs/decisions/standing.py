"""What stands once all entries of a ledger are read: how each book stands, and which prices are withdrawn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from analytics.runs.decisions.codes import Standing
from analytics.runs.decisions.prices import Price, price_of
from data.privacy.ledger.codes import Act
from data.privacy.ledger.entries import Entry

N_EYES = 2  # people, where two are asked for
ReadBook = Callable[[str], list[dict[str, Any]]]  # the prices of a digest


@dataclass
class OfBook:
    """What was decided on one price book.

    Attributes
    ----------
    until : the last day on which its prices are valid, ISO 8601
    approvers : names since the book was last withdrawn or its approval ended, in order
    """

    digest: str
    run_id: str
    advised_at: str
    n_prices: int
    until: str
    approvers: list[str] = field(default_factory=list)
    n_exports: int = 0
    is_withdrawn: bool = False

    def is_over(self, at: str) -> bool:
        """Say whether its validity had ended at a time, ISO 8601."""
        return at[:10] > self.until


@dataclass
class Decisions:
    """What stands.

    Attributes
    ----------
    books : by their digest, oldest first
    withdrawn : prices that may not leave
    """

    four_eyes: bool = False
    books: dict[str, OfBook] = field(default_factory=dict)
    withdrawn: set[Price] = field(default_factory=set)

    def standing(self, digest: str, now: datetime | None = None) -> Standing:
        """Return how a book stands."""
        book = self.books[digest]
        if book.is_withdrawn:
            return Standing.WITHDRAWN
        if book.is_over((now or datetime.now(UTC)).isoformat()):
            return Standing.EXPIRED
        if len(book.approvers) >= (N_EYES if self.four_eyes else 1):
            return Standing.APPROVED
        return Standing.HALF if book.approvers else Standing.ADVISED

    def may_leave(self, digest: str, now: datetime | None = None) -> bool:
        """Say whether a book may be exported: where two people are asked for, once they have approved it."""
        if not self.four_eyes:
            return True
        return digest in self.books and self.standing(digest, now) is Standing.APPROVED


def decisions_of(entries: Sequence[Entry], read_book: ReadBook) -> Decisions:
    """Read all entries in order.

    Parameters
    ----------
    read_book : returns the prices of a digest
    """
    found = Decisions()
    for entry in entries:
        _take(found, entry, read_book)
    return found


def same_person(one: str, other: str) -> bool:
    """Say whether two names are one, however they are written."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _take(found: Decisions, entry: Entry, read_book: ReadBook) -> None:
    facts = entry.facts
    if entry.act is Act.POLICY:
        found.four_eyes = bool(facts["four_eyes"])
        return
    if entry.act is Act.REIDENTIFIED:
        return
    digest = str(facts["book"])
    if entry.act is Act.ADVISED:
        fresh = OfBook(digest, facts["model"], entry.at, facts["n_prices"], facts["valid_until"])
        found.books.setdefault(digest, fresh)
    elif entry.act is Act.APPROVED:
        _approve(found.books[digest], entry)
    elif entry.act is Act.EXPORTED:
        found.books[digest].n_exports += 1
    else:
        _withdraw(found, entry, read_book(digest))


def _approve(book: OfBook, entry: Entry) -> None:
    if book.is_over(entry.at):
        book.approvers = []
    book.until = str(entry.facts["valid_until"])
    if not any(same_person(entry.who, name) for name in book.approvers):
        book.approvers.append(entry.who)


def _withdraw(found: Decisions, entry: Entry, rows: list[dict[str, Any]]) -> None:
    """Withdraw prices, or take that back."""
    offer, segment = entry.facts["offer_id"], entry.facts["segment"]
    is_withdrawal = entry.act is Act.WITHDRAWN
    if offer is None:
        book = found.books[str(entry.facts["book"])]
        book.is_withdrawn, book.approvers = is_withdrawal, []
    named = {
        price_of(row)
        for row in rows
        if offer in (None, row["offer_id"]) and segment in (None, row["segment"])
    }
    found.withdrawn = found.withdrawn | named if is_withdrawal else found.withdrawn - named
