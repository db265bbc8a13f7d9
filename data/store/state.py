"""Which state a shop is in, and the states that led to it."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import duckdb
import pandas as pd

from data.engine.frames import plain_frame
from data.store.seen import Scope

IMPORTED = "SELECT kind, content_hash, mapping FROM imports ORDER BY import_no"
CHOSEN = "SELECT key, value FROM settings WHERE starts_with(key, 'data:') AND value <> '{}' ORDER BY key"
FORGOTTEN = "SELECT hash FROM forgotten_customers ORDER BY hash"
HISTORY = (
    "SELECT imported_at, file, kind, rows_read, rows_kept, rows_read - rows_kept AS rows_rejected "
    "FROM imports ORDER BY import_no"
)


def fingerprint_of(cursor: duckdb.DuckDBPyConnection, scope: Scope) -> str:
    """Return twelve hex digits that name the state, and the part of it that is looked at."""
    imported, changed = _facts(cursor)
    return _digest(imported, changed if scope.is_all else [*changed, [asdict(scope)]])


def history_of(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row per import, in order, with the fingerprint of the shop up to it."""
    imported, changed = _facts(cursor)
    history = plain_frame(cursor.execute(HISTORY))
    history["fingerprint"] = [_digest(imported[: n + 1], changed) for n in range(len(imported))]
    return history


def _facts(cursor: duckdb.DuckDBPyConnection) -> tuple[list[Any], list[list[Any]]]:
    imported = cursor.execute(IMPORTED).fetchall()
    return imported, [cursor.execute(statement).fetchall() for statement in (CHOSEN, FORGOTTEN)]


def _digest(imported: list[Any], changed: list[Any]) -> str:
    facts = json.dumps([imported, *changed] if any(changed) else imported)
    return hashlib.sha256(facts.encode()).hexdigest()[:12]
