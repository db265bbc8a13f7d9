"""One change of a shop: a transaction that a full disk or a killed process leaves without a trace."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data.schema import InputError
from data.store.connections import close_all, cursor_of
from data.store.damage import explained, is_damage

NO_ROOM = (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.FatalException)
NO_ROOM_NUMBERS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SIGNS = ("could not write", "no space", "too large", "disk", "out of memory")


@contextmanager
def one_change(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor within a transaction; raises InputError where there is no room for what it writes."""
    connection = cursor_of(path)
    connection.execute("BEGIN")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        with suppress(duckdb.Error):  # a failed commit has ended its transaction
            connection.execute("ROLLBACK")
        if isinstance(error, duckdb.Error) and is_damage(error):
            close_all(path)
            raise explained(error, path) from error
        if isinstance(error, duckdb.Error | OSError) and _is_about_room(error):
            close_all(
                path
            )  # DuckDB refuses to go on after a failed write: the next reader opens the file anew
            raise InputError("there is no room to import it", "Free disk space and import again") from error
        raise
    finally:
        connection.close()


def _is_about_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM_NUMBERS
    return isinstance(error, NO_ROOM) or any(sign in str(error).lower() for sign in SIGNS)
