"""What the name of a money column says: with tax or without, of a line or an order, price or reduction."""

import re
from functools import cache, lru_cache
from typing import Literal

from data.intake.words_of_texts import listed_words, without_accents, words_apart

Role = Literal[
    "none", "cost", "refund", "tax", "shipping", "fee", "discount", "order", "list", "total", "price", ""
]
Tax = Literal["in", "out", ""]
TAXES = ("", "out", "in")  # what is without tax before what is with it
WORDS = listed_words("money")
FOREMOST: tuple[Role, ...] = ("none", "tax", "cost", "refund", "shipping", "fee", "discount")
LEAST_WITHIN = 4  # letters of a part that counts within a longer word


@lru_cache(maxsize=20_000)
def money_role(name: str) -> Role:
    """Return what kind of money a column holds by its name; nothing where the name speaks of none."""
    bare = core_name(name)
    for role in FOREMOST:
        if _has(bare, role):
            return "price" if role == "discount" and is_reduced_price(name) else role
    if _has(bare, "order") and not _has(bare, "line"):
        return "order" if _has(bare, "total") or _has(bare, "price") else ""
    if _has(bare, "list") and (_has(bare, "price") or _has(bare, "total")):
        return "list"
    if _has(bare, "total"):
        return "total"
    return "price" if _has(bare, "price") else ""


@lru_cache(maxsize=20_000)
def core_name(name: str) -> str:
    """Return a name's words without what they say of tax and currency: Total (inc tax) → total."""
    return _parted(name)[0]


def tells_no_product(name: str) -> bool:
    """Say whether a name is that of people, orders, places …: never of a product."""
    words = core_name(name)
    return _has(words, "other", "ids") and not _has(words, "product", "ids")


def counts_units(name: str) -> bool:
    """Say whether a name is that of a quantity ordered: not returned, shipped or in stock."""
    words = core_name(name)
    return _has(words, "quantity", "ids") and not _has(words, "no_quantity", "ids")


def is_reduced_price(name: str) -> bool:
    """Say whether a name is that of a price after a discount, and not of the discount: discount price."""
    bare = core_name(name)
    return _has(bare, "discount") and _has(bare, "price") and not _has(bare, "total")


def speaks_of_line(name: str) -> bool:
    """Say whether a name speaks of a line, an item, a row, and not of a whole order."""
    return _has(core_name(name), "line")


def speaks_of_margin(name: str) -> bool:
    """Say whether a name is that of what is left after the cost, which the words of costs have as well."""
    return _has(core_name(name), "margin")


def says_money(name: str) -> bool:
    """Say whether a name calls what it holds an amount, a value, a sum."""
    return _has(core_name(name), "total")


def tax_of(name: str) -> Tax:
    """Return whether a name says that tax is in an amount or not; nothing where it says neither."""
    return _parted(name)[1]


@lru_cache(maxsize=20_000)
def _parted(name: str) -> tuple[str, Tax]:
    text = _words(name)
    tax: Tax = ""
    for signs, meaning in (("without_signs", "out"), ("within_signs", "in")):
        for sign in WORDS["tax"][signs].split():
            if sign in text:
                text, tax = text.replace(sign, " "), meaning  # type: ignore[assignment]
    for pattern, meaning in _tax_patterns():
        shorter = " ".join(re.sub(pattern, " ", text).split())
        if shorter != text and shorter:
            text, tax = shorter, tax or meaning
    for sign in WORDS["currency"]["signs"].split():
        text = text.replace(sign, " ").strip() or text
    words = text.split()
    codes, joins = (set(WORDS["currency"][kind].split()) for kind in ("codes", "joins"))
    kept = [word for word in words if word not in codes] or words
    while len(kept) > 1 and kept[-1] in joins:
        kept.pop()
    return " ".join(kept), tax


@cache
def _tax_patterns() -> list[tuple[str, Tax]]:
    words = {kind: "|".join(text.split()) for kind, text in WORDS["tax"].items()}
    nouns, rate = words["nouns"], r"( \d+)?"
    patterns: list[tuple[str, Tax]] = []
    kinds: dict[str, Tax] = {"without": "out", "within": "in"}
    for kind, meaning in kinds.items():
        patterns += [
            (rf"\b({words[kind]}){rate} ({nouns})\b", meaning),
            (rf"\b({nouns}){rate} ({words[kind]})\b", meaning),
            (rf"\b({words['alone_' + kind]})\b", meaning),
        ]
    return patterns


def _words(name: str) -> str:
    """Return a name in lower case and without accents, its words apart."""
    words = " ".join(re.split(r"[\W_]+", without_accents(words_apart(name)).lower())).strip()
    return words.replace("mw st", "mwst")  # MwSt is one word


def _has(words: str, kind: str, table: str = "money") -> bool:
    alone, within = _parts(kind, table)
    return bool(alone & set(words.split())) or any(part in words for part in within)


@cache
def _parts(kind: str, table: str) -> tuple[frozenset[str], tuple[str, ...]]:
    parts = WORDS[table][kind].split()
    may_be_within = kind not in ("none", "other", "no_quantity")  # country is no count
    within = tuple(p for p in parts if may_be_within and (len(p) >= LEAST_WITHIN or not p.isascii()))
    return frozenset(parts), within
