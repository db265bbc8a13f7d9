"""Is a table's first row its header? Decided by whether it is written as the rows under it are."""

import re
from collections import Counter
from collections.abc import Sequence

from data.schema import MISSING

Record = Sequence[str | None]
N_ROWS = 200
MOST_SHARE = 0.9  # of a column's cells that are written alike make it a column of that kind
KINDS = {
    "year": r"(19|20)\d\d",
    "date": r"(19|20)\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?([ T].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}( .*)?",
    "number": r"[-+(]?\s*[$€£¥₹]?\s*[-+]?\d[\d.,' ]*(e[-+]?\d+)?\s*[%€$£¥元]?\)?",
}
NUMERIC = {"year", "number"}


def has_header(records: Sequence[Record]) -> bool:
    """Say whether the first record names the columns rather than being a row like the others.

    A column of numbers or dates under a word speaks for a header; a number over numbers, an id over ids
    written alike, or a word that comes again below speak against. Where nothing speaks, words are one.
    """
    first, body = records[0], records[1 : N_ROWS + 1]
    others = [record for record in body if list(record) != list(first)]
    body = others or body  # a header may stand in the middle again, where exports were joined
    columns = ([_cell(record, place) for record in body] for place in range(len(first)))
    votes = Counter(_vote(cell or "", column) for cell, column in zip(first, columns, strict=True))
    if _counts_on(first) and not any(_counts_on(record) for record in body):
        return True  # a column per week: 1, 2, 3, …
    for_it = 2 * votes["header"] + votes["maybe header"]
    against = 2 * votes["data"] + votes["maybe data"]
    if for_it or against:
        return for_it >= against
    return any(_kind(cell or "") == "word" for cell in first)


def _counts_on(record: Record) -> bool:
    """Say whether a record holds three or more whole numbers, each one more than the last, and no others."""
    numbers = [int(cell) for cell in record if cell and cell.strip().isdecimal()]
    return len(numbers) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _vote(cell: str, body: list[str]) -> str:
    """Return what one column says: header, data, maybe header, maybe data, or nothing."""
    known = [value for value in body if value.strip() not in MISSING]
    kind, of_body = _kind(cell), _common_kind(known)
    if cell.strip() in MISSING or kind == "sign":
        return ""
    if of_body in ("number", "date", "year"):
        if kind == "word":
            return "maybe header" if _has_digit(cell) else "header"
        if kind in ("date", "year") and kind != of_body and of_body != "date":
            return "header"  # one column per day or year
        return "data" if kind == of_body or {kind, of_body} <= NUMERIC else ""
    if not known:
        return "data" if kind in ("number", "date") else ""
    if kind != "word":
        return "data"
    return _vote_of_words(cell, known)


def _vote_of_words(cell: str, known: list[str]) -> str:
    if cell in known:
        return "maybe data"
    if sum(map(_has_digit, known)) >= MOST_SHARE * len(known):
        return "maybe data" if _has_digit(cell) else "maybe header"
    return ""


def _common_kind(values: list[str]) -> str:
    """Return the kind that nearly all values of a column have, or an empty text."""
    kinds = Counter(map(_kind, values))
    if not kinds:
        return ""
    kind, n = kinds.most_common(1)[0]
    if kind in NUMERIC and kinds["year"] < len(values):
        kind, n = "number", kinds["number"] + kinds["year"]
    return kind if n >= MOST_SHARE * len(values) else ""


def _kind(cell: str) -> str:
    text = cell.strip()
    for kind, pattern in KINDS.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return kind
    return "word" if any(map(str.isalpha, text)) else "sign"


def _cell(record: Record, place: int) -> str:
    return (record[place] or "") if place < len(record) else ""


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
