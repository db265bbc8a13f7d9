"""A shop's file opened by DuckDB, encrypted where a key is set, and every way that can fail."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from data.engine.damage import explained
from data.engine.directories import home_in_memory
from data.engine.protection import Protection
from data.sql import filled, literal
from data.sql.confined import NO_LOOPS, SAFE, confine

MEMORY_LIMIT = "1536MiB"  # the process stays below 2 GiB; what does not fit spills to the shop's tmp/
USE = "USE shop"
LOAD = "LOAD /* file */"
ATTACH = "ATTACH /* file */ AS /* name */"
ATTACH_ENCRYPTED = "ATTACH /* file */ AS /* name */ (ENCRYPTION_KEY getvariable('key'))"


def open_database(path: Path, protection: Protection) -> duckdb.DuckDBPyConnection:
    """Return a connection to a shop's file, confined to the shop's own folder and scratch directories.

    Raises InputError where it cannot be opened.
    """
    config: dict[str, Any] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(path.parent / "tmp"),
        "storage_compatibility_version": "latest",  # packs text in two thirds of the time
        "max_vacuum_tasks": 0,  # else a checkpoint writes an import a second time, to merge its row groups
        **SAFE,
        **NO_LOOPS,
    }
    try:
        if protection.is_on:
            connection = duckdb.connect(":memory:", config=config | {"temp_file_encryption": True})
            load_cipher(connection)
            attach(connection, path, "shop", protection)
            connection.execute(USE)
        else:
            connection = duckdb.connect(str(path), config=config)
        confine(connection, directories=(path.parent, home_in_memory(path.parent)))
        return connection
    except duckdb.Error as error:
        raise explained(error, path) from None


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, protection: Protection) -> None:
    """Attach a file, encrypted where a key is set; the key travels as a parameter, never in a statement."""
    if not protection.is_on:
        connection.execute(filled(ATTACH, file=literal(str(path)), name=name))
        return
    connection.execute("SET VARIABLE key = $key", {"key": protection.database_key()})
    try:
        connection.execute(filled(ATTACH_ENCRYPTED, file=literal(str(path)), name=name))
    finally:
        connection.execute("RESET VARIABLE key")


def load_cipher(connection: duckdb.DuckDBPyConnection) -> None:
    """Load OpenSSL as DuckDB's httpfs brings it: from its package, never from the network or a home."""
    folder = files("duckdb_extension_httpfs").joinpath("extensions", f"v{duckdb.__version__}")
    connection.execute(filled(LOAD, file=literal(str(folder.joinpath("httpfs.duckdb_extension")))))
