"""Whether a column names people: by what it is called and by how its values are written.

A name alone is no proof: its values have to look so too. Values alone are where their shape leaves no doubt
(an e-mail address, a number with the right check digits); shapes that ids and codes share need a name.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from data.privacy.pseudonyms.names import is_pseudonym
from data.quality.personal.checksums import is_card_number, is_iban
from data.schema import Kind, PersonalKind

MOST, SOME, FEW = 0.8, 0.5, 0.05  # shares of the known values
LEAST_VALUES = 3  # different ones, to tell by their shape alone; of cards, where one in ten is so by chance,
LEAST_CARDS = 10
LEAST_WORDS = 3  # of a text written by people, on average
EMAIL = re.compile(r"[^\s@<>(),;:\"']+@[^\s@<>(),;:\"']+\.[^\s@<>(),;:\"'.]{2,}")
PHONE = re.compile(
    r"(\+|00)[1-9][\d ()/.-]{6,18}\d|\(0?\d{2,5}\) ?[\d /.-]{5,14}\d|\d{3}[-.]\d{3}[-.]\d{4}|1[3-9]\d{9}"
)
CALLED = re.compile(  # within a text
    r"(?<![\w.-])((\+|00)[1-9]\d{0,2}[ (/-][\d ()/.-]{6,16}\d|\(\d{3}\) ?\d{3}-\d{4})(?![\w-])"
)
LOOSE_PHONE = re.compile(r"[+(]?\d[\d ()/.-]{5,18}\d")
STREET = re.compile(
    r"\d{1,5}[a-z]? [\w .'-]{2,40}\b(street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way)\b\.?.*"
    r"|(rue|via|calle|avenida|rua) [\w .'-]{2,40}"
    r"|[\w .-]{2,40}(straße|strasse|str\.|weg|platz|gasse|allee) ?\d{1,4} ?[a-z]?\b.*"
    r"|.*[路街巷弄]\d{1,5}号.*",
    re.IGNORECASE,
)
DAY = re.compile(r"(19|20)\d\d([-/.]?\d{1,2}[-/.]?\d{1,2})?([T ].*)?|\d{1,2}[-/. ]\d{1,2}[-/. ](\d{4}|\d\d)")
LETTERS = re.compile(r"[^\W\d_][^\d_@/\\|{}<>=]*")
WHOSE = re.compile(  # an order knows several people; what is left is what it knows of them
    "^(billing|shipping|delivery|customer|buyer|client|home|work)|(billing|shipping|delivery|home|work|[12])$"
)
Values = Sequence[str]


def personal_kind(name: str, values: Values, kind: Kind | None = None) -> PersonalKind | None:
    """Return what a column says of a person, None where it says nothing.

    Parameters
    ----------
    name : of the column
    values : some of its known values, at best all different
    kind : what a row is, where that is known: a product's name is no person's
    """
    known = [text for value in values if (text := str(value).strip())]
    if not known or _share(known, is_pseudonym) >= SOME:
        return None
    return kind_by_shape(known) or _by_name(_plain(name), known, kind) or _by_mentions(known)


def named_kind(name: str) -> PersonalKind | None:
    """Return what a column without values is called after."""
    plain = _plain(name)
    return next((PersonalKind(code) for code in _NAMED if is_called(plain, code)), None)


def personal_columns(columns: Mapping[str, Values], kind: Kind | None = None) -> dict[str, PersonalKind]:
    """Return the columns of a table that name people, with what they say.

    Parameters
    ----------
    columns : name → some of its known values
    """
    found = {name: personal_kind(name, values, kind) for name, values in columns.items()}
    return {name: what for name, what in found.items() if what is not None}


def kind_by_shape(known: Values) -> PersonalKind | None:
    """Return what values say of a person by their shape alone, where that leaves no doubt.

    Parameters
    ----------
    known : values that are not empty, at best all different
    """
    if _share(known, EMAIL.fullmatch) >= SOME:
        return PersonalKind.EMAIL
    n_different = len(set(known))
    if n_different >= LEAST_VALUES:
        if _share(known, is_iban) >= SOME:
            return PersonalKind.BANK_ACCOUNT
        if _share(known, PHONE.fullmatch) >= MOST and not _share(known, str.isdigit) > FEW:
            return PersonalKind.PHONE
        if _share(known, STREET.fullmatch) >= MOST:
            return PersonalKind.ADDRESS
    if n_different >= LEAST_CARDS and _share(known, is_card_number) >= MOST:
        return PersonalKind.CARD_NUMBER
    return None


def _by_name(plain: str, known: Values, kind: Kind | None) -> PersonalKind | None:
    """Return what a column is called after, where its values do not speak against it."""
    for code in _NAMED:
        if is_called(plain, code) and _share(known, _LOOKS[code]) >= SOME:
            return PersonalKind(code)
    is_of_people = kind in ("customers", "persons", "orders")
    if is_of_people and is_called(plain, "name_of_people") and _share(known, LETTERS.fullmatch) >= SOME:
        return PersonalKind.NAME
    return None


def _by_mentions(known: Values) -> PersonalKind | None:
    """Return whether texts have addresses, accounts or numbers to call in them."""
    texts = [text for text in known if len(text.split()) >= LEAST_WORDS]
    if len(texts) < SOME * len(known):
        return None
    has_any = any(EMAIL.search(text) or CALLED.search(text) for text in texts)
    return PersonalKind.FREE_TEXT if has_any else None


def is_called(plain: str, code: str) -> bool:
    """Say whether a plain name of a column is one of those of a kind, or ends so, whoever's it is."""
    whole, ends = _words()[code]
    names = {plain, WHOSE.sub("", plain)}
    return bool(names & whole) or any(name.endswith(end) for name in names for end in ends)


def _share(known: Values, is_so: Callable[[str], object]) -> float:
    return sum(bool(is_so(value)) for value in known) / len(known)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower().replace("ß", "ss"))


@cache
def _words() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    table = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    return {
        code: (frozenset(words.get("whole", "").split()), frozenset(words.get("ends", "").split()))
        for code, words in table.items()
    }


def _is_address(text: str) -> bool:
    return (
        not EMAIL.search(text) and not text.isdigit() and any(sign.isalpha() for sign in text) and " " in text
    )


_NAMED = ("phone", "birth_date", "name", "address", "email", "bank_account")
_LOOKS: dict[str, Callable[[str], object]] = {
    "phone": lambda text: LOOSE_PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 7,
    "birth_date": DAY.fullmatch,
    "name": LETTERS.fullmatch,
    "address": lambda text: _is_address(text) or STREET.fullmatch(text),
    "email": EMAIL.fullmatch,
    "bank_account": is_iban,
}
