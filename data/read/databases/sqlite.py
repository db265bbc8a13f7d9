"""SQLite files, opened for reading and for nothing else that their language could do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from data.read.databases.address import Address
from data.read.databases.refusals import refused_query, took_too_long
from data.read.databases.relay import deadline
from data.read.databases.rows import Rows
from data.read.opening import name_of, open_file
from data.schema import InputError

MOST_BYTES = 1 << 26  # of one value
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
NO_FUNCTIONS = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}


@contextmanager
def opened_sqlite(address: Address, seconds: float) -> Iterator[Rows]:
    """Open a SQLite file for reading; raises InputError where it is none."""
    connection = _connection(address)

    def refusal(error: Exception) -> InputError:
        return took_too_long(address) if is_over.is_set() else refused_query(address, str(error))

    try:
        with deadline(seconds, connection.interrupt) as is_over:
            yield Rows(connection.cursor(), address, refusal)
    finally:
        connection.close()


def _connection(address: Address) -> sqlite3.Connection:
    path = Path(address.database)
    with open_file(path, name_of(path)) as file:
        is_sqlite = file.read(15) == b"SQLite format 3"
    if not is_sqlite:
        raise InputError("it is no SQLite database", "Check the path", file=name_of(path))
    try:
        uri = f"file:{quote(str(path.absolute()))}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    except sqlite3.Error:
        raise InputError("it cannot be opened", "Check the path", file=name_of(path)) from None
    connection.text_factory = lambda content: content.decode(errors="replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    connection.execute("PRAGMA trusted_schema = OFF")  # a view of the file's runs no odd function
    connection.set_authorizer(_only_reading)
    return connection


def _only_reading(action: int, _first: str | None, second: str | None, *_more: str | None) -> int:
    is_bad = action == sqlite3.SQLITE_FUNCTION and str(second).lower() in NO_FUNCTIONS
    return sqlite3.SQLITE_OK if action in READING and not is_bad else sqlite3.SQLITE_DENY
