"""How anonymous a table is: k, l and t, measured in SQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from data.sql import execute, quoted, registered
from data.sql.confined import passing_database

MEMORY_LIMIT = "1GiB"
EQUAL, ORDERED = "anonymity/equal_distance", "anonymity/ordered_distance"


@dataclass(frozen=True)
class Measures:
    """How anonymous a table is.

    Attributes
    ----------
    n_rows, n_classes : rows, and sets of rows that are alike in all quasi-identifiers
    k : rows of the smallest class
    discernibility : rows that each row cannot be told from, itself among them, summed over all rows
    l_distinct, l_entropy : of each sensitive column, the fewest different values in a class; e to the power
        of the lowest entropy of a class
    t : of each sensitive column, the farthest that a class's values are from all rows' [0-1]

    References
    ----------
    Sweeney (2002), k-anonymity. Machanavajjhala et al. (2007), l-diversity. Li et al. (2007), t-closeness.
    """

    n_rows: int
    n_classes: int
    k: int
    discernibility: int
    l_distinct: dict[str, int]
    l_entropy: dict[str, float]
    t: dict[str, float]


def measure(table: pd.DataFrame, quasi: Sequence[str], sensitive: Sequence[str] = ()) -> Measures:
    """Return how anonymous a table is; what is missing is a value like any other."""
    coded = coded_columns(table, [*quasi, *sensitive])
    with classified(coded) as connection:
        classify(connection, quasi)
        sizes = class_sizes(connection)["n_rows"].to_numpy()
        diverse = {column: diversity(connection, column) for column in sensitive}
        far = {c: distances(connection, c, is_ordered=is_ordered(table[c])) for c in sensitive}
    return Measures(
        int(sizes.sum()),
        len(sizes),
        int(sizes.min(initial=len(table))),
        int((sizes.astype(np.int64) ** 2).sum()),
        {c: int(found["n_values"].min()) for c, found in diverse.items()},
        {c: float(np.exp(found["entropy"].min())) for c, found in diverse.items()},
        {c: float(found["distance"].max()) for c, found in far.items()},
    )


def is_ordered(values: "pd.Series[Any]") -> bool:
    """Say whether values are numbers or times, whose differences count."""
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return is_number or pd.api.types.is_datetime64_any_dtype(values)


def coded_columns(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return whole numbers in place of values, in their order; 0 is what is missing."""
    coded = {c: pd.factorize(table[c], sort=True)[0] + 1 for c in dict.fromkeys(columns)}
    return pd.DataFrame({"row_no": np.arange(len(table)), **coded})


@contextmanager
def classified(coded: pd.DataFrame) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory that reads the frame as `coded`."""
    connection = passing_database(MEMORY_LIMIT, None)
    try:
        with registered(connection, coded=coded):
            yield connection
    finally:
        connection.close()


def classify(connection: duckdb.DuckDBPyConnection, quasi: Sequence[str]) -> None:
    """Put every row into the class of those that are alike in these columns."""
    execute(connection, "anonymity/classes", quasi=", ".join(map(quoted, quasi)))


def class_sizes(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return class_no and n_rows."""
    return execute(connection, "anonymity/sizes").df()


def diversity(connection: duckdb.DuckDBPyConnection, sensitive: str) -> pd.DataFrame:
    """Return class_no, n_values and entropy [nats] of a sensitive column."""
    return execute(connection, "anonymity/diversity", sensitive=quoted(sensitive)).df()


def distances(connection: duckdb.DuckDBPyConnection, sensitive: str, *, is_ordered: bool) -> pd.DataFrame:
    """Return class_no and the distance of its values from all rows' [0-1]."""
    return execute(connection, ORDERED if is_ordered else EQUAL, sensitive=quoted(sensitive)).df()
