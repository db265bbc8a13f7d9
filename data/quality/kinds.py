"""The kinds of doubt, read from the one table that names them: `kinds.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Treatment = Literal["keep", "cap", "drop"]
STORED = ("non_product", "duplicate", "clock_jump", "mixed_currency")  # found at import and kept with it
REJECTED: dict[str, str] = {  # what a reject's reason begins with → its kind, where no row can come back
    "not a product": "non_product",
    "price not above zero": "impossible_price",
    "cut row": "ragged_row",
    "more cells": "ragged_row",
    "unclosed quote": "ragged_row",
    "unreadable row": "ragged_row",
    "row longer": "ragged_row",
    "unreadable characters": "mojibake",
    "time is missing": "unreadable_time",
    "unreadable time": "unreadable_time",
    "missing product": "missing_id",
    "missing customer": "missing_id",
    "missing offer": "missing_id",
    "no customer, order or session": "missing_id",
    "id lost its digits": "spreadsheet_id",
    "listed twice": "listed_twice",
    "price not a number": "unreadable_number",
    "price is missing": "unreadable_number",
    "cost not a number": "unreadable_number",
    "quantity not a number": "unreadable_number",
    "quantity is missing": "unreadable_number",
    "quantity is zero": "unreadable_number",
    "instrument not a number": "unreadable_number",
}

REFUSED = {*REJECTED.values(), "repeated_header", "shifted_columns"} - {"non_product", "mojibake"}


@dataclass(frozen=True)
class DoubtKind:
    """One kind of doubt (see the head of `kinds.toml` for what each field means)."""

    name: str
    title: str
    means: str
    because: str
    choices: tuple[Treatment, ...] = ()
    reason: str = ""
    is_note: bool = False

    @property
    def default(self) -> Treatment | None:
        """What is done unless the shop chooses otherwise; None where there is nothing to choose."""
        return self.choices[0] if self.choices else None


def _read() -> dict[str, DoubtKind]:
    text = Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        name: DoubtKind(name, **{**fields, "choices": tuple(fields.get("choices", ()))})
        for name, fields in table.items()
    }


KINDS = _read()
