"""What an analyst decides: approve a book, withdraw prices, take that back, ask for two people."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from analytics.cli.ledger_words import STANDING_WORDS, WITHDRAWAL_WORDS
from analytics.runs.decisions import record
from analytics.runs.decisions.codes import Standing
from components.decisions import Kept, standing_of
from components.shell import choices, display, formats

NOW, WHOLE, ALL = "The price book of now", "The whole book", "All customer types"


def choose_book(kept: Kept) -> str:
    """Ask which price book is meant, the one of now first; return its digest."""
    older = [digest for digest in reversed(kept.decisions.books) if digest != kept.digest]
    words = {digest: _called(kept, digest) for digest in (kept.digest, *older)}
    key = f"decision-book-{kept.shop.name}"
    return str(choices.choose_code("Price book", words, kept.digest, width=480, key=key))


def choose_approval(kept: Kept, who: str, digest: str) -> None:
    """Ask for how long, and note the approval once its button is pressed."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        days = st.number_input(
            "Valid for [days]", 1, record.MOST_DAYS, record.VALID_DAYS, width=180, key="approve-days"
        )
        is_nothing = standing_of(kept, digest) is Standing.WITHDRAWN or kept.rows.empty
        if st.button("Approve", type="primary", disabled=is_nothing or not who.strip(), key="approve-book"):
            _decide(lambda: record.approve(kept.ledger, who, _noted(kept, who, digest), int(days)))
    if kept.decisions.four_eyes:
        approvers = kept.decisions.books[digest].approvers if digest in kept.decisions.books else []
        so_far = f"So far: {', '.join(approvers)}." if approvers else "So far nobody has."
        display.show_note("Two people of different names have to approve a book before it leaves.", so_far)


def choose_withdrawal(kept: Kept, who: str, digest: str) -> None:
    """Ask which prices are meant and why, and note that they are withdrawn, or that this is taken back."""
    is_of_now = digest == kept.digest
    prices = kept.whole.to_dict("records") if is_of_now else kept.ledger.book(digest)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        offer, segment = _choose_prices(prices)
        reason = choices.choose_code("Why", WITHDRAWAL_WORDS, width=240, key="withdraw-reason")
    is_sure = st.checkbox("Yes, I mean these prices", key="withdraw-sure")

    def noted() -> str:
        return record.advise(kept.ledger, kept.basis, kept.whole, who) if is_of_now else digest

    with st.container(horizontal=True):
        is_off = not is_sure or not who.strip()
        if st.button("Withdraw", disabled=is_off, key="withdraw-prices"):
            _decide(lambda: record.withdraw(kept.ledger, who, noted(), reason, offer, segment))
        if st.button("Take a withdrawal back", disabled=is_off, key="restore-prices"):
            _decide(lambda: record.restore(kept.ledger, who, noted(), offer, segment))
    display.show_note("What is withdrawn is left out of every file from then on, also of later trainings.")


def _choose_prices(prices: Sequence[Mapping[Any, Any]]) -> tuple[str | None, str | None]:
    """Ask for a bundle and a customer type of a book; None for all."""
    offers = sorted({str(row["offer_id"]) for row in prices})
    words = {None: WHOLE} | {offer: offer for offer in offers}
    offer = choices.choose_code("Bundle", words, width=200, key="withdraw-offer")
    segments = sorted({str(row["segment"]) for row in prices if str(row["offer_id"]) == offer})
    words = {None: ALL} | {name: name for name in segments}
    segment = choices.choose_code("For", words, width=240, disabled=offer is None, key="withdraw-segment")
    return offer, None if offer is None else segment


def choose_four_eyes(kept: Kept, who: str) -> None:
    """Ask whether two people have to approve a book, and note where that changes."""
    is_asked = kept.decisions.four_eyes
    label = "Let one person approve" if is_asked else "Ask for two people"
    if st.button(label, disabled=not who.strip(), key="four-eyes"):
        _decide(lambda: record.ask_four_eyes(kept.ledger, who, not is_asked))
    display.show_note(
        "Where two are asked for, no price book leaves before two different names have approved it. "
        "Without a login names are not checked: there this guards against slips, not against somebody who "
        "means it."
    )


def _decide(note: Callable[[], object]) -> None:
    """Note a decision and draw the page anew; a refusal is a sentence."""
    with display.saying_refusals():
        note()
        st.rerun()


def _noted(kept: Kept, who: str, digest: str) -> str:
    """Return the digest of a book that the ledger has noted as advised."""
    if digest != kept.digest:
        return digest
    return record.advise(kept.ledger, kept.basis, kept.rows, who)


def _called(kept: Kept, digest: str) -> str:
    """Return what people call a book: since when, how many prices, how it stands."""
    standing = STANDING_WORDS[standing_of(kept, digest)].lower()
    if digest == kept.digest:
        return f"{NOW}: {standing}"
    book = kept.decisions.books[digest]
    return f"{digest[:12]} of {book.advised_at[:10]}, {formats.counted(book.n_prices, 'price')}: {standing}"
