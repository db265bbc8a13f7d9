"""What a shop's files told beyond the canonical columns: listed, and offered to marts."""

import duckdb
import pandas as pd

from data.queries import filled, quoted, sql
from data.store.frames import plain_frame

MOST_NUMBERS = 20  # instruments in the price calendar: medians of more would slow every page
COUNTS = (
    "SELECT $column AS column_name, $kind AS kind, count(/* name */) AS n_known, "
    "count(DISTINCT /* name */) AS n_distinct, CAST($is_number AS BOOLEAN) AS is_number FROM /* table */"
)
COLUMNS = ("column", "kind", "n_known", "n_distinct", "is_number")
KNOWN = "SELECT kind, name, is_number FROM attributes ORDER BY kind, rowid"
OF_CUSTOMERS = sql("attributes_of_customers")


def attributes_of(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row per attribute that any row has: column, kind, n_known, n_distinct, is_number."""
    frames = []
    for kind, name, is_number in cursor.execute(KNOWN).fetchall():
        counts = filled(COUNTS, name=quoted(name), table=quoted(kind))
        values = {"column": name, "kind": kind, "is_number": is_number}
        frames.append(plain_frame(cursor.execute(counts, values)).rename(columns={"column_name": "column"}))
    listed = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    return listed[listed["n_known"] > 0].reset_index(drop=True)


def mart_parts(cursor: duckdb.DuckDBPyConnection, mart: str) -> dict[str, str]:
    """Return what a mart leaves open for this shop's own columns, as SQL made of quoted names."""
    parts = {"instruments": "", "told": "", "told_columns": "", "join_told": ""}
    if mart == "price_days":
        numbers = cursor.execute(sql("instruments")).fetchall()[:MOST_NUMBERS]
        parts["instruments"] = "".join(
            f"median({f'loose_number({quoted(name)})' if is_text else quoted(name)}) AS {quoted(name)}, "
            for name, is_text in numbers
        )
    if mart == "customers":
        names = [quoted(row[0]) for row in cursor.execute(OF_CUSTOMERS).fetchall()]
        if names:
            single = ", ".join(f"CASE WHEN min({n}) = max({n}) THEN min({n}) END AS {n}" for n in names)
            parts["told"] = filled(sql("told"), single=single)
            parts["join_told"] = "LEFT JOIN told ON told.customer_id = visits.customer_id"
            parts["told_columns"] = ", " + ", ".join(f"told.{name}" for name in names)
    return parts
