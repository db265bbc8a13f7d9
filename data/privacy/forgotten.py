"""Customers who asked to be forgotten stay so: a file that names them again does not bring them back."""

import duckdb

from data.sql import execute, quoted

OF_CUSTOMERS = ("customer_id", "person_id", "same_as")  # columns that may hold a customer's id
PAIRED = "person_key"  # a column of those tables alone where the last two are none of a file's own


def mark_forgotten(connection: duckdb.DuckDBPyConnection, table: str, import_no: int) -> None:
    """Give the staged rows of forgotten customers a problem that does not name them."""
    if not _is_any(connection):
        return
    columns = connection.table(table).columns
    naming = [
        name for name in OF_CUSTOMERS if name in columns and (name == "customer_id" or PAIRED in columns)
    ]
    for name in naming:
        parts = {"table": quoted(table), "named": quoted(name)}
        execute(connection, "staging/forgotten", {"import_no": import_no}, **parts)
    if naming:
        execute(connection, "staging/forgotten_aliases")


def name_no_forgotten(connection: duckdb.DuckDBPyConnection, import_no: int) -> dict[str, int]:
    """Blank the raw lines that name a forgotten customer among an import's rejects; return them by reason."""
    if not _is_any(connection):
        return {}
    of_import = {"import_no": import_no}
    execute(connection, "staging/forgotten_rejects", of_import)
    return dict(execute(connection, "staging/reasons", of_import).fetchall())


def _is_any(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM forgotten_customers").fetchall()[0][0])
