"""The kinds of doubt about a shop's rows: which there are, and what may be done with each (`doubts.toml`)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Treatment = Literal["keep", "cap", "drop"]
STORED = ("non_product", "duplicate", "clock_jump", "mixed_currency")  # found at import and kept with it


@dataclass(frozen=True)
class DoubtKind:
    """One kind of doubt; the head of `doubts.toml` says what each field means."""

    name: str
    choices: tuple[Treatment, ...] = ()
    reasons: tuple[str, ...] = ()
    is_note: bool = False

    @property
    def default(self) -> Treatment | None:
        """What is done unless the shop chooses otherwise; None where there is nothing to choose."""
        return self.choices[0] if self.choices else None


def _read() -> dict[str, DoubtKind]:
    table = tomllib.loads(Path(__file__).with_name("doubts.toml").read_text(encoding="utf-8"))
    return {name: DoubtKind(name, **fields) for name, fields in table.items()}


DOUBT_KINDS = _read()
DROPPED = {name for name, kind in DOUBT_KINDS.items() if "drop" in kind.choices}  # names that are reasons
REFUSED = {name for name, kind in DOUBT_KINDS.items() if kind.reasons} - {"non_product", "mojibake"}
REFUSED |= {"repeated_header", "shifted_columns"}  # kinds whose rows never come in
