"""What an order's status says of its sale: a sale, none (yet), one that was undone; each word for itself."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from data.mapping.values import Column, event_type_of
from data.schema import MOST_CODES

Meaning = Literal["sale", "none", "return"]
MEANINGS: tuple[Meaning, ...] = ("sale", "none", "return")
CANONICAL = {
    "orders": ("sale_status", "payment_status", "line_status", "cancelled_at", "order_refund"),
    "events": (
        *("sale_status", "payment_status", "line_status", "cancelled_at"),
        *("returned_quantity", "cancelled_quantity", "refund_total", "order_refund"),
    ),
}
STATUSES = ("sale_status", "payment_status", "line_status")
VAGUE = {  # names of provinces and much else
    *("state", "stand", "stare", "etat", "estado", "stato", "situacao", "situazione", "stav", "stan"),
    *("tila", "durum", "allapot", "状态", "상태"),
}
LEAST_KNOWN = 0.5  # of the words in a column whose name may be another thing's as well
_VOCABULARY = tomllib.loads(
    (Path(__file__).parents[1] / "words" / "statuses.toml").read_text(encoding="utf-8")
)
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe"})
_NO_SPACES = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"


def names_of(canonical: str) -> list[str]:
    """Return the names that a column about statuses has in exports, the likeliest first."""
    return str(_VOCABULARY["names"].get(canonical, "")).split()


def meaning_of(word: str, column: str = "") -> Meaning | None:
    """Return what a word of a status means, None where it is no known one.

    Parameters
    ----------
    column : the name of its column, which tells what a mere yes or no is about
    """
    plain = _plain(word)
    if is_yes(word) is not None:
        return _meaning_of_answer(bool(is_yes(word)), column)
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


def is_status(column: str, words: Iterable[str]) -> bool:
    """Say whether a column named as a status is one: some words are known, most under a vague name."""
    words = list(words)
    known = sum(meaning is not None for meaning in meanings_of(words, column).values())
    share = known / len(words) if words else 0.0
    is_vague = _joined(column) in VAGUE
    return share >= LEAST_KNOWN if is_vague else known > 0 or (len(words) > 1 and not _are_numbers(words))


def choose_statuses(columns: dict[str, Column], kind: str, chosen: dict[str, str]) -> dict[str, str]:
    """Return canonical column → file column for what tells statuses, returns and refunds."""
    found: dict[str, str] = {}
    for canonical in CANONICAL[kind]:
        taken = {*chosen.values(), *found.values()}
        names = {name: place for place, name in enumerate(names_of(canonical))}
        named = sorted(
            (names[j], name) for name in columns if (j := _joined(name)) in names and name not in taken
        )
        fitting = [name for _, name in named if _fits(columns[name], canonical)]
        if canonical not in chosen and fitting:
            found[canonical] = fitting[0]
    if {"returned_quantity", "cancelled_quantity"} & {*found, *chosen}:  # the same thing in money
        found = {
            name: column for name, column in found.items() if name not in ("refund_total", "order_refund")
        }
    return found


def status_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that may be statuses by their names."""
    names = {name for canonical in STATUSES for name in names_of(canonical)}
    return [column for column in columns if _joined(column) in names]


def status_doubts(columns: dict[str, Column], chosen: dict[str, str], told: dict[str, Meaning]) -> list[str]:
    """Return what a person should look at: words of statuses that are not known, and count as sales."""
    found = []
    for canonical in STATUSES:
        column = columns.get(chosen.get(canonical, ""))
        words = sorted(column.different) if column else []
        unknown = (
            [w for w, m in meanings_of(words, column.name).items() if m is None and w not in told]
            if column
            else []
        )
        if column and unknown:
            some = ", ".join(unknown[:5]) + (" and others" if len(unknown) > 5 else "")
            found.append(
                f"{column.name} has words that are no known status ({some}): such orders count as sales. "
                'Say otherwise under "status_codes" in the mapping.'
            )
    return found


def _fits(column: Column, canonical: str) -> bool:
    if canonical == "cancelled_at":
        return bool(column.known) and column.share(r"[\d.,]+") < 1
    if canonical not in STATUSES:
        return column.share(r"-?[\d.,]+") > 0.5
    words = column.different
    if not words or len(words) > MOST_CODES or _are_other_events(words):
        return False
    return is_status(column.name, words)


def _are_other_events(words: Iterable[str]) -> bool:
    """Say whether words are types of events, such as no order has."""
    types = [event_type_of(word) for word in words]
    return None not in types and bool({"view", "cart", "search", "rate"} & set(types))


def _meaning_of_answer(is_so: bool, column: str) -> Meaning | None:
    about = meaning_of(_split(column)) if is_yes(_split(column)) is None else None
    if about is None:
        return None
    if about == "sale":
        has_shipped = _stems()["moved"].are_in(_plain(_split(column)))
        return "sale" if is_so or has_shipped else "none"
    return about if is_so else "sale"


def _speaks_of_payment(column: str) -> bool:
    return bool(
        re.search(
            r"pay|financ|zahl|paiement|pago|pagam|betal|platn|billing|付款|支付|支払|결제", _joined(column)
        )
    )


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
    letters = unicodedata.normalize("NFD", text.lower().translate(_LETTERS))
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if unicodedata.category(c) != "Mn"))
    words = re.findall(r"[^\W_]+", bare)
    words = words[1:] if words[:1] == ["wc"] else words
    return " ".join(re.sub(r"^(teil)(?!weise)(\w{4,})", r"\1 \2", word) for word in words)


def _split(name: str) -> str:
    """Return a column's name with spaces between its words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


def _joined(name: str) -> str:
    return _plain(name).replace(" ", "")


def _are_numbers(words: Iterable[str]) -> bool:
    return all(re.fullmatch(r"[\d.,-]+", word.strip()) for word in words)
