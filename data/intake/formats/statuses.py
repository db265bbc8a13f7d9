"""What the statuses of a file say: every different word of the whole file means something for itself."""

from typing import Any

from data.intake.mapping.status_words import Meaning, meanings_of
from data.intake.mapping.statuses import STATUSES
from data.intake.source.reader import Reader
from data.sql import Connection, execute, quoted

MOST_WORDS = 1_000  # of a status that are looked up; others count as sales
ABOUT_STATUS = {*STATUSES, "cancelled_at"}


def statuses_of(reader: Reader) -> set[str]:
    """Return the columns about statuses that a file has."""
    return ABOUT_STATUS & set(reader.mapping.columns)


def status_words(connection: Connection, reader: Reader) -> dict[str, Any]:
    """Return, as parameters, the words of each status of a file and what they mean.

    What the mapping says of a word (`status_codes`) counts first, for any column or for one ("Paid: no").
    """
    told = {_key(word): meaning for word, meaning in reader.mapping.constants.get("status_codes", {}).items()}
    parameters: dict[str, Any] = {}
    for name in sorted(statuses_of(reader) - {"cancelled_at"}):
        words = _different(connection, reader, reader.columns[name])
        found = meanings_with(told, words, reader.columns[name])
        parameters |= {f"words_{name}": words, f"meanings_{name}": [found[word] or "sale" for word in words]}
    return parameters


def meanings_with(told: dict[str, Meaning], words: list[str], column: str) -> dict[str, Meaning | None]:
    """Return what each word of a column means, as far as it is known or told."""
    return {
        word: told.get(_key(f"{column}: {word}"), told.get(_key(word), meaning))
        for word, meaning in meanings_of(words, column).items()
    }


def _key(word: str) -> str:
    return word.strip().casefold()


def _different(connection: Connection, reader: Reader, column: str) -> list[str]:
    source = reader.relation([f"{quoted(column)} AS v"], notes_errors=False)
    values = ({} if reader.is_wide else reader.parameters) | {"most": MOST_WORDS}
    return [str(word) for (word,) in execute(connection, "profiles/words", values, source=source).fetchall()]
