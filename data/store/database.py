"""A shop's file opened by DuckDB, encrypted where a key is set, and every way that can fail."""

from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from data.confined import SAFE, confine
from data.queries import filled, literal, quoted, sql
from data.schema import InputError
from data.store.key import VARIABLE, is_encrypting, key_text
from data.store.scratch import home_of_scratch

MEMORY_LIMIT = "1536MiB"  # the process stays below 2 GiB; what does not fit spills to the shop's tmp/
USE = "USE shop"
LOAD = "LOAD /* file */"
ATTACH = "ATTACH /* file */ AS /* name */"
ATTACH_ENCRYPTED = "ATTACH /* file */ AS /* name */ (ENCRYPTION_KEY getvariable('key'))"
WIDE_PRICE = "DECIMAL(18, 8)"  # as in tables.sql
NARROW_PRICES = (  # of shops from before: 33.33 for 10,000 units was 0.0033 each
    "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() "
    "AND table_name IN ('events', 'replaced_events', 'set_aside') "
    "AND column_name IN ('net_price', 'list_price') "
    "AND data_type = 'DECIMAL(18,4)' ORDER BY ALL"
)
FAILURES = (  # words of DuckDB, what is wrong, what to do
    (
        "lock",
        "another process has it open",
        "Close the app or the command that uses this shop, then try again",
    ),
    (
        "without a key",
        "it is encrypted, and no key is given",
        f"Set {VARIABLE} to the key it was made with, then start again",
    ),
    ("wrong encryption key", "its key is another one", f"Set {VARIABLE} to the key it was made with"),
    (
        "is not encrypted",
        f"it was made without a key, and {VARIABLE} is set",
        f"Encrypt it with python -m analytics encrypt, or unset {VARIABLE}",
    ),
    ("", "its file cannot be opened", "Check that the disk has room and the workspace is writable"),
)


def open_database(path: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection to a shop's file, confined to the shop's own folder and scratch directories.

    Raises InputError where it cannot be opened.
    """
    config: dict[str, Any] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(path.parent / "tmp"),
        "storage_compatibility_version": "latest",  # packs text in two thirds of the time
        "max_vacuum_tasks": 0,  # else a checkpoint writes an import a second time, to merge its row groups
        **SAFE,
    }
    try:
        if is_encrypting():
            connection = duckdb.connect(":memory:", config=config | {"temp_file_encryption": True})
            load_cipher(connection)
            attach(connection, path, "shop")
            connection.execute(USE)
        else:
            connection = duckdb.connect(str(path), config=config)
        confine(connection, directories=(path.parent, home_of_scratch(path.parent)))
        return connection
    except duckdb.Error as error:
        raise refuse(error, path) from None


def refuse(error: duckdb.Error, path: Path) -> InputError:
    """Return why a shop's file cannot be opened, in words that hold neither the key nor a statement."""
    words = str(error).lower()
    problem, remedy = next((problem, remedy) for sign, problem, remedy in FAILURES if sign in words)
    return InputError(f"shop {path.parent.name}: {problem}", remedy)


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a file, encrypted where a key is set; the key travels as a parameter, never in a statement."""
    if not is_encrypting():
        connection.execute(filled(ATTACH, file=literal(str(path)), name=name))
        return
    connection.execute("SET VARIABLE key = $key", {"key": key_text("database")})
    try:
        connection.execute(filled(ATTACH_ENCRYPTED, file=literal(str(path)), name=name))
    finally:
        connection.execute("RESET VARIABLE key")


def load_cipher(connection: duckdb.DuckDBPyConnection) -> None:
    """Load OpenSSL as DuckDB's httpfs brings it: from its package, never from the network or a home."""
    folder = files("duckdb_extension_httpfs").joinpath("extensions", f"v{duckdb.__version__}")
    connection.execute(filled(LOAD, file=literal(str(folder.joinpath("httpfs.duckdb_extension")))))


def upgrade(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables that the shop does not have yet, and give prices per unit all their decimals."""
    connection.execute(sql("tables"))
    connection.execute(sql("quality/tables"))
    for table, column in connection.execute(NARROW_PRICES).fetchall():
        with suppress(duckdb.ConversionException):  # a price beyond ten billion keeps what it has
            connection.execute(f"ALTER TABLE {quoted(table)} ALTER {quoted(column)} TYPE {WIDE_PRICE}")
