"""The tables and macros of a shop brought to this version's: what an older version did not have is added."""

from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb

from data.engine.damage import made_by_another
from data.engine.old_reasons import rewrite_reasons
from data.engine.row_numbers import number_rows
from data.engine.transactions import transaction
from data.sql import filled, quoted, sql
from data.sql.confined import passing_database

TABLES = ("tables", "quality/tables")
COLUMNS = (
    "SELECT table_name, column_name, data_type FROM duckdb_columns() "
    "WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal"
)
NARROW, WIDE = "DECIMAL(18,4)", "DECIMAL(18,8)"  # 33.33 for 10,000 units was 0.0033 each
PRICES = ("net_price", "list_price")
WITH_PRICES = ("events", "replaced_events", "set_aside")
WIDEN = "ALTER TABLE /* table */ ALTER /* column */ TYPE /* type */"
ADD = "ALTER TABLE /* table */ ADD COLUMN /* column */ /* type */"
MEMORY_LIMIT = "64MiB"
MACROS = ("macros", "times", "odd_times", "quality/macros", "persons/macros", "pseudonyms/macros")
MACROS_OF_FILE = (
    "SELECT function_name, parameters, macro_definition, function_type FROM duckdb_functions() "
    "WHERE NOT internal AND database_name = current_database() ORDER BY ALL"
)
DROP = {"macro": "DROP MACRO IF EXISTS /* name */", "table_macro": "DROP MACRO TABLE IF EXISTS /* name */"}
Columns = dict[tuple[str, str], str]
Macros = list[tuple[str, list[str], str, str]]


def upgrade(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Add the tables and columns that the shop does not have yet, all or none.

    Raises DamagedShopError where a column holds another type than ours: no version of ours has made it.
    """
    there = _columns(connection)
    is_old = not _expected().items() <= there.items()
    with transaction(connection):
        if is_old:
            _run(connection, TABLES)
            _add_columns(connection, path)
            there = _columns(connection)
        rewrite_reasons(connection)
        number_rows(connection, {table for table, _ in there})
    if is_old:
        _widen_prices(connection)


def _add_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    there = _columns(connection)
    for (table, column), type_ in _expected().items():
        if (table, column) not in there:
            connection.execute(filled(ADD, table=quoted(table), column=quoted(column), type=type_))
        elif there[table, column] != type_ and not _is_narrow(table, column, there[table, column]):
            raise made_by_another(path, f"{table}.{column}")


def _widen_prices(connection: duckdb.DuckDBPyConnection) -> None:
    """Give prices per unit all their decimals; a table with one beyond ten billion keeps what it has."""
    for (table, column), type_ in _columns(connection).items():
        if _is_narrow(table, column, type_):
            with suppress(duckdb.ConversionException):
                connection.execute(filled(WIDEN, table=quoted(table), column=quoted(column), type=WIDE))


def _is_narrow(table: str, column: str, type_: str) -> bool:
    return table in WITH_PRICES and column in PRICES and type_ == NARROW


@cache
def _expected() -> Columns:
    """Return the columns of a new shop: (table, column) → type."""
    with new_shop() as empty:
        return _columns(empty)


def new_shop() -> duckdb.DuckDBPyConnection:
    """Return a database in memory with the tables of a new shop."""
    empty = passing_database(MEMORY_LIMIT, None)
    _run(empty, TABLES)
    return empty


def _columns(connection: duckdb.DuckDBPyConnection) -> Columns:
    return {(table, column): type_ for table, column, type_ in connection.execute(COLUMNS).fetchall()}


def define(connection: duckdb.DuckDBPyConnection) -> None:
    """Make this version's macros, all or none, unless the file has just these.

    They are compared as they stand, so that neither an older version's nor a stranger's are used.
    """
    found = connection.execute(MACROS_OF_FILE).fetchall()
    if found == _macros_of_new_shop():
        return
    with transaction(connection):
        for name, _, _, type_ in found:
            connection.execute(filled(DROP[type_], name=quoted(name)))
        _run(connection, MACROS)


def _run(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    for name in statements:
        connection.execute(sql(name))


@cache
def _macros_of_new_shop() -> Macros:
    """Return the macros of a new shop."""
    with new_shop() as empty:
        _run(empty, MACROS)
        return empty.execute(MACROS_OF_FILE).fetchall()
