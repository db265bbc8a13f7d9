"""A price book that a command writes is noted in the shop's ledger, and its signature laid beside it."""

from pathlib import Path

import pandas as pd

from analytics.cli.voice import Voice
from analytics.runs.artifacts import PRICE_BOOK
from analytics.runs.decisions import record
from analytics.runs.decisions.basis import Basis, basis_of
from data.privacy.ledger.ledger import Ledger
from data.privacy.ledger.signatures import SIGNATURE
from data.schema import InputError


def sign(
    draft: Path, names: list[str], shop: Path, basis: Basis, book: pd.DataFrame, who: str | None = None
) -> None:
    """Note files of a book as exported, and write the signature beside them."""
    files = {name: (draft / name).read_bytes() for name in names}
    content = record.export(Ledger(shop), basis, book, files, who or record.os_user())
    (draft / SIGNATURE).write_bytes(content)


def sign_run(voice: Voice, draft: Path, run: Path, who: str | None = None) -> None:
    """Sign the price book of a run that a shop has just kept; where that is refused, it goes unsigned."""
    book = PRICE_BOOK.read(run)
    sign_or_say(voice, draft, [PRICE_BOOK.name], run.parent.parent, basis_of(run), book, who)


def sign_or_say(
    voice: Voice,
    draft: Path,
    names: list[str],
    shop: Path,
    basis: Basis,
    book: pd.DataFrame,
    who: str | None = None,
) -> None:
    """Sign files of a book; where the ledger refuses, say why: hours of training are not lost by it."""
    try:
        if len(record.sellable(Ledger(shop), book)) < len(book):
            raise InputError("prices in it were withdrawn", "Export what is left with ledger export")
        sign(draft, names, shop, basis, book, who)
    except InputError as error:
        voice.say(f"The price book is not signed: {error}")
