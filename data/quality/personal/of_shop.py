"""Columns of a shop's tables that look personal, by some of their values."""

import pandas as pd

from data.quality.personal.find import LEAST_WORDS, personal_kind
from data.schema import STORED_AS, Kind
from data.sql import Connection, execute, quoted

KINDS_OF: dict[str, Kind] = {"events": "events", "products": "products", "customers": "customers"}
COLUMNS = ("kind", "column_name", "value", "table", "n_rows")


def personal_columns_of(connection: Connection, profiles: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of words that look personal: kind, column_name, value (what it says), table, n_rows.

    Parameters
    ----------
    profiles : as `column_profiles` returns them
    """
    rows = []
    of_files = profiles[(profiles["type"] == "words") & (profiles["n_known"] > 0)]
    for column in of_files.itertuples():
        table, name = str(column.table), str(column.column)
        values = _values(connection, table, name)
        if (found := personal_kind(name, values, KINDS_OF[table])) is not None:
            rows.append(("personal_column", name, str(found), table, column.n_known))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _values(connection: Connection, table: str, name: str) -> list[str]:
    """Return some different values; of texts, also any with an address in it."""
    names = {"table": quoted(table), "column": quoted(STORED_AS.get(name, name))}
    values = [str(value) for (value,) in execute(connection, "quality/some_words", **names).fetchall()]
    if sum(len(value.split()) for value in values) < LEAST_WORDS * len(values):
        return values
    others = execute(connection, "quality/words_with_address", **names).fetchall()
    return list(dict.fromkeys([*values, *(str(value) for (value,) in others)]))
