"""What a shop's files told beyond the canonical columns, as a frame to look at."""

import pandas as pd

from data.sql import quoted

COLUMNS = ["column", "kind", "n_known", "n_distinct", "is_number"]


def attributes_of(shop):
    """Return one row per attribute that any row of a shop has."""
    rows = []
    with shop.cursor() as cursor:
        known = "SELECT kind, name, is_number FROM attributes ORDER BY kind, rowid"
        for kind, name, is_number in cursor.execute(known).fetchall():
            counts = f"SELECT count({quoted(name)}), count(DISTINCT {quoted(name)}) FROM {quoted(kind)}"
            n_known, n_distinct = cursor.execute(counts).fetchall()[0]
            rows += [(name, kind, n_known, n_distinct, is_number)] if n_known else []
    return pd.DataFrame(rows, columns=COLUMNS)
