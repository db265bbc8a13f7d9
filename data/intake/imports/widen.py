"""Columns are added before rows change: DuckDB commits no table altered after a deletion."""

from data.intake.source.reader import Reader
from data.read.preview import Preview
from data.schema import Mapping
from data.sql import Connection, quoted
from data.store.replaced import columns_of

Added = list[tuple[str, str]]


def widen_tables(connection: Connection, preview: Preview, mapping: Mapping) -> Added:
    """Add the columns that a file will need, and return the (table, column) it brought."""
    known = {table: {name.lower() for name in types} for table, types in columns_of(connection).items()}
    wanted = _wanted(Reader.of_shape(preview, mapping))
    missing = [(table, name, type_) for table, name, type_ in wanted if name.lower() not in known[table]]
    for table, name, type_ in missing:
        connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} {type_}")
    return [(table, name) for table, name, _ in missing]


def _wanted(reader: Reader) -> list[tuple[str, str, str]]:
    """Return table, column and type of what a file's own columns are stored in."""
    kind = reader.mapping.kind
    numbers = [("events", name, "DOUBLE") for name in reader.instruments if kind == "events"]
    tables = ("orders", "events") if kind == "orders" else (kind,)
    return numbers + [(table, name, "VARCHAR") for table in tables for name in reader.attributes]
