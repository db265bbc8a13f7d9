"""What a large shop keeps of its marts: where visits begin, found once and then only for whoever came since.

Finding the quiet half hours in a customer's events is the dearest step of every mart about visits. Where a
visit begins depends on earlier events only, so one table serves every `as_of`. It is never trusted blindly:
it carries the state of the data that it was found in, and a mart in another state computes for itself.
"""

import json
from contextlib import suppress
from typing import Any

import duckdb

from data.engine.file import DatabaseFile
from data.schema import InputError
from data.sql import execute, sql
from data.store.seen import seen
from data.store.state import FORGOTTEN

LEAST_ROWS = 300_000  # of fewer events the marts are quick without
N_EVENTS = "SELECT count(*) FROM events"
OLD_EVENTS = "SELECT count(*) FROM events WHERE import_no <= $last"
IMPORTS = (
    "SELECT import_no, content_hash, mapping, rows_kept FROM imports WHERE kind = 'events' ORDER BY import_no"
)
REFUSERS = "SELECT count(*), CAST(bit_xor(hash(customer_id)) AS VARCHAR) FROM refusers"
PERSONS = "SELECT count(*), CAST(bit_xor(hash(customer_id, person_id)) AS VARCHAR) FROM person_links"
SETTINGS = "SELECT key, value FROM settings WHERE starts_with(key, 'data:') ORDER BY key"
FOUND_IN = "SELECT state FROM kept_marts WHERE name = 'visit_starts'"
LASTING = (
    "settings",
    "forgotten",
    "persons",
    "refusers",
)  # of a state: what stays as it is while events are added
State = dict[str, Any]


def are_starts_kept(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Say whether what is kept of visits was found in the state that this cursor's transaction reads."""
    return _found_in(cursor) == _state(cursor)


def keep_visits(file: DatabaseFile) -> None:
    """Bring what is kept up to date; does nothing in a small shop, or while someone writes to it.

    Pages read one state of the shop from their beginning to their end: they read on from the next one, which
    differs by what is kept only.
    """
    with file.looking() as cursor:
        if _count(cursor, N_EVENTS) < LEAST_ROWS or are_starts_kept(cursor):
            return
    with suppress(InputError), file.deriving() as connection:  # no room: marts compute for themselves
        if connection is not None:
            with seen(connection, hides_refusers=True):
                _refresh(connection)
    file.renew(_state)


def _refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the beginnings anew, of later imports only where nothing else has changed."""
    before, now = _found_in(connection), _state(connection)
    if _only_grew(connection, before, now):
        after = {"import": _last_import(before)}
        execute(connection, "visits/backdated", after)
        has_moved = _count(connection, sql("visits/moved")) > 0
        steps = ("later_starts", "moved_starts", "last") if has_moved else ("later_starts", "last")
    else:
        steps, after = ("starts", "last"), {"import": 0}
        connection.execute("DELETE FROM visit_starts")
        connection.execute("DELETE FROM last_visits")
    for step in steps:
        text = sql(f"visits/{step}")
        connection.execute(text, after if "$import" in text else None)
    connection.execute("DELETE FROM kept_marts WHERE name = 'visit_starts'")
    connection.execute("INSERT INTO kept_marts VALUES ('visit_starts', $state)", {"state": json.dumps(now)})


def _state(cursor: duckdb.DuckDBPyConnection) -> State:
    """Return all that says which events there are."""
    rows = {
        "imports": IMPORTS,
        "settings": SETTINGS,
        "forgotten": FORGOTTEN,
        "persons": PERSONS,
        "refusers": REFUSERS,
    }
    state: State = {name: [list(row) for row in cursor.execute(rows[name]).fetchall()] for name in rows}
    return state | {"n_events": _count(cursor, N_EVENTS)}


def _found_in(cursor: duckdb.DuckDBPyConnection) -> State | None:
    row = cursor.execute(FOUND_IN).fetchone()
    return json.loads(row[0]) if row else None


def _last_import(state: State | None) -> int:
    return max((row[0] for row in state["imports"]), default=0) if state else 0


def _only_grew(connection: duckdb.DuckDBPyConnection, before: State | None, now: State) -> bool:
    """Say whether the events of a state are all there still, and only later imports were added."""
    if not before or any(before.get(name) != now[name] for name in LASTING):
        return False
    if now["imports"][: len(before["imports"])] != before["imports"]:
        return False
    return bool(_count(connection, OLD_EVENTS, last=_last_import(before)) == before["n_events"])


def _count(connection: duckdb.DuckDBPyConnection, statement: str, **values: int) -> int:
    return int(connection.execute(statement, values or None).fetchall()[0][0])
