"""Who agreed to personal prices: what files and people said, kept as the ids that no model may see.

A shop without a consent column and without any word by hand has no refusers. With a column, whoever has said
nothing counts as the shop's rule says: as refused, unless the owner has another legal ground.
"""

import hashlib
import json
from collections.abc import Sequence

import pandas as pd

from data.sql import Connection, execute, quoted, registered

CONSENT_NAMES = (
    "consent",
    "einwilligung",
    "consentement",
    "consentimiento",
    "同意",
)
SETTING = "data:consent"  # settings called "data:…" are part of the fingerprint
NO_COLUMN = "CAST(NULL AS VARCHAR)"
COLUMNS = (
    "SELECT column_name FROM duckdb_columns() WHERE table_name = 'customers' AND schema_name = 'main' "
    "AND database_name = current_database() ORDER BY column_index"
)
EMPTY = "DELETE FROM refusers"
REFUSERS = "SELECT customer_id FROM refusers ORDER BY customer_id"
ANY_REFUSER = "SELECT 1 FROM refusers LIMIT 1"
WORDS = "SELECT customer_id, is_granted FROM consents ORDER BY customer_id"
FORGET_WORDS = "DELETE FROM consents WHERE list_contains($names, customer_id)"
READ = "SELECT value FROM settings WHERE key = $key"
REMOVE = "DELETE FROM settings WHERE key = $key"
WRITE = "INSERT INTO settings VALUES ($key, $value)"


def consent_column(connection: Connection) -> str | None:
    """Return the column of the customers that says who agreed, None where no file brought one."""
    return consent_name([str(name) for (name,) in connection.execute(COLUMNS).fetchall()])


def consent_name(names: Sequence[str]) -> str | None:
    """Return which of a file's columns says who agreed to personal prices, None where none does."""
    return next((name for name in names if name.strip().lower() in CONSENT_NAMES), None)


def refusers_of(connection: Connection) -> list[str]:
    """Return the ids of everybody who has not agreed, sorted."""
    return [str(name) for (name,) in connection.execute(REFUSERS).fetchall()]


def are_unsaid_granted(connection: Connection) -> bool:
    """Return whether customers count as having agreed of whom nothing is said where others were asked."""
    return bool(_saved(connection).get("are_unsaid_granted", False))


def write_words(connection: Connection, names: Sequence[str], is_granted: bool) -> None:
    """Note what customers answered by hand, inside the caller's transaction."""
    connection.execute(FORGET_WORDS, {"names": list(names)})
    execute(connection, "consent/words", {"names": list(names), "is_granted": is_granted})
    write_rule(connection, are_unsaid_granted(connection))


def write_rule(connection: Connection, are_granted: bool) -> None:
    """Note how those count who said nothing; with what names the words given by hand in the fingerprint."""
    words = connection.execute(WORDS).fetchall()
    saved = {"words": hashlib.sha256(json.dumps(words).encode()).hexdigest()} if words else {}
    rule = {"are_unsaid_granted": True} if are_granted else {}
    connection.execute(REMOVE, {"key": SETTING})
    if saved | rule:
        connection.execute(WRITE, {"key": SETTING, "value": json.dumps(saved | rule, sort_keys=True)})


def settle_refusers(connection: Connection) -> None:
    """Write who has not agreed by now, inside the caller's transaction."""
    column = consent_column(connection)
    unsaid = column is None or are_unsaid_granted(connection)
    connection.execute(EMPTY)
    name = NO_COLUMN if column is None else quoted(column)
    execute(connection, "consent/refusers", {"unsaid": unsaid}, column=name)


def without_refusers(connection: Connection, listed: pd.DataFrame) -> pd.DataFrame:
    """Return lines of files that may be listed: none of a customer who refuses, none that names one.

    A line that was not kept is known to be theirs by what became of it, or by what it says.

    Parameters
    ----------
    listed : import_no, row (line of the file), value, and whatever else
    """
    if listed.empty or not connection.execute(ANY_REFUSER).fetchall():
        return listed
    places = listed[["import_no", "row", "value"]].assign(place=range(len(listed)))
    with registered(connection, listed=places):
        theirs = {place for (place,) in execute(connection, "consent/refused_lines").fetchall()}
    return listed[[place not in theirs for place in range(len(listed))]].reset_index(drop=True)


def _saved(connection: Connection) -> dict[str, object]:
    rows = connection.execute(READ, {"key": SETTING}).fetchall()
    saved = json.loads(rows[0][0]) if rows else {}
    return saved if isinstance(saved, dict) else {}
