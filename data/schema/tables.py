"""The canonical tables that every shop is brought to: their columns are listed in `tables.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["events", "products", "customers", "offers", "orders", "prices", "persons"]
ColumnType = Literal["text", "time", "money", "number", "event_type", "status", "flag", "yes_no"]

KINDS: tuple[Kind, ...] = ("events", "products", "customers", "offers", "orders", "prices", "persons")
EVENT_TYPES = ("view", "cart", "purchase", "return", "search", "rate", "exposure")
STORED_AS = {"arm": "shown_by", "stock": "units_at_hand", "in_stock": "is_sellable"}  # names no attribute has
MISSING = (  # what says in a file that nothing is known
    *("", "NULL", "null", "NA", "N/A", "n/a", "NaN", "nan", "None", "\\N", "(not set)", "#N/A"),
    *("-", "--", "–", "—", "(null)", "(none)", "<NA>", "undefined"),
)
MOST_CODES = 30  # of an event type; a column of more different values is none


@dataclass(frozen=True)
class Column:
    """One canonical column: its name, type, what it means, and whether a file must have it."""

    name: str
    type: ColumnType
    meaning: str
    is_required: bool = False


def _read() -> dict[Kind, tuple[Column, ...]]:
    tables = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
    return {
        kind: tuple(
            Column(name, type_, meaning, bool(required))
            for name, (type_, meaning, *required) in tables[kind].items()
        )
        for kind in KINDS
    }


COLUMNS = _read()
