"""A customer's rows taken out of the tables, and out of what the imports count."""

import json
from collections import Counter
from typing import Any

import duckdb

from data.privacy.forgotten import OF_CUSTOMERS
from data.schema import KINDS
from data.sql import execute, filled, quoted
from data.store.replaced import ASIDE, Columns, columns_of

NAMED = "/* column */ = $id"
AS_A_WORD = "list_contains(regexp_split_to_array(/* column */, '[\\s,;|\"]+'), $id)"
REMOVE = "DELETE FROM /* table */ WHERE /* which */"
REMOVE_TOLD = "DELETE FROM /* table */ WHERE /* which */ RETURNING import_no"
HOLDS = "SELECT DISTINCT import_no FROM /* table */ WHERE /* which */"
KEPT_ASIDE = "import_no IN (SELECT import_no FROM replaced_imports)"
OF_IMPORT = "import_no = $no"
COUNTED = {*KINDS, *(ASIDE + kind for kind in KINDS if kind != "events")}  # a replaced event is a reject
NOTES = ("settings", "scenarios")
REWRITE = "UPDATE /* table */ SET value = $value WHERE rowid = $rowid"
OF_PERSONS = ("persons", ASIDE + "persons", "person_links")  # here other columns hold ids of customers too
NOT_PEOPLE = ("products", "offers", "prices", "imports", "attributes")


def forget_rows(connection: duckdb.DuckDBPyConnection, customer_id: str) -> int:
    """Remove the rows that are the customer's or name them; return how many there were."""
    columns = columns_of(connection)
    rejected, n_removed = _forget_lines(connection, customer_id)
    _drop_replaced_imports(connection, columns, customer_id)
    kept: Counter[int] = Counter()
    for table, which in naming_conditions(columns).items():
        has_imports = "import_no" in columns[table]  # what is derived is no row of theirs
        statement = filled(REMOVE_TOLD if has_imports else REMOVE, table=quoted(table), which=which)
        found = connection.execute(statement, {"id": customer_id}).fetchall()
        if has_imports:
            n_removed += len(found)
        if table == "rejects" or table in COUNTED:
            (rejected if table == "rejects" else kept).update(import_no for (import_no,) in found)
    _forget_in_notes(connection, customer_id)
    for import_no in kept | rejected:
        lower_counts(connection, import_no, kept[import_no], rejected[import_no])
    return n_removed


def _forget_lines(connection: duckdb.DuckDBPyConnection, customer_id: str) -> tuple[Counter[int], int]:
    """Remove what is kept of a customer's lines; return rejects by import, and how many dropped rows.

    Before the customer's events are deleted: they tell which lines these are.
    """
    values = {"customer_id": customer_id}
    execute(connection, "quality/forget_lines", values)
    rejected = Counter(no for (no,) in execute(connection, "quality/forget_rejects").fetchall())
    execute(connection, "quality/forget_words", values)
    n_dropped = int(execute(connection, "quality/forget_rows_aside", values).fetchall()[0][0])
    execute(connection, "quality/forget_doubts")
    for statement in ("values", "entities"):
        execute(connection, f"quality/forget_{statement}", values)
    return rejected, n_dropped


def naming_conditions(columns: Columns) -> dict[str, str]:
    """Return which rows of each table go: those of the customer, elsewhere those with the id as a word."""
    conditions = {}
    for table, types in columns.items():
        texts = [name for name, type_ in types.items() if type_ == "VARCHAR"]
        if "customer_id" in types:
            own = [
                name
                for name in OF_CUSTOMERS
                if (name in types and table in OF_PERSONS) or name == "customer_id"
            ]
            conditions[table] = " OR ".join(filled(NAMED, column=quoted(name)) for name in own)
        elif "import_no" in types and texts and table.removeprefix(ASIDE) not in NOT_PEOPLE:
            words = [filled(AS_A_WORD, column=quoted(name)) for name in texts if name != "reason"]
            conditions[table] = " OR ".join(words)
    return conditions


def _drop_replaced_imports(connection: duckdb.DuckDBPyConnection, columns: Columns, customer_id: str) -> None:
    """Drop whole imports that are kept aside and hold the customer: undoing would bring them back."""
    aside = [table for table in columns if table.startswith(ASIDE)]
    if ASIDE + "imports" not in aside:
        return
    holding: set[int] = set()
    for table, which in naming_conditions({table: columns[table] for table in aside}).items():
        found = filled(HOLDS, table=quoted(table), which=f"({which}) AND {KEPT_ASIDE}")
        holding |= {no for (no,) in connection.execute(found, {"id": customer_id}).fetchall()}
    for import_no in holding:
        for table in aside:
            connection.execute(filled(REMOVE, table=quoted(table), which=OF_IMPORT), {"no": import_no})


def lower_counts(connection: duckdb.DuckDBPyConnection, import_no: int, n_kept: int, n_rejected: int) -> None:
    """Write what an import counts without rows that are gone."""
    left = dict(execute(connection, "staging/reasons", {"import_no": import_no}).fetchall())
    values: dict[str, Any] = {"no": import_no, "n_kept": n_kept, "n": n_kept + n_rejected}
    execute(connection, "forget_counts", values | {"rejected": json.dumps(left, ensure_ascii=False)})


def _forget_in_notes(connection: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """Take the id out of saved settings and scenarios."""
    for table in NOTES:
        notes = connection.execute(filled("SELECT rowid, value FROM /* table */", table=table)).fetchall()
        for rowid, text in notes:
            note = json.loads(text)
            kept = without(note, customer_id)
            if kept != note:
                values = {"value": json.dumps(kept, ensure_ascii=False), "rowid": rowid}
                connection.execute(filled(REWRITE, table=table), values)


def without(value: Any, customer_id: str) -> Any:
    """Return what JSON holds without the entries that are a customer's id: in lists, as values, as names."""
    if isinstance(value, list):
        return [without(item, customer_id) for item in value if item != customer_id]
    if isinstance(value, dict):
        left = {name: item for name, item in value.items() if customer_id not in (name, item)}
        return {name: without(item, customer_id) for name, item in left.items()}
    return value
