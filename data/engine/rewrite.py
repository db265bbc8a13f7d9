"""A shop's file written anew, so that what was deleted is in none of its bytes."""

import os
from pathlib import Path

import duckdb

from data.engine.database import attach
from data.engine.protection import Protection
from data.engine.room import needing_room

DRAFT = "rewritten.duckdb"
MARK = "INSERT INTO settings VALUES ('rewrite', 'true')"
IS_MARKED = "SELECT count(*) FROM settings WHERE key = 'rewrite'"
COPY = "COPY FROM DATABASE shop TO draft"  # a file called shop.duckdb is the database shop
UNMARK_DRAFT = "DELETE FROM draft.settings WHERE key = 'rewrite'"


def mark_for_rewrite(connection: duckdb.DuckDBPyConnection) -> None:
    """Remember, within a transaction, that the file still holds bytes of what it deletes."""
    connection.execute(MARK)


def finish_rewrite(connection: duckdb.DuckDBPyConnection, path: Path, protection: Protection) -> bool:
    """Write the file anew where it is marked for it; the connection is closed then, and True returned.

    The old file stands until the new one is complete on disk; the exchange is one rename.
    """
    if not connection.execute(IS_MARKED).fetchall()[0][0]:
        return False
    draft = path.parent / "tmp" / DRAFT
    remove_draft(draft)
    try:
        with needing_room(path.parent, "write the shop anew without who was forgotten"):
            attach(connection, draft, "draft", protection)
            for statement in (COPY, UNMARK_DRAFT, "DETACH draft", "CHECKPOINT"):
                connection.execute(statement)
            connection.close()
            put_in_place(draft, path)
    finally:
        connection.close()
        remove_draft(draft)
    return True


def remove_draft(draft: Path) -> None:
    """Remove a database that is not wanted; one that was put in place is there no more."""
    for file in (draft, draft.with_name(draft.name + ".wal")):
        file.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Let a complete file take the place of a closed one, in one step that a power cut respects."""
    _sync(draft)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)  # empty since the file was closed
    draft.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
