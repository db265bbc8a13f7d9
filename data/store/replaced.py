"""Imports taken back: what one replaced is kept aside, and stands in its place again."""

import json

from data.sql import Connection, execute, filled, quoted

ASIDE = "replaced_"
MAKE = (
    "CREATE TABLE IF NOT EXISTS /* aside */ AS "
    "SELECT *, CAST(0 AS INTEGER) AS replaced_by FROM /* table */ LIMIT 0"
)
KEEP = (
    "INSERT INTO /* aside */ BY NAME "
    "(SELECT *, CAST($by AS INTEGER) AS replaced_by FROM /* table */ WHERE /* which */ ORDER BY rowid)"
)
REMOVE = "DELETE FROM /* table */ WHERE /* which */"
BRING_BACK = (
    "INSERT INTO /* table */ BY NAME "
    "(SELECT /* columns */ FROM /* aside */ WHERE replaced_by = $no ORDER BY rowid)"
)
OF_IMPORT = "import_no = $no"
REPLACED_BY = "replaced_by = $no"
LAST = "SELECT import_no, added FROM imports ORDER BY import_no DESC LIMIT 1"
SAVE_ADDED = "UPDATE imports SET added = $added WHERE import_no = $no"
FORGET_REPLACED = (  # rejects of lines that come back
    "DELETE FROM rejects USING replaced_events AS aside WHERE aside.replaced_by = $no "
    "AND rejects.reason = 'replaced' AND rejects.import_no = aside.import_no "
    "AND rejects.row_number = aside.file_row"
)
FORGET_ATTRIBUTE = "DELETE FROM attributes WHERE kind = $table AND name = $column"
Columns = dict[str, dict[str, str]]


def tables_of_imports(connection: Connection) -> list[str]:
    """Return the tables whose rows know their import."""
    return [str(row[0]) for row in execute(connection, "tables_of_imports").fetchall()]


def columns_of(connection: Connection) -> Columns:
    """Return table → column → type."""
    columns: Columns = {}
    for table, column, type_ in execute(connection, "columns").fetchall():
        columns.setdefault(str(table), {})[str(column)] = str(type_)
    return columns


def add_missing_columns(connection: Connection, table: str, like: str) -> None:
    """Give a table the columns that another one has got meanwhile."""
    known = columns_of(connection)
    for name, type_ in known[like].items():
        if name not in known[table]:
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {quoted(name)} {type_}")


def keep_import_aside(connection: Connection, import_no: int, by: int) -> None:
    """Take an import out of every table and keep it until the one that replaces it is undone."""
    for table in tables_of_imports(connection):
        keep_aside(connection, table, OF_IMPORT, by, no=import_no)


def keep_aside(connection: Connection, table: str, which: str, by: int, **values: int) -> None:
    """Move rows of a table to where replaced ones are kept; `which` is a fixed condition on the values."""
    parts = {"table": quoted(table), "aside": quoted(ASIDE + table), "which": which}
    connection.execute(filled(MAKE, **parts))
    add_missing_columns(connection, ASIDE + table, table)
    connection.execute(filled(KEEP, **parts), values | {"by": by})
    connection.execute(filled(REMOVE, **parts), values)


def remember_added(connection: Connection, import_no: int, before: Columns) -> None:
    """Note which columns an import has added, so that they go with it."""
    added = [
        (table, column)
        for table, columns in columns_of(connection).items()
        if table in before and not table.startswith(ASIDE)
        for column in columns
        if column not in before[table]
    ]
    connection.execute(SAVE_ADDED, {"added": json.dumps(added), "no": import_no})


def undo_last(connection: Connection) -> int | None:
    """Take the last import back; return how many lines count again, None where there is none."""
    last = connection.execute(LAST).fetchone()
    if last is None:
        return None
    of_import = {"no": last[0]}
    for table, column in json.loads(last[1] or "[]"):  # first: no table is altered once changed
        connection.execute(f"ALTER TABLE {quoted(table)} DROP COLUMN {quoted(column)}")
        connection.execute(FORGET_ATTRIBUTE, {"table": table, "column": column})
    known = columns_of(connection)
    n_replaced = connection.execute(FORGET_REPLACED, of_import).fetchall()[0][0]
    for table in tables_of_imports(connection):
        parts = {"table": quoted(table), "aside": quoted(ASIDE + table)}
        connection.execute(filled(REMOVE, which=OF_IMPORT, **parts), of_import)
        if ASIDE + table in known:
            common = [quoted(name) for name in known[table] if name in known[ASIDE + table]]
            connection.execute(filled(BRING_BACK, columns=", ".join(common), **parts), of_import)
            connection.execute(filled(REMOVE, table=parts["aside"], which=REPLACED_BY), of_import)
    return int(n_replaced)
