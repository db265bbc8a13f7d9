"""Columns are added before rows change: DuckDB commits no table altered after a deletion."""

from data.intake.source.reader import Reader
from data.read.preview import Preview
from data.schema import Mapping
from data.sql import Connection, quoted

COLUMNS = "SELECT lower(column_name) FROM duckdb_columns() WHERE table_name = $table"
Added = list[tuple[str, str]]


def widen_tables(connection: Connection, preview: Preview, mapping: Mapping) -> Added:
    """Add the columns that a file will need, and return the (table, column) it brought."""
    wanted = _wanted(Reader.of_shape(preview, mapping))
    return [(table, name) for table, name, type_ in wanted if _add(connection, table, name, type_)]


def _wanted(reader: Reader) -> list[tuple[str, str, str]]:
    """Return table, column and type of what a file's own columns are stored in."""
    kind = reader.mapping.kind
    numbers = [("events", name, "DOUBLE") for name in reader.instruments if kind == "events"]
    tables = ("orders", "events") if kind == "orders" else (kind,)
    return numbers + [(table, name, "VARCHAR") for table in tables for name in reader.attributes]


def _add(connection: Connection, table: str, name: str, type_: str) -> bool:
    """Add a column where the table has none of that name; say whether it was added."""
    known = {str(row[0]) for row in connection.execute(COLUMNS, {"table": table}).fetchall()}
    if name.lower() in known:
        return False
    connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} {type_}")
    return True
