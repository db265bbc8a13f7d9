"""A shop's file written anew, so that what was deleted is in none of its bytes."""

from pathlib import Path

import duckdb

from data.engine.database import attach
from data.engine.directories import sync
from data.engine.protection import Protection
from data.engine.room import needing_room

DRAFT = "rewritten.duckdb"
# where a transaction leaves bytes of what it deletes
MARK = "INSERT INTO settings VALUES ('rewrite', 'true')"
COPY = "COPY FROM DATABASE shop TO draft"  # a file called shop.duckdb is the database shop
UNMARK_DRAFT = "DELETE FROM draft.settings WHERE key = 'rewrite'"


def finish_rewrite(connection: duckdb.DuckDBPyConnection, path: Path, protection: Protection) -> bool:
    """Write the file anew where it is marked for it; the connection is closed then, and True returned.

    The old file stands until the new one is complete on disk; the exchange is one rename.
    """
    if not connection.execute("SELECT 1 FROM settings WHERE key = 'rewrite'").fetchall():
        return False
    with needing_room(path.parent, "write the shop anew without who was forgotten"):
        write_anew(connection, path, protection, UNMARK_DRAFT)
    return True


def write_anew(
    connection: duckdb.DuckDBPyConnection, path: Path, protection: Protection, *further: str
) -> None:
    """Copy the database `shop` into a file that takes the place of a shop's; closes the connection.

    `further` are statements on the copy, `draft`. A power cut leaves the old file or the new one.
    """
    draft = path.parent / "tmp" / DRAFT
    wal = draft.with_name(draft.name + ".wal")
    try:
        draft.unlink(missing_ok=True)
        attach(connection, draft, "draft", protection)
        for statement in (COPY, *further, "DETACH draft", "CHECKPOINT shop"):
            connection.execute(statement)
        connection.close()
        sync(draft)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)  # empty since the file was closed
        draft.replace(path)
        sync(path.parent)
    finally:
        connection.close()
        for file in (draft, wal):
            file.unlink(missing_ok=True)
