"""Texts as their words, whatever their case, accents and signs: what names are compared by."""

import re
import tomllib
import unicodedata
from pathlib import Path

LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})


def listed_words(name: str) -> dict[str, dict[str, str]]:
    """Return the words of `data/intake/words/{name}.toml`."""
    return tomllib.loads((Path(__file__).with_name("words") / f"{name}.toml").read_text(encoding="utf-8"))


def words_of(text: str) -> list[str]:
    """Return the words of a text without case, accents and signs."""
    letters = unicodedata.normalize("NFD", text.lower().translate(LETTERS))
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))


def without_accents(text: str) -> str:
    """Return a text without the accents of Latin, Greek and Cyrillic letters."""
    bare = re.sub(r"[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)


def words_apart(name: str) -> str:
    """Return a name with spaces between words that capitals begin: orderStatus → order Status."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
