"""The letters beyond ASCII that languages write with, by the encodings of their texts."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIGNS = "€£¥°®™©’‘“”„‚‹›«»–—…•·½¼¾²³µ×±§¿¡ºª№´\u00a0\u00ad"


@dataclass(frozen=True)
class Alphabets:
    """What texts of one encoding are written with.

    Parameters
    ----------
    writing : what people call it
    languages : the letters beyond ASCII of each, the frequent ones first, very frequent ones more than once
    share : how many of a text's letters these are [share, 0-1]
    rarity : how seldom such a file is sent, as the logarithm of its odds against cp1252
    """

    encoding: str
    writing: str
    languages: tuple[str, ...]
    share: float
    rarity: float


def _read() -> tuple[Alphabets, ...]:
    table = tomllib.loads(Path(__file__).with_name("alphabets.toml").read_text(encoding="utf-8"))

    def alphabets(languages: str, n: int | None = None, **fields: Any) -> Alphabets:
        return Alphabets(languages=tuple(table["languages"][languages][:n]), **fields)

    return tuple(alphabets(**fields) for fields in table["encoding"])


ALPHABETS = _read()
