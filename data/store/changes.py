"""One change of a shop: a transaction that a full disk or a killed process leaves without a trace."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data.engine.connections import close_all, cursor_of
from data.engine.damage import explained, is_damage
from data.engine.room import NO_ROOM_NUMBERS, says_no_room
from data.schema import InputError

NO_ROOM = (duckdb.OutOfMemoryException, duckdb.IOException, duckdb.FatalException)


@contextmanager
def one_change(path: Path, work: str = "import it") -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor within a transaction; raises InputError where there is no room for what it writes.

    `work` says what the room is for; it begins with a verb.
    """
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
            again = work.partition(" ")[0]
            raise InputError(f"there is no room to {work}", f"Free disk space and {again} again") from error
        raise
    finally:
        connection.close()


def _is_about_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM_NUMBERS
    return isinstance(error, NO_ROOM) or says_no_room(error)
