"""One DuckDB instance per file and process; every thread takes a cursor of it."""

import gc
import threading
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.engine.damage import CHECK_DISK, explained, is_damage
from data.engine.database import USE, open_database
from data.engine.directories import remove_leftovers
from data.engine.protection import Protection
from data.engine.rewrite import finish_rewrite
from data.engine.room import says_no_room
from data.engine.upgrade import define, upgrade
from data.schema import InputError

_open: dict[Path, duckdb.DuckDBPyConnection] = {}
_closed: set[Path] = set()  # files that one thread has for itself
_living: defaultdict[Path, Counter[int]] = defaultdict(Counter)  # cursors at work, by thread
_state = threading.Condition()


def cursor_of(path: Path, protection: Protection) -> duckdb.DuckDBPyConnection:
    """Return a cursor of this process's connection to a shop's file; waits while the file is replaced."""
    me = threading.get_ident()
    with _state:
        _state.wait_for(lambda: path not in _closed or _living[path][me] > 0)
        cursor = _connection(path, protection).cursor()
        _living[path][me] += 1
        weakref.finalize(cursor, _release, path, me)
    if protection.is_on:
        cursor.execute(USE)
    return cursor


def open_file(path: Path, protection: Protection) -> None:
    """Open a shop's file for this process; raises InputError where it cannot be."""
    with _state:
        _state.wait_for(lambda: path not in _closed)
        _connection(path, protection)


def close_all(path: Path) -> None:
    """Close this process's connection to a file."""
    with _state:
        if connection := _open.pop(path, None):
            connection.close()


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Raise DamagedShopError where a statement of the block comes upon damage in a shop's file."""
    try:
        yield
    except duckdb.Error as error:
        if is_damage(error):
            close_all(path)  # DuckDB may refuse to go on: the next reader opens the file anew
            raise explained(error, path) from error
        raise


@contextmanager
def alone(path: Path, patience_seconds: float = 20.0) -> Iterator[bool]:
    """Close a file for this whole process during the block; gives False where readers do not leave."""
    with _state:
        _closed.add(path)
        gc.collect()  # a cursor kept by a dead frame is no reader
        is_alone = _state.wait_for(lambda: not any(_living[path].values()), patience_seconds)
        if is_alone:
            close_all(path)
    try:
        yield is_alone
    finally:
        with _state:
            _closed.discard(path)
            _state.notify_all()


def _release(path: Path, thread: int) -> None:
    with _state:
        _living[path][thread] -= 1
        _state.notify_all()


def _connection(path: Path, protection: Protection) -> duckdb.DuckDBPyConnection:
    if path not in _open:
        _open[path] = _connect(path, protection)
    return _open[path]


def _connect(path: Path, protection: Protection) -> duckdb.DuckDBPyConnection:
    connection = _opened(path, protection)
    remove_leftovers(path.parent / "tmp")
    with refusing_damage(path):  # a process may have ended between forgetting and writing anew
        is_anew = finish_rewrite(connection, path, protection)
    return _opened(path, protection) if is_anew else connection


def _opened(path: Path, protection: Protection) -> duckdb.DuckDBPyConnection:
    connection = open_database(path, protection)
    try:
        upgrade(connection, path)
        define(connection)
    except InputError:
        connection.close()
        raise
    except duckdb.Error as error:
        connection.close()
        raise _refused(error, path) from error
    return connection


def _refused(error: duckdb.Error, path: Path) -> InputError:
    if says_no_room(error) or (isinstance(error, duckdb.IOException) and not is_damage(error)):
        return InputError(f"shop {path.parent.name}: its file cannot be written", CHECK_DISK)
    return explained(error, path)
