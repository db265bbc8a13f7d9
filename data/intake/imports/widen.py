"""Columns are added before rows change: DuckDB commits no table altered after a deletion."""

from collections.abc import Sequence

from data.intake.source.reader import Reader
from data.read.preview import Preview
from data.schema import Mapping
from data.sql import Connection, quoted

COLUMNS = "SELECT lower(column_name) FROM duckdb_columns() WHERE table_name = $table"
Added = list[tuple[str, str]]


def widen_tables(connection: Connection, files: Sequence[tuple[Preview, Mapping]]) -> list[Added]:
    """Add the columns that files will need, and return for each file the (table, column) it brought."""
    return [
        [
            (table, name)
            for table, name, type_ in _wanted(preview, mapping)
            if _add(connection, table, name, type_)
        ]
        for preview, mapping in files
    ]


def _wanted(preview: Preview, mapping: Mapping) -> list[tuple[str, str, str]]:
    """Return table, column and type of what a file's own columns are stored in."""
    reader = Reader.of_shape(preview, mapping)
    if mapping.kind == "events":
        numbers = [("events", name, "DOUBLE") for name in reader.instruments]
        return numbers + [("events", name, "VARCHAR") for name in reader.attributes]
    tables = ("orders", "events") if mapping.kind == "orders" else (mapping.kind,)
    return [(table, name, "VARCHAR") for table in tables for name in reader.attributes]


def _add(connection: Connection, table: str, name: str, type_: str) -> bool:
    """Add a column where the table has none of that name; say whether it was added."""
    known = {str(row[0]) for row in connection.execute(COLUMNS, {"table": table}).fetchall()}
    if name.lower() in known:
        return False
    connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} {type_}")
    return True
