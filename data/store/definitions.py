"""The macros that a shop's file keeps, brought to this version's where they are another's."""

import hashlib
from functools import cache

import duckdb

from data.queries import filled, literal, sql
from data.store.upgrade import OURS

DEFINITIONS = ("macros", "odd_times", "quality/macros", "views")
NOTE = "CREATE OR REPLACE MACRO noted_definitions() AS /* digest */"
NOTED = "SELECT noted_definitions()"


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Make this version's macros, all or none, unless the file notes that it has them."""
    if _noted(connection) == _digest():
        return
    connection.execute("BEGIN")
    try:
        for name in DEFINITIONS:
            connection.execute(sql(name))
        connection.execute(filled(NOTE, digest=literal(_digest())))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _noted(connection: duckdb.DuckDBPyConnection) -> str:
    try:
        return str(connection.execute(NOTED).fetchall()[0][0])
    except duckdb.CatalogException:
        return ""


@cache
def _digest() -> str:
    texts = [duckdb.__version__, *(sql(name) for name in (*OURS, *DEFINITIONS))]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()
