"""One DuckDB instance per file and process; every thread takes a cursor of it."""

import threading
from pathlib import Path

import duckdb

from data.queries import sql
from data.schema import InputError

MEMORY_LIMIT = "2GiB"  # what a shop of 10 M events needs; beyond it DuckDB spills to the shop's tmp/
_open: dict[Path, duckdb.DuckDBPyConnection] = {}
_lock = threading.Lock()


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Return this process's connection to a shop's file, with the shop's tables and macros in place."""
    with _lock:
        if path not in _open:
            _open[path] = _connect(path)
        return _open[path]


def close_all(path: Path) -> None:
    """Close this process's connection to a file."""
    with _lock:
        if connection := _open.pop(path, None):
            connection.close()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(path.parent / "tmp"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "allow_unsigned_extensions": False,
    }
    try:
        connection = duckdb.connect(str(path), config=config)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            problem, remedy = (
                "another process has it open",
                "Close the app or the command that uses this shop, then try again",
            )
        else:
            problem, remedy = (
                "its file cannot be opened",
                "Check that the disk has room and the workspace is writable",
            )
        raise InputError(f"shop {path.parent.name}: {problem}", remedy) from error
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute(sql("tables"))
    connection.execute(sql("macros"))
    connection.execute(sql("views"))
    return connection
