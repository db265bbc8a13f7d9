"""What an argument of the command line has to be: each `type=` reads it, checks it and names its option."""

import math
from collections.abc import Callable
from pathlib import Path

from data.mapping import Mapping, read_mapping
from data.schema import InputError

MOST_CHARACTERS = 1000  # of a name: what is longer is a file passed by mistake


def figure(option: str, low: float, high: float) -> Callable[[str], float]:
    """Return what reads a figure between two others [inclusive]."""

    def read(words: str) -> float:
        try:
            value = float(words)
        except ValueError:
            value = math.nan
        if not low <= value <= high:  # also where it is no number
            raise InputError(f"{option} is {words!r}", f"Give a figure {_reach(low, high)}")
        return value

    return read


def whole(option: str, low: int, high: int) -> Callable[[str], int]:
    """Return what reads a whole number between two others [inclusive]."""

    def read(words: str) -> int:
        try:
            value = int(words)
        except ValueError:
            value = low - 1
        if not low <= value <= high:
            raise InputError(f"{option} is {words!r}", f"Give a whole number {_reach(low, high)}")
        return value

    return read


def name(option: str) -> Callable[[str], str]:
    """Return what reads a name: of a shop, a column, a product."""

    def read(words: str) -> str:
        if not words.strip():
            raise InputError(f"{option} is empty", "Write a name after it")
        if len(words) > MOST_CHARACTERS:
            raise InputError(f"{option} has a name of {len(words):,} characters", "Write a shorter one")
        if not is_text(words) or "\0" in words:
            raise InputError(f"{option} has {words!r}, which is not text in UTF-8", "Write it in UTF-8")
        return words

    return read


def place(option: str) -> Callable[[str], str]:
    """Return what reads where a file lies, or a table of a database."""

    def read(words: str) -> str:
        if not words or "\0" in words:
            raise InputError(f"{option} is empty", "Name a file after it")
        return words

    return read


def path(option: str) -> Callable[[str], Path]:
    """Return what reads the name of a file or folder to write, which need not be there."""

    def read(words: str) -> Path:
        where = Path(place(option)(words))
        if not is_text(str(where.absolute())):
            raise InputError(f"{option} is {words!r}, which is not UTF-8", "Name another place")
        return where

    return read


def mapping(option: str) -> Callable[[str], Mapping]:
    """Return what reads a mapping from its file."""
    return lambda words: read_mapping(Path(place(option)(words)))


def is_text(words: str) -> bool:
    """Say whether words are text: what the system hands over in another encoding is none."""
    return not any("\ud800" <= character <= "\udfff" for character in words)


def _reach(low: float, high: float) -> str:
    return f"of at least {low:g}" if high >= MOST else f"between {low:g} and {high:,.10g}"
