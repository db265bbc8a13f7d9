"""A ledger with one entry of most kinds, small enough to break it in every place."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from data.privacy.ledger.codes import Act
from data.privacy.ledger.ledger import Ledger

AT = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
PRICES = [{"offer_id": "B01", "product_ids": ["p1", "p2"], "segment": "A", "bundle_price": 17.5}]
ENTRIES, HEAD = "entries.jsonl", "head.json"


def filled_ledger(workspace: Path) -> Ledger:
    """Return the ledger of a shop in a workspace, with four entries on one book."""
    shop = workspace / "Shop"
    shop.mkdir(parents=True)
    ledger = Ledger(shop)
    book = ledger.keep_book(PRICES)
    ledger.append(Act.ADVISED, "Ann", {"book": book, "n_prices": 1}, AT)
    ledger.append(Act.APPROVED, "Zoë", {"book": book}, AT)
    ledger.append(Act.POLICY, "Ann", {"four_eyes": True}, AT)
    ledger.append(Act.EXPORTED, "Bob", {"book": book, "files": {"price_book.csv": "0" * 64}}, AT)
    return ledger


def lines(ledger: Ledger) -> list[bytes]:
    """Return the lines of the file of entries, each with its end."""
    return (ledger.directory / ENTRIES).read_bytes().splitlines(keepends=True)


def rewrite(ledger: Ledger, *parts: bytes) -> None:
    """Put other lines in place of the entries."""
    (ledger.directory / ENTRIES).write_bytes(b"".join(parts))


def copied(ledger: Ledger, directory: Path) -> Ledger:
    """Return a copy of a ledger, its key with it."""
    shutil.copytree(ledger.workspace, directory)
    return Ledger(directory / "Shop")
