"""Events of an older shop get the line of their file: their order told it once, and it is stored now."""

from collections.abc import Collection

import duckdb

from data.sql import execute, filled, quoted

IS_ANY_LEFT = "SELECT count(*) FROM (FROM /* events */ WHERE file_row IS NULL LIMIT 1)"
NUMBER = (
    "UPDATE /* events */ AS told SET file_row = numbered.file_row FROM numbered "
    "WHERE told.rowid = numbered.rid"
)
EMPTY = {  # in place of what a shop may not have
    "events": "events",
    "imports": "(SELECT 0 AS import_no LIMIT 0)",
    "rejects": "(SELECT 0 AS import_no, 0 AS row_number LIMIT 0)",
    "line_jumps": "(SELECT 0 AS import_no, 0 AS place, 0 AS line LIMIT 0)",
    "forgotten_lines": "(SELECT 0 AS import_no, 0 AS row_number LIMIT 0)",
}
PREFIXES = ("", "replaced_")  # what an import has replaced comes back when that is undone
TOLD_BY_ORDER = ("line_jumps", "forgotten_lines")


def number_rows(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
    """Number the events that have no line yet, and drop the tables that told it."""
    for prefix in PREFIXES:
        there = {name: quoted(prefix + name) for name in EMPTY if prefix + name in tables}
        parts = EMPTY | there
        if connection.execute(filled(IS_ANY_LEFT, **parts)).fetchall()[0][0]:
            execute(connection, "upgrade/numbered", **parts)
            connection.execute(filled(NUMBER, **parts))
            connection.execute("DROP TABLE numbered")
    for name in (prefix + name for prefix in PREFIXES for name in TOLD_BY_ORDER):
        connection.execute(filled("DROP TABLE IF EXISTS /* table */", table=quoted(name)))
