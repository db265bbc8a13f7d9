"""What a shop's files told beyond the canonical columns."""

import duckdb
import pandas as pd

from data.engine.frames import plain_frame
from data.sql import filled, quoted

COUNTS = (
    "SELECT $column AS column_name, $kind AS kind, count(/* name */) AS n_known, "
    "count(DISTINCT /* name */) AS n_distinct, CAST($is_number AS BOOLEAN) AS is_number FROM /* table */"
)
COLUMNS = ("column", "kind", "n_known", "n_distinct", "is_number")
KNOWN = "SELECT kind, name, is_number FROM attributes ORDER BY kind, rowid"


def attributes_of(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row per attribute that any row has: column, kind, n_known, n_distinct, is_number."""
    frames = []
    for kind, name, is_number in cursor.execute(KNOWN).fetchall():
        counts = filled(COUNTS, name=quoted(name), table=quoted(kind))
        values = {"column": name, "kind": kind, "is_number": is_number}
        frames.append(plain_frame(cursor.execute(counts, values)).rename(columns={"column_name": "column"}))
    listed = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS))
    return listed[listed["n_known"] > 0].reset_index(drop=True)
