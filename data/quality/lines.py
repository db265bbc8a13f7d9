"""The line of its file that each stored row is on: given to it as it comes in, and kept with it."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
from duckdb.func import PythonUDFType
from numpy.typing import NDArray

from data.sql import Connection, filled, sql

Ints = NDArray[np.int64]
LINE_OF = "line_of_row"


def number_rows(connection: Connection, import_no: int, lines: Callable[[Ints], Ints]) -> None:
    """Give each staged event of an import the line that it stands on.

    Parameters
    ----------
    lines : the line of each rowid
    """

    def line_of_row(rowids: pa.ChunkedArray) -> pa.Array:
        return pa.array(lines(rowids.to_numpy()))

    connection.create_function(LINE_OF, line_of_row, ["BIGINT"], "BIGINT", type=PythonUDFType.ARROW)
    try:
        connection.execute(sql("quality/number_rows"), {"import_no": import_no})
    finally:
        connection.remove_function(LINE_OF)


def row_numbers(connection: Connection, table: str) -> pd.DataFrame:
    """Return import_no, rid and row (line of the file) of the event rows whose `rid` a table has."""
    return connection.execute(filled(sql("quality/row_numbers"), table=table)).df()


def rows_on_lines(connection: Connection, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines (import_no, row, and whatever else) that an event stands on, each with its rid."""
    connection.register("wanted_lines", lines)
    found = connection.execute(sql("quality/rows_on_lines")).df()
    connection.unregister("wanted_lines")
    return found
