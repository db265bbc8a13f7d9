"""The line of its file that each stored row is on: given to it as it comes in, and kept with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.sql import Connection, execute, registered

Ints = NDArray[np.int64]
N_AT_ONCE = 4_000_000  # rows: their numbers take 64 MB


@dataclass(frozen=True)
class Numbering:
    """What gives each stored event of an import the line that it stands on.

    In the transaction that stores the rows it makes DuckDB write all of them a second time, so it may wait
    for one of its own. Where that never comes, the shop numbers them when it is next opened
    (`engine/row_numbers`): the order of the rows, and the rejects between them, tell such lines.

    Parameters
    ----------
    first, n_rows : rowid of the first row, and how many there are
    line_of : the line of each row, by its place among them, from 0
    can_wait : whether the lines follow one another under a header
    """

    import_no: int
    first: int
    n_rows: int
    line_of: Callable[[Ints], Ints]
    can_wait: bool

    def carry_out(self, connection: Connection) -> None:
        """Number the rows in the transaction that stores them."""
        for start in range(0, self.n_rows, N_AT_ONCE):
            places = np.arange(start, min(start + N_AT_ONCE, self.n_rows))
            lines = pa.table({"rid": places + self.first, "line": self.line_of(places)})
            with registered(connection, numbered_lines=lines):
                execute(connection, "quality/number_rows")

    def carry_out_later(self, connection: Connection) -> None:
        """Number the rows in a transaction of its own, where all of them are still there."""
        first, n_rows = first_record(connection, "events", self.import_no)
        if n_rows == self.n_rows:
            replace(self, first=first).carry_out(connection)


def first_record(connection: Connection, table: str, import_no: int) -> tuple[int, int]:
    """Return the rowid of the first row of an import, and how many it has."""
    found = execute(connection, "quality/first_record", {"import_no": import_no}, table=table)
    first, n_rows = found.fetchall()[0]
    return first, n_rows


def row_numbers(connection: Connection, table: str) -> pd.DataFrame:
    """Return import_no, rid and row (line of the file) of the event rows whose `rid` a table has."""
    return execute(connection, "quality/row_numbers", table=table).df()


def rows_on_lines(connection: Connection, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines (import_no, row, and whatever else) that an event stands on, each with its rid."""
    with registered(connection, wanted_lines=lines):
        return execute(connection, "quality/rows_on_lines").df()
