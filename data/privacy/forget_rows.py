"""A customer's rows taken out of the tables, and out of what the imports count."""

import json
from collections import Counter
from typing import Any

import duckdb

from data.schema import KINDS
from data.sql import filled, quoted, sql
from data.store.replaced import ASIDE, Columns, columns_of

NAMED = "customer_id = $id"
AS_A_WORD = "list_contains(regexp_split_to_array(/* column */, '[\\s,;|\"]+'), $id)"
REMOVE = "DELETE FROM /* table */ WHERE /* which */"
KEPT = "SELECT import_no, count(*) FROM /* table */ GROUP BY import_no"
REJECTED = "SELECT import_no, reason, count(*) FROM rejects GROUP BY import_no, reason ORDER BY reason"
IMPORTS = "SELECT import_no, kind FROM imports"
HOLDS = "SELECT DISTINCT import_no FROM /* table */ WHERE /* which */"
OF_IMPORT = "import_no = $no"
NOTES = ("settings", "scenarios")
NOT_PEOPLE = ("products", "offers", "prices", "imports", "attributes")


def forget_rows(connection: duckdb.DuckDBPyConnection, customer_id: str) -> int:
    """Remove the rows that are the customer's or name them; return how many there were."""
    columns = columns_of(connection)
    before = _counts(connection, columns)
    n_removed = _forget_doubts(connection, customer_id)
    _drop_replaced_imports(connection, columns, customer_id)
    for table, which in _conditions(columns).items():
        statement = filled(REMOVE, table=quoted(table), which=which)
        n_rows = connection.execute(statement, {"id": customer_id}).fetchall()[0][0]
        n_removed += n_rows if "import_no" in columns[table] else 0  # what is derived is no row of theirs
    _forget_in_notes(connection, customer_id)
    _lower_counts(connection, before, _counts(connection, columns))
    return n_removed


def _forget_doubts(connection: duckdb.DuckDBPyConnection, customer_id: str) -> int:
    """Remove the doubts, rejects and dropped rows of a customer's lines; return how many rows were dropped.

    Before the customer's events are deleted: they tell which lines these are.
    """
    values = {"customer_id": customer_id}
    for statement in ("lines", "words", "rejects", "replaced_rejects"):
        connection.execute(sql(f"quality/forget_{statement}"), values)
    n_dropped = int(connection.execute(sql("quality/forget_rows_aside"), values).fetchall()[0][0])
    connection.execute(sql("quality/forget_doubts"))
    for statement in ("values", "entities"):
        connection.execute(sql(f"quality/forget_{statement}"), values)
    return n_dropped


def _conditions(columns: Columns) -> dict[str, str]:
    """Return which rows of each table go: those of the customer, elsewhere those with the id as a word."""
    conditions = {}
    for table, types in columns.items():
        texts = [name for name, type_ in types.items() if type_ == "VARCHAR"]
        if "customer_id" in types:
            conditions[table] = NAMED
        elif "import_no" in types and texts and table.removeprefix(ASIDE) not in NOT_PEOPLE:
            words = [filled(AS_A_WORD, column=quoted(name)) for name in texts if name != "reason"]
            conditions[table] = " OR ".join(words)
    return conditions


def _drop_replaced_imports(connection: duckdb.DuckDBPyConnection, columns: Columns, customer_id: str) -> None:
    """Drop whole imports that are kept aside and hold the customer: undoing would bring them back."""
    if ASIDE + "imports" not in columns:
        return
    aside = {table: which for table, which in _conditions(columns).items() if table.startswith(ASIDE)}
    kept_aside = {
        row[0] for row in connection.execute(filled(HOLDS, table=ASIDE + "imports", which="true")).fetchall()
    }
    for table, which in aside.items():
        found = connection.execute(filled(HOLDS, table=quoted(table), which=which), {"id": customer_id})
        for (import_no,) in found.fetchall():
            if import_no in kept_aside:
                for name in columns:
                    if name.startswith(ASIDE):
                        connection.execute(
                            filled(REMOVE, table=quoted(name), which=OF_IMPORT), {"no": import_no}
                        )


def _counts(connection: duckdb.DuckDBPyConnection, columns: Columns) -> dict[int, tuple[int, dict[str, int]]]:
    """Return import → rows in its table (those since replaced as well, but for events) and rejects by reason.

    An event that was replaced by a newer version of its order is a reject of its import.
    """
    rows = {kind: _rows_by_import(connection, kind, columns) for kind in KINDS}
    rejected: dict[int, dict[str, int]] = {}
    for import_no, reason, n in connection.execute(REJECTED).fetchall():
        rejected.setdefault(import_no, {})[reason] = n
    imports = connection.execute(IMPORTS).fetchall()
    return {no: (rows[kind][no], rejected.get(no, {})) for no, kind in imports}


def _rows_by_import(connection: duckdb.DuckDBPyConnection, kind: str, columns: Columns) -> Counter[int]:
    rows: Counter[int] = Counter()
    for table in (kind, ASIDE + kind)[: 1 if kind == "events" else 2]:
        if table in columns:
            rows.update(dict(connection.execute(filled(KEPT, table=quoted(table))).fetchall()))
    return rows


def _lower_counts(
    connection: duckdb.DuckDBPyConnection,
    before: dict[int, tuple[int, dict[str, int]]],
    after: dict[int, tuple[int, dict[str, int]]],
) -> None:
    for import_no, (n_kept, rejected) in before.items():
        now_kept, now_rejected = after[import_no]
        fewer_kept = n_kept - now_kept
        fewer_rejected = sum(rejected.values()) - sum(now_rejected.values())
        if fewer_kept or fewer_rejected:
            values: dict[str, Any] = {"no": import_no, "n_kept": fewer_kept, "n": fewer_kept + fewer_rejected}
            values["rejected"] = json.dumps(now_rejected, ensure_ascii=False)
            connection.execute(sql("forget_counts"), values)


def _forget_in_notes(connection: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """Take the id out of saved settings and scenarios."""
    for table in NOTES:
        notes = connection.execute(filled("SELECT rowid, value FROM /* table */", table=table)).fetchall()
        for rowid, text in notes:
            note = json.loads(text)
            kept = without(note, customer_id)
            if kept != note:
                connection.execute(
                    filled("UPDATE /* table */ SET value = $value WHERE rowid = $rowid", table=table),
                    {"value": json.dumps(kept, ensure_ascii=False), "rowid": rowid},
                )


def without(value: Any, customer_id: str) -> Any:
    """Return what JSON holds without the entries that are a customer's id: in lists, as values, as names."""
    if isinstance(value, list):
        return [without(item, customer_id) for item in value if item != customer_id]
    if isinstance(value, dict):
        return {
            name: without(item, customer_id)
            for name, item in value.items()
            if customer_id not in (name, item)
        }
    return value
