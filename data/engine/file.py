"""A shop's DuckDB file: read in states, changed one transaction at a time, whatever ends the process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from data.engine.connections import close_all, cursor_of, open_file, refusing_damage
from data.engine.damage import explained, is_damage
from data.engine.protection import Protection
from data.engine.room import NO_ROOM_NUMBERS, says_no_room
from data.engine.transactions import transaction
from data.schema import InputError

NO_ROOM = (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.FatalException)
_writers: dict[Path, threading.RLock] = {}


class _States(threading.local):
    """The cursors within whose transaction this thread reads; None before its first read."""

    def __init__(self) -> None:
        self.cursors: dict[Path, duckdb.DuckDBPyConnection | None] = {}


_mine = _States()


class DatabaseFile:
    """One file of DuckDB; safe to share between threads.

    Parameters
    ----------
    file : of the database; it is made where it is absent
    protection : what encrypts it where a key is set
    """

    def __init__(self, file: Path, protection: Protection) -> None:
        self.file, self.protection = file, protection
        open_file(file, protection)
        self._writer = _writers.setdefault(file, threading.RLock())

    def close(self) -> None:
        """Close the file for this process; it opens again when it is next used."""
        let_go(self.file)
        close_all(self.file)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection of its own for this thread; raises DamagedShopError where it finds damage."""
        with refusing_damage(self.file), cursor_of(self.file, self.protection) as cursor:
            yield cursor

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read one state in this thread during the block; its own writes end that state; blocks may nest."""
        if self.file in _mine.cursors:
            yield
            return
        _mine.cursors[self.file] = None  # the state is that of the first read
        try:
            yield
        finally:
            let_go(self.file)
            _mine.cursors.pop(self.file, None)

    @contextmanager
    def looking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor to read with: that of the state which this thread holds by `reading`, if any.

        Raises DamagedShopError where it comes upon damage in the file.
        """
        if self.file not in _mine.cursors:
            with self.cursor() as cursor:
                yield cursor
            return
        with refusing_damage(self.file):
            held = _mine.cursors[self.file]
            if held is None:
                held = _mine.cursors[self.file] = self._state()
            try:
                yield held
            except duckdb.Error:
                let_go(self.file)  # a failed statement spoils its transaction
                raise

    def renew(self, state_of: Callable[[duckdb.DuckDBPyConnection], Any]) -> None:
        """Read on from the newest state where it says the same as the one that this thread holds, if any.

        What was derived from the data meanwhile comes into sight so; a change of the data does not.
        """
        if (held := _mine.cursors.get(self.file)) is None:
            return
        newest = self._state()
        if state_of(newest) == state_of(held):
            _mine.cursors[self.file] = newest  # whoever still reads from the other one goes on

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the file for one writer at a time."""
        with self._writer:
            let_go(self.file)
            try:
                yield
            finally:
                let_go(self.file)

    @contextmanager
    def changing(self, work: str = "import it") -> Iterator[duckdb.DuckDBPyConnection]:
        """Change the file in one transaction: all of the block or nothing, whatever ends it.

        `work` says what room is needed for, where there is none; it begins with a verb.
        """
        with self.writing(), self._change(work) as connection:
            yield connection

    @contextmanager
    def deriving(self) -> Iterator[duckdb.DuckDBPyConnection | None]:
        """Write in one transaction what follows from the data; gives None at once where someone is writing.

        A state that this thread reads stays as it is: none of its data change.
        """
        if not self._writer.acquire(blocking=False):
            yield None
            return
        try:
            with self._change("keep what was found") as connection:
                yield connection
        finally:
            self._writer.release()

    def _state(self) -> duckdb.DuckDBPyConnection:
        cursor = cursor_of(self.file, self.protection)
        cursor.execute("BEGIN TRANSACTION READ ONLY")
        return cursor

    @contextmanager
    def _change(self, work: str) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = cursor_of(self.file, self.protection)
        try:
            with transaction(connection):
                yield connection
        except BaseException as error:
            if refusal := self._refusal(error, work):
                close_all(self.file)  # DuckDB may refuse to go on: the next reader opens the file anew
                raise refusal from error
            raise
        finally:
            connection.close()

    def _refusal(self, error: BaseException, work: str) -> InputError | None:
        """Return what ended a change in words, where the file is damaged or the disk is full."""
        if isinstance(error, duckdb.Error) and is_damage(error):
            return explained(error, self.file)
        is_full = isinstance(error, NO_ROOM) or getattr(error, "errno", None) in NO_ROOM_NUMBERS
        if is_full or (isinstance(error, duckdb.Error) and says_no_room(error)):
            return InputError(
                f"there is no room to {work}", f"Free disk space and {work.partition(' ')[0]} again"
            )
        return None


def let_go(file: Path) -> None:
    """Take up the newest state at this thread's next read: it has written, and sees what it wrote."""
    if held := _mine.cursors.get(file):
        held.close()
        _mine.cursors[file] = None
