"""What a shop's files told beyond the canonical columns: listed, and named to marts."""

import duckdb
import pandas as pd

from data.sql import filled, quoted, sql
from data.store.frames import plain_frame

MOST_NUMBERS = 20  # instruments in the price calendar: medians of more would slow every page
COUNTS = (
    "SELECT $column AS column_name, $kind AS kind, count(/* name */) AS n_known, "
    "count(DISTINCT /* name */) AS n_distinct, CAST($is_number AS BOOLEAN) AS is_number FROM /* table */"
)
COLUMNS = ("column", "kind", "n_known", "n_distinct", "is_number")
KNOWN = "SELECT kind, name, is_number FROM attributes ORDER BY kind, rowid"
OF_CUSTOMERS = sql("attributes_of_customers")
NUMBERS = sql("instruments")


def attributes_of(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row per attribute that any row has: column, kind, n_known, n_distinct, is_number."""
    frames = []
    for kind, name, is_number in cursor.execute(KNOWN).fetchall():
        counts = filled(COUNTS, name=quoted(name), table=quoted(kind))
        values = {"column": name, "kind": kind, "is_number": is_number}
        frames.append(plain_frame(cursor.execute(counts, values)).rename(columns={"column_name": "column"}))
    listed = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    return listed[listed["n_known"] > 0].reset_index(drop=True)


def told_columns(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the attributes of events that tell customers apart, after the customers' id."""
    return ["customer_id", *(row[0] for row in cursor.execute(OF_CUSTOMERS).fetchall())]


def number_columns(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what of the events may move prices: cost, instruments, and attributes that are numbers."""
    return ["cost", *(row[0] for row in cursor.execute(NUMBERS).fetchall()[:MOST_NUMBERS])]
