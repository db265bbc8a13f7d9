"""Each column of a shop's tables: how much is missing, how many values, and how they spread."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.schema import COLUMNS, STORED_AS
from data.sql import Connection, execute, filled, parameter_names, quoted, sql

INNER = ("import_no", "problem", "file_row")
NUMBERS = ("DECIMAL", "DOUBLE", "BIGINT", "INTEGER", "FLOAT")
MOST_VALUES = 1000  # of a column of words whose most frequent value is looked for
N_BARS = 20
ROWS_OF_SPREAD = 100_000  # whose values show how a column of numbers or times spreads
MOST_COUNTED = 1_000_000  # rows of a table whose different values are counted one by one
IDS = ("customer_id", "product_id", "order_id")  # always, as other pages name their numbers
N_ROWS = "SELECT count(*) FROM /* table */"
EXACT, ABOUT = "count(DISTINCT /* column */)", "approx_count_distinct(/* column */)"
EXTREMES = "CAST(min(/* column */) AS VARCHAR), CAST(max(/* column */) AS VARCHAR)"
CANONICAL = {str(kind): {column.name for column in columns} for kind, columns in COLUMNS.items()}
CALLED = {stored: name for name, stored in STORED_AS.items()}
FEWEST_ROWS = 20  # fewer say nothing about a column that never changes


@dataclass(frozen=True)
class _Column:
    table: str
    name: str
    type: str

    @property
    def kind(self) -> str:
        return "number" if self.type.startswith(NUMBERS) else "time" if "TIME" in self.type else "words"


def column_profiles(connection: Connection) -> pd.DataFrame:
    """Return one row per column that came with a file.

    Returns
    -------
    DataFrame
        table, column, type (words, number, time), is_of_file (else it was filled here), n_rows, n_known,
        n_distinct (about, in more than MOST_COUNTED rows, but of ids),
        low, high, usual (the most frequent word), usual_share, bars (shares of rows:
        numbers between their 1st and 99th percentile in equal steps, times by month, words by frequency).
    """
    listed = execute(connection, "quality/columns").fetchall()
    columns = [_Column(*row) for row in listed if row[1] not in INNER]
    mapped = {(table, name) for table, name in execute(connection, "quality/mapped").fetchall()}
    rows = []
    for table in dict.fromkeys(column.table for column in columns):
        of_table = [column for column in columns if column.table == table]
        for column, row in zip(of_table, _counts(connection, table, of_table), strict=True):
            name = CALLED.get(column.name, column.name)
            is_mapped = (table, name) in mapped or name not in CANONICAL[table]
            if row["n_rows"] and (row["n_known"] or is_mapped):
                told = {"column": name, "is_of_file": is_mapped}
                rows.append(row | _spread(connection, column, row) | told)
    names = ["table", "column", "type", "is_of_file", "n_rows", "n_known", "n_distinct", "low", "high"]
    return pd.DataFrame(rows, columns=[*names, "usual", "usual_share", "bars"])


def column_doubts(profiles: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that hold nothing, or always the same: kind, column_name, value, table, n_rows."""
    n_rows, n_known = profiles["n_rows"], profiles["n_known"]
    is_long = (n_rows >= FEWEST_ROWS) & profiles["is_of_file"].astype(bool)
    is_one_word = profiles["usual_share"] == 1
    is_constant = (n_known == n_rows) & (is_one_word | (profiles["low"] == profiles["high"]))
    parts = [
        profiles[is_long & (n_known == 0)].assign(kind="empty_column", value=None),
        profiles[is_long & is_constant].assign(
            kind="constant_column", value=lambda rows: rows["usual"].fillna(rows["low"])
        ),
    ]
    found = pd.concat(parts, ignore_index=True).rename(columns={"column": "column_name"})
    return found[["kind", "column_name", "value", "table", "n_rows"]]


def _counts(connection: Connection, table: str, columns: list[_Column]) -> list[dict[str, Any]]:
    """Count all columns of one table in one pass."""
    [(n_rows,)] = connection.execute(filled(N_ROWS, table=quoted(table))).fetchall()
    parts = ", ".join(filled(_counted(column, n_rows), column=quoted(column.name)) for column in columns)
    values = execute(connection, "quality/column_counts", table=quoted(table), parts=parts).fetchall()[0]
    counted = zip(columns, values[::4], values[1::4], values[2::4], values[3::4], strict=True)
    return [
        {"table": table, "column": column.name, "type": column.kind, "n_rows": n_rows, "n_known": n_known}
        | {"n_distinct": min(n_distinct, n_known), "low": low, "high": high}
        for column, n_known, n_distinct, low, high in counted
    ]


def _counted(column: _Column, n_rows: int) -> str:
    distinct = EXACT if n_rows <= MOST_COUNTED or column.name in IDS else ABOUT
    return f"count(/* column */), {distinct}, {'NULL, NULL' if column.kind == 'words' else EXTREMES}"


def _spread(connection: Connection, column: _Column, row: dict[str, Any]) -> dict[str, Any]:
    """Return how the values of one column spread."""
    nothing: dict[str, Any] = {"usual": None, "usual_share": None, "bars": []}
    if not row["n_known"] or (row["type"] == "words" and row["n_distinct"] > MOST_VALUES):
        return nothing
    names = {"table": quoted(column.table), "column": quoted(column.name)}
    text = filled(sql(f"quality/spread_of_{row['type']}"), **names)
    known = {"n_bars": N_BARS, "step": 1 + row["n_rows"] // ROWS_OF_SPREAD}
    values = {name: known[name] for name in parameter_names(text)}
    spread = connection.execute(text, values).fetchall()
    total = sum(n for _, n in spread) or 1
    bars = [n / total for _, n in spread]
    if row["type"] != "words":
        return nothing | {"bars": bars[::-1] if row["type"] == "time" else bars}
    return {"usual": spread[0][0], "usual_share": spread[0][1] / row["n_known"], "bars": bars}
