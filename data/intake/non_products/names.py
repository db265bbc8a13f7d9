"""Names of what is no product (subtotals, shipping, tips, gift cards …): `data/intake/words/charges.toml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.intake.words_of_texts import listed_words, words_of

Certainty = Literal["sure", "open"]
WORDS = listed_words("charges")
LONGEST_NAME = 100  # characters of a name that is read word by word; a longer one describes a product
ENDINGS = ("", "s", "n", "en", "e", "es")  # that join words to one, or make several of one
FIRST_SIGN = 0x2E80  # from which on letters are signs of Chinese, Japanese or Korean
SHORTEST_PART = 3  # letters of a word that is joined to others
SHORTEST_CODE = 2  # characters of a code that may be anything, if one is a digit


@dataclass(frozen=True)
class Charge:
    """What a name says that is no product: its kind, and how sure the name alone makes it."""

    kind: str
    certainty: Certainty


def plain_words(text: str) -> str:
    """Return a text as its words, without case, accents and signs, as the macro `plain_words` does."""
    return " ".join(words_of(text.replace("&", " and ")))


def first_letters(words: str) -> str:
    """Return how the first word begins, by which names that may be charges are told from most others."""
    letters = re.search(r"[^\W\d_][^\d ]{0,2}", words)
    return letters[0][: 1 if ord(letters[0][0]) >= FIRST_SIGN else 3] if letters else ""


@cache
def codes() -> frozenset[str]:
    """Return the codes of known exports that are no products, where ids are codes otherwise."""
    return frozenset(_listed(WORDS["codes"]["whole"]))


@cache
def vocabulary() -> tuple[dict[str, Charge], frozenset[str], frozenset[str]]:
    """Return the words that name a charge, those that may be beside them, and those that stand alone."""
    kinds, beside = {name: words for name, words in WORDS.items() if "sure" in words}, WORDS["beside"]
    named: dict[str, Charge] = {}
    for certainty in ("open", "sure"):  # a word of both is sure
        for kind, words in kinds.items():
            listed = _listed(words[certainty])
            named |= {word: Charge(kind, certainty) for word in (*listed, *map(_joined, listed))}
    return named, frozenset(_listed(beside["parts"])), frozenset(_listed(beside["links"]))


def charge_of(name: str) -> Charge | None:
    """Return what a name of plain words says, None where a part of it is no word of a charge."""
    if not name or len(name) > LONGEST_NAME:
        return None
    # what the name up to each place can be read as: the best charge in it, None for words beside alone
    reached: list[dict[Charge | None, None]] = [{} for _ in range(len(name) + 1)]
    reached[0][None] = None
    for place in range(len(name)):
        for charge in list(reached[place]):
            for end, found in _steps(name, place):
                reached[end][_surer(charge, found)] = None
    readings = [charge for charge in reached[-1] if charge is not None]
    return min(readings, key=lambda charge: charge.certainty == "open", default=None)


def charge_of_product(product_id: str, title: str, is_coded: bool) -> tuple[Charge, str] | None:
    """Return what a product's id and title (as plain words) name, and which of them does; None for a product.

    A title that says something else wins over an id, but for an id that is plainly such a word and no code.
    """
    by_id = Charge("fees", "sure") if is_coded and _is_code(product_id) else charge_of(product_id)
    if not title or title == product_id:
        return (by_id, "product_id") if by_id else None
    by_title = charge_of(title)
    if by_title is None:
        is_plain = by_id is not None and by_id.certainty == "sure" and not re.search(r"\d", product_id)
        is_plain = is_plain or (is_coded and _is_code(product_id) and not _is_any_code(product_id))
        return (by_id, "product_id") if by_id and is_plain else None
    if by_id and (by_id.certainty == "sure" or by_title.certainty == "open"):
        return by_id, "product_id"
    return by_title, "title"


def _is_code(product_id: str) -> bool:
    return product_id in codes() or product_id.startswith(plain_words(WORDS["codes"]["start"]))


def _is_any_code(product_id: str) -> bool:
    """Say whether a code is so short that a product of another shop may have it as well: C2."""
    return len(product_id) <= SHORTEST_CODE and bool(re.search(r"\d", product_id))


def _listed(words: str) -> list[str]:
    return [plain for word in re.split(r"[,\n]", words) if (plain := plain_words(word))]


def _joined(phrase: str) -> str:
    """Return the words of a phrase as one, as codes write them (GIFTCARD), but for words of few letters."""
    return phrase.replace(" ", "") if min(map(len, phrase.split())) >= SHORTEST_PART else phrase


@cache
def _longest() -> int:
    named, parts, links = vocabulary()
    return max(map(len, (*named, *parts, *links)))


def _steps(name: str, place: int) -> list[tuple[int, Charge | None]]:
    """Return where the words that begin at a place end, with the blank after them, and what each names."""
    named, parts, links = vocabulary()
    digits = re.compile(r"\d+ ?").match(name, place)
    steps: list[tuple[int, Charge | None]] = [(digits.end(), None)] if digits else []
    for end in range(place + 1, min(len(name), place + _longest()) + 1):
        word = name[place:end]
        charge = named.get(word)
        if charge is None and word not in parts and word not in links:
            continue
        is_joined = (place > 0 and name[place - 1].isalpha()) or name[end : end + 1].isalpha()
        if is_joined and (word in links or (word.isascii() and len(word) < SHORTEST_PART)):
            continue
        for ending in ENDINGS if word.isascii() and len(word) >= SHORTEST_PART else ("",):
            if name.startswith(ending, end):
                after = end + len(ending)
                steps.append((after + name.startswith(" ", after), charge))
    return steps


def _surer(first: Charge | None, second: Charge | None) -> Charge | None:
    if first is None or second is None:
        return first or second
    return second if first.certainty == "open" and second.certainty == "sure" else first
