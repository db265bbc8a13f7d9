"""What the analyst reads of each kind of doubt, from `doubts.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KindWords:
    """The title of a kind, which rows are of it, and why they are treated so unless the shop chooses."""

    title: str
    means: str
    because: str


def _read() -> dict[str, KindWords]:
    table = tomllib.loads(Path(__file__).with_name("doubts.toml").read_text(encoding="utf-8"))
    return {name: KindWords(**fields) for name, fields in table.items()}


KIND_WORDS = _read()
