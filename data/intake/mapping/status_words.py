"""What a word of a status says of its sale: a sale, none (yet), one that was undone; in any language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.intake.words_of_texts import listed_words, words_apart, words_of

Meaning = Literal["sale", "none", "return"]
MEANINGS: tuple[Meaning, ...] = ("sale", "none", "return")
_VOCABULARY = listed_words("statuses")
_NO_SPACES = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
PAYMENT = re.compile(r"pay|financ|zahl|paiement|pago|pagam|betal|platn|billing|付款|支付|支払|결제")


def names_of(canonical: str) -> list[str]:
    """Return the names that a column about statuses has in exports, the likeliest first."""
    return _VOCABULARY["names"].get(canonical, "").split()


def meaning_of(word: str, column: str = "") -> Meaning | None:
    """Return what a word of a status means, None where it is no known one.

    Parameters
    ----------
    column : the name of its column, which tells what a mere yes or no is about
    """
    plain = _plain(word)
    if (is_so := is_yes(word)) is not None:
        return _meaning_of_answer(is_so, column)
    has = {name: stems.are_in(plain) for name, stems in _stems().items()}
    if has["back"]:
        return "sale" if has["partial"] or has["not"] or has["decline"] else "return"
    if has["lost"]:
        return "sale" if has["partial"] or has["not"] else "none"
    if has["wait"]:
        return "sale" if has["moved"] and not has["not"] else "none"
    if has["moved"]:
        return "sale"
    if has["paid"]:
        return "none" if has["not"] and not has["partial"] else "sale"
    if has["open"]:
        return "none" if _speaks_of_payment(column) else None
    return "sale" if plain == "closed" and column else None


def meanings_of(words: Iterable[str], column: str) -> dict[str, Meaning | None]:
    """Return what each word of a column means; where some orders are complete, closed ones were paid back."""
    words = list(words)
    has_complete = any(_plain(word).startswith("complet") for word in words)
    found = {word: meaning_of(word, column) for word in words}
    if has_complete:
        found |= {word: "return" for word in words if _plain(word) == "closed"}
    return found


def is_yes(word: str) -> bool | None:
    """Say whether a word is a mere yes or no; None where it is neither."""
    plain = _plain(re.sub(r"\.0+$", "", word.strip()))
    if plain in _VOCABULARY["yes"]["words"].split():
        return True
    return False if plain in _VOCABULARY["yes"]["no"].split() else None


def _meaning_of_answer(is_so: bool, column: str) -> Meaning | None:
    about = meaning_of(words_apart(column)) if is_yes(words_apart(column)) is None else None
    if about is None:
        return None
    if about == "sale":
        has_shipped = _stems()["moved"].are_in(_plain(words_apart(column)))
        return "sale" if is_so or has_shipped else "none"
    return about if is_so else "sale"


def _speaks_of_payment(column: str) -> bool:
    return PAYMENT.search(joined(column)) is not None


@dataclass(frozen=True)
class _Stems:
    """Words of one group: how they begin, those that count as a whole only, and what stands within a text."""

    begins: tuple[str, ...]
    whole: frozenset[str]
    within: re.Pattern[str] | None

    def are_in(self, plain: str) -> bool:
        tokens = plain.split()
        if any(token.startswith(self.begins) or token in self.whole for token in tokens):
            return True
        return self.within is not None and self.within.search(plain) is not None


@cache
def _stems() -> dict[str, _Stems]:
    return {name: _stems_of(text.split()) for name, text in _VOCABULARY["stems"].items()}


def _stems_of(stems: list[str]) -> _Stems:
    within = [stem for stem in stems if re.match(_NO_SPACES, stem)]
    whole = {stem.rstrip(".") for stem in stems if stem.endswith(".")}
    begins = tuple(stem for stem in stems if stem not in within and not stem.endswith("."))
    return _Stems(begins, frozenset(whole), re.compile("|".join(map(re.escape, within))) if within else None)


def _plain(text: str) -> str:
    """Return a text as words without case, accents and signs; what begins with "teil" is two words."""
    words = words_of(text)
    words = words[1:] if words[:1] == ["wc"] else words
    return " ".join(re.sub(r"^(teil)(?!weise)(\w{4,})", r"\1 \2", word) for word in words)


def joined(name: str) -> str:
    """Return a column's name as one word without case, accents and signs."""
    return _plain(name).replace(" ", "")
