"""A price book that leaves is noted in the shop's ledger, signed, and without what was withdrawn."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

from analytics.runs.decisions import record
from analytics.runs.decisions.prices import digest_of, without
from components.decisions.who import who_decides
from components.price_book.rows import Book
from components.shell import display, formats
from data.privacy.ledger.ledger import Ledger
from data.privacy.ledger.signatures import SIGNATURE
from data.schema import InputError

DECISIONS_PAGE = "pages/governance/decisions.py"
SIGNED = "price_book_signed.zip"
Content = Callable[[], bytes]


def require_leave(book: Book) -> Book | None:
    """Return what may leave of a book; None, said in a sentence, where nothing may."""
    try:
        known = record.decisions(Ledger(book.shop.directory))
    except InputError as error:
        _show_held(str(error))
        return None
    left = replace(book, rows=without(book.rows, frozenset(known.withdrawn)))
    if left.rows.empty:
        _show_held("Every price of this book was withdrawn, so no file is offered.")
        return None
    if not known.may_leave(digest_of(left.rows)):
        _show_held("Two people have to approve this price book before it leaves.")
        return None
    if n_gone := len(book.rows) - len(left.rows):
        display.show_note(f"{formats.counted(n_gone, 'withdrawn price')} left out of these files.")
    return left


def noted(book: Book, name: str, content: Content) -> Content:
    """Return what makes a file and notes it as exported."""
    who = who_decides()

    def make() -> bytes:
        made = content()
        record.export(Ledger(book.shop.directory), book.found, book.rows, {name: made}, who)
        return made

    return make


def signed_zip(book: Book, contents: Mapping[str, Content]) -> Content:
    """Return what makes files of a book with the signature that covers them all, and notes the export."""
    who = who_decides()

    def make() -> bytes:
        files = {name: content() for name, content in contents.items()}
        signature = record.export(Ledger(book.shop.directory), book.found, book.rows, files, who)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (files | {SIGNATURE: signature}).items():
                archive.writestr(name, content)
        return stream.getvalue()

    return make


def _show_held(sentence: str) -> None:
    display.show_empty(sentence, page=DECISIONS_PAGE, label="Open the decisions")
