"""What each word of a status means for the sale: read word by word, shown, and corrected here."""

from collections.abc import Iterable

import streamlit as st

from components.shell import choices, formats
from components.upload.uploaded_table import UploadedTable
from data.intake.formats.statuses import meanings_with
from data.intake.mapping import Mapping
from data.intake.mapping.status_words import Meaning, is_yes, meanings_of
from data.intake.mapping.statuses import STATUSES
from data.schema import MOST_CODES

WORDS: dict[Meaning, str] = {"sale": "a sale", "none": "no sale", "return": "paid back"}
Codes = dict[str, Meaning]


def choose_statuses(
    file_id: str, start: Mapping, columns: dict[str, str], table: UploadedTable
) -> dict[str, Codes]:
    """Ask what the words of statuses mean; the `status_codes` of a mapping, where any are told."""
    told: Codes = dict(start.constants.get("status_codes", {}))
    for canonical in STATUSES:
        name = columns.get(canonical)
        words = list(table.codes(name)) if name else []
        if name and 0 < len(words) <= MOST_CODES:
            told = _choose_one(file_id, name, words, told)
    return {"status_codes": told} if told else {}


def _choose_one(file_id: str, name: str, words: list[str], told: Codes) -> Codes:
    """Show how the words of one column are read, and return what is told of them."""
    usual = meanings_of(words, name)
    folded = {word.casefold(): meaning for word, meaning in told.items()}
    read = meanings_with(folded, words, name)
    unknown = [word for word in words if read[word] is None]
    with st.expander(formats.escaped(f"{name}: {_summary(read)}"), expanded=bool(unknown)):
        halves = st.columns(2)
        for place, word in enumerate(words):
            answer = choices.choose_code(
                formats.escaped(f"{word} is"),
                WORDS,
                read[word] or "sale",
                ask=halves[place % 2].selectbox,
                key=f"status-{file_id}-{name}-{word}",
            )
            told = _with_answer(told, name, word, answer, usual[word])
    return told


def _with_answer(told: Codes, name: str, word: str, answer: Meaning, usual: Meaning | None) -> Codes:
    """Keep an answer that is not what the word means anyway, or is of a word that means nothing by itself."""
    own = f"{name}: {word}"
    rest = {known: meaning for known, meaning in told.items() if known.casefold() != own.casefold()}
    if is_yes(word) is None:
        rest = {known: meaning for known, meaning in rest.items() if known.casefold() != word.casefold()}
    if answer == (usual or "sale"):
        return rest
    return rest | {own if is_yes(word) is not None else word: answer}


def _summary(read: dict[str, Meaning | None]) -> str:
    """Return in words what is left out, and which words are not known."""
    left_out = _listed(word for word, meaning in read.items() if meaning in ("none", "return"))
    unknown = _listed(word for word, meaning in read.items() if meaning is None)
    words = f"{left_out} stay out" if left_out else "all are sales"
    return f"{words}; not known, taken for sales: {unknown}" if unknown else words


def _listed(words: Iterable[str]) -> str:
    first, more = [*words], " …"
    return ", ".join(first[:4]) + more * (len(first) > 4)
