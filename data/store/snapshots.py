"""What one thread reads of a shop: one state of it for as long as it says so."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from data.engine.connections import cursor_of, refusing_damage

BEGIN = "BEGIN TRANSACTION READ ONLY"


class _Snapshots(threading.local):
    def __init__(self) -> None:
        self.cursors: dict[Path, duckdb.DuckDBPyConnection | None] = {}


_mine = _Snapshots()


@contextmanager
def one_state(path: Path) -> Iterator[None]:
    """Read one state of a file in this thread during the block, whatever others write; blocks may nest."""
    if path in _mine.cursors:
        yield
        return
    _mine.cursors[path] = None  # the state is that of the first read
    try:
        yield
    finally:
        let_go(path)
        _mine.cursors.pop(path, None)


@contextmanager
def looking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor to read with: that of the thread's state where it holds one.

    Raises DamagedShopError where it comes upon damage in the file.
    """
    with refusing_damage(path), _looking(path) as cursor:
        yield cursor


@contextmanager
def _looking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if path not in _mine.cursors:
        with cursor_of(path) as cursor:
            yield cursor
        return
    held = _mine.cursors[path]
    if held is None:
        held = _mine.cursors[path] = cursor_of(path)
        held.execute(BEGIN)
    try:
        yield held
    except duckdb.Error:
        let_go(path)  # a failed statement spoils its transaction
        raise


def renew(path: Path, state_of: Callable[[duckdb.DuckDBPyConnection], Any]) -> None:
    """Read on from the newest state where it says the same as the one that this thread holds, if any.

    What was derived from the data meanwhile comes into sight so; a change of the data does not.
    """
    if (held := _mine.cursors.get(path)) is None:
        return
    newest = cursor_of(path)
    newest.execute(BEGIN)
    if state_of(newest) == state_of(held):
        _mine.cursors[path] = newest  # whoever still reads from the other one goes on


def let_go(path: Path) -> None:
    """Take up the newest state at this thread's next read: it has written, and sees what it wrote."""
    if held := _mine.cursors.get(path):
        held.close()
        _mine.cursors[path] = None
