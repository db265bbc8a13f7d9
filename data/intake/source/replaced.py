"""How personal columns are read: pseudonyms for ids and marked columns, texts without addresses."""

from data.intake.source.reader import Reader
from data.privacy.pseudonyms.names import IDENTITY_COLUMNS, OF_IDS, OF_VALUES
from data.schema import Replacement
from data.sql import literal

WRITTEN_BY_PEOPLE = ("query", "promotion")  # canonical columns where anything may stand
OF_ATTRIBUTES = {
    Replacement.PSEUDONYM: f"pseudonym('{OF_VALUES}', personal_value(read_plain_id({{}})))",
    Replacement.SCRUB: "scrubbed(read_plain_id({}))",
    Replacement.KEEP: "read_plain_id({})",
}


def replaced(reader: Reader, name: str, read: str, text: str) -> tuple[str, str]:
    """Return the SQL of a canonical column's value and of its text, as the shop may have them."""
    if reader.replaces_ids and name in IDENTITY_COLUMNS:
        return pseudonym_sql(read), f"left({text}, 0)"  # that there is one, and no more
    marked = reader.mapping.personal.get(reader.columns.get(name, ""))
    if name in WRITTEN_BY_PEOPLE and (reader.replaces_ids or marked is Replacement.SCRUB):
        return f"scrubbed({read})", f"scrubbed({text})"
    return read, text


def replacing(reader: Reader, file_column: str) -> str:
    """Return how an attribute is read, with a place for its column."""
    usual = "without_addresses(read_plain_id({}))" if reader.replaces_ids else "read_plain_id({})"
    how = reader.mapping.personal.get(file_column)
    return usual if how is None else OF_ATTRIBUTES[how]


def pseudonym_sql(read: str) -> str:
    """Return the SQL of an id's pseudonym."""
    return f"pseudonym({literal(OF_IDS)}, {read})"
