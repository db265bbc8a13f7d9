"""Decisions as they are noted in a shop's ledger: advised, approved, exported, withdrawn."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd

from analytics.runs import artifacts
from analytics.runs.decisions.basis import Basis, basis_of, facts_of
from analytics.runs.decisions.codes import Standing
from analytics.runs.decisions.prices import prices_of, without
from analytics.runs.decisions.standing import Decisions, decisions_of, same_person
from data.privacy.audit.note import system_user
from data.privacy.ledger.codes import Act, Withdrawal
from data.privacy.ledger.entries import Sealed
from data.privacy.ledger.keys import public_key
from data.privacy.ledger.ledger import Ledger, checked_name
from data.privacy.ledger.signatures import digests_of, signature_bytes
from data.schema import InputError
from data.store.shop import FILE

RUNS = "runs"  # the folder of a shop's trainings
VALID_DAYS, MOST_DAYS = 90, 3660  # of validity from a decision on


def os_user() -> str:
    """Return the name that the system has for who runs this; nobody has checked that it is a person."""
    return system_user()


def decisions(ledger: Ledger) -> Decisions:
    """Return what stands; raises DamagedLedgerError where the ledger is not what was written."""
    return decisions_of(ledger.entries(), ledger.book)


def sellable(ledger: Ledger, book: pd.DataFrame) -> pd.DataFrame:
    """Return a price book without the prices that were withdrawn."""
    return without(book, frozenset(decisions(ledger).withdrawn))


def advise(ledger: Ledger, basis: Basis, book: pd.DataFrame, who: str, at: datetime | None = None) -> str:
    """Note the prices of a book as advised, once; return their digest.

    Raises
    ------
    InputError
        Nothing is left of it that was not withdrawn.
    """
    if book.empty:
        raise InputError("every price of this book was withdrawn", "Restore some, or train again")
    digest = ledger.keep_book(prices_of(book))
    if digest not in decisions(ledger).books:
        facts = {"book": digest, **facts_of(basis, book), **_valid(VALID_DAYS, at)}
        ledger.append(Act.ADVISED, who, facts, at)
    return digest


def advise_run(run: Path, who: str, *, is_whole: bool = False) -> str:
    """Note the price book of a finished run of a shop as advised, less what was withdrawn; return its digest.

    Parameters
    ----------
    is_whole : whether what was withdrawn is part of it
    """
    ledger, book = Ledger(run.parent.parent), artifacts.PRICE_BOOK.read(run)
    return advise(ledger, basis_of(run), book if is_whole else sellable(ledger, book), who)


def note_advice(run: Path) -> None:
    """Note what a run has advised where a shop keeps the run; whatever forbids that does not end the run."""
    if run.parent.name == RUNS and (run.parent.parent / FILE).is_file():
        with suppress(InputError):  # a damaged ledger is said where decisions are made
            advise_run(run, os_user())


def approve(
    ledger: Ledger, who: str, digest: str, days: int = VALID_DAYS, at: datetime | None = None
) -> Sealed:
    """Note that somebody approves a book; raises InputError where the same person did, or it is withdrawn."""
    known, name = decisions(ledger), checked_name(who)
    book, standing = known.books[digest], known.standing(digest, at)
    if standing is Standing.WITHDRAWN:
        raise InputError("this price book was withdrawn", "Restore it first, or approve another")
    if standing is not Standing.EXPIRED and any(same_person(name, other) for other in book.approvers):
        waits = standing is Standing.HALF
        remedy = "Another person has to approve it too" if waits else "Nothing is to be done"
        raise InputError(f"{name} has approved this price book already", remedy)
    return ledger.append(Act.APPROVED, name, {"book": digest, **_valid(days, at)}, at)


def withdraw(
    ledger: Ledger,
    who: str,
    digest: str,
    reason: Withdrawal,
    offer_id: str | None = None,
    segment: str | None = None,
    at: datetime | None = None,
) -> Sealed:
    """Note that a book, an offer of it, or an offer's price for one segment is withdrawn.

    Raises
    ------
    InputError
        The book has no such offer, or not for this segment.
    """
    _check_named(ledger, digest, offer_id, segment)
    facts = {"book": digest, "reason": str(reason), "offer_id": offer_id, "segment": segment}
    return ledger.append(Act.WITHDRAWN, who, facts, at)


def restore(
    ledger: Ledger,
    who: str,
    digest: str,
    offer_id: str | None = None,
    segment: str | None = None,
    at: datetime | None = None,
) -> Sealed:
    """Note that a withdrawal is taken back; a book as a whole is then to be approved anew."""
    _check_named(ledger, digest, offer_id, segment)
    facts = {"book": digest, "offer_id": offer_id, "segment": segment}
    return ledger.append(Act.RESTORED, who, facts, at)


def ask_four_eyes(ledger: Ledger, who: str, four_eyes: bool, at: datetime | None = None) -> Sealed:
    """Note whether two people have to approve a book before it leaves."""
    return ledger.append(Act.POLICY, who, {"four_eyes": four_eyes}, at)


def export(
    ledger: Ledger,
    basis: Basis,
    book: pd.DataFrame,
    files: Mapping[str, bytes],
    who: str,
    at: datetime | None = None,
) -> bytes:
    """Note an export of a book as these files; return its signature, to lie beside them.

    Raises
    ------
    InputError
        Two people have to approve it first, or nothing is left that was not withdrawn.
    """
    digest = advise(ledger, basis, book, who, at)
    known = decisions(ledger)
    is_approved = known.standing(digest, at) is Standing.APPROVED
    if not known.may_leave(digest, at):
        raise InputError(
            "two people have to approve this price book before it leaves",
            "Approve it under Governance, Decisions, or with ledger approve",
        )
    until = {"valid_until": known.books[digest].until} if is_approved else {}
    facts = {"book": digest, "files": digests_of(files), **_valid(VALID_DAYS, at), **until}
    return signature_bytes(ledger.append(Act.EXPORTED, who, facts, at), public_key(ledger.workspace))


def _valid(days: int, at: datetime | None) -> dict[str, str]:
    first = (at or datetime.now(UTC)).astimezone(UTC).date()
    return {"valid_from": first.isoformat(), "valid_until": (first + timedelta(days=days)).isoformat()}


def _check_named(ledger: Ledger, digest: str, offer_id: str | None, segment: str | None) -> None:
    rows = [row for row in ledger.book(digest) if offer_id in (None, row["offer_id"])]
    if not rows:
        raise InputError(f"this price book has no bundle {offer_id!r}", "Name one that it holds")
    if segment is not None and segment not in {row["segment"] for row in rows}:
        raise InputError(f"this price book has no price for {segment!r}", "Name a segment that it holds")
