"""The macros that a shop's file keeps, brought to this version's where they are others."""

from functools import cache

import duckdb

from data.engine.transactions import transaction
from data.engine.upgrade import new_shop
from data.sql import filled, quoted, sql

DEFINITIONS = ("macros", "odd_times", "quality/macros")
FOUND = (
    "SELECT function_name, parameters, macro_definition, function_type FROM duckdb_functions() "
    "WHERE NOT internal AND database_name = current_database() ORDER BY ALL"
)
DROP = {"macro": "DROP MACRO IF EXISTS /* name */", "table_macro": "DROP MACRO TABLE IF EXISTS /* name */"}
Found = list[tuple[str, list[str], str, str]]


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Make this version's macros, all or none, unless the file has just these.

    They are compared as they stand, so that neither an older version's nor a stranger's are used.
    """
    found = connection.execute(FOUND).fetchall()
    if found == _ours():
        return
    with transaction(connection):
        for name, _, _, type_ in found:
            connection.execute(filled(DROP[type_], name=quoted(name)))
        _define_in(connection)


def _define_in(connection: duckdb.DuckDBPyConnection) -> None:
    for name in DEFINITIONS:
        connection.execute(sql(name))


@cache
def _ours() -> Found:
    """Return the macros of a new shop."""
    with new_shop() as empty:
        _define_in(empty)
        return empty.execute(FOUND).fetchall()
