"""One command of the table, and the files that rows start from."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One command: its words, the rows that come before it, and what it is given beside them.

    Attributes
    ----------
    words : `{at}` is the directory of all rows, `{files}` that of the shop's files
    typed : on standard input
    """

    words: str
    needs: tuple[str, ...] = ()
    has_key: bool = False
    typed: str = ""


PRINTING = ("compare", "evidence", "segment", "recommend", "interests", "search", "tune")
PRINTING += ("train", "imbalance", "validate", "monitor", "transfer", "federate")
PRINTING += ("anonymize", "private-figures", "privacy-price")
SHOP_FILES = "--events {files}/events.csv --products {files}/products.csv --customers {files}/customers.csv"
ORDER_FILES = "--events {files}/lines.csv --orders {files}/orders.csv --mapping {files}/mapping.json"
JOINED_FILES = (
    "--events {files}/places.csv --customers {files}/mails.csv --persons {files}/joins.csv --match-on mail"
)
PLACES = "--stores north south --channels web store"
LATER_FILES = (
    "--events {files}/lines_later.csv --orders {files}/orders_later.csv --mapping {files}/mapping.json"
)


def only(word: str) -> str:
    """Return a word as it is, or the one place that a pattern with a star stands for."""
    if "*" not in word:
        return word
    (place,) = Path(word).parent.glob("*")
    return str(place)
