"""Rows of a database through a driver of Python's database API: texts all, as they stream."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.read.databases.address import Address
from data.read.databases.refusals import refused_query
from data.schema import InputError

ROWS_AT_ONCE, MOST_ROWS = 20_000, 100_000
Refusal = Callable[[Exception], InputError]


class Rows:
    """A database that answers statements in its own language.

    Parameters
    ----------
    cursor : of a connection that may only read
    refusal : returns in words what the driver, or whatever answers it, raised
    """

    def __init__(self, cursor: Any, address: Address, refusal: Refusal) -> None:
        self.cursor, self.address, self.refusal = cursor, address, refusal

    def rows(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns of a statement and its rows, as far as anybody could want to see them."""
        with self._asking():
            columns = self._columns(statement)
            rows = self.cursor.fetchmany(MOST_ROWS)
        return columns, [tuple(_text(value) for value in row) for row in rows]

    def write(self, statement: str, target: Path) -> None:
        """Write the rows of a statement into a Parquet file."""
        with self._asking():
            schema = pa.schema([(column, pa.string()) for column in self._columns(statement)])
            with pq.ParquetWriter(target, schema, compression="zstd") as writer:
                while rows := self.cursor.fetchmany(ROWS_AT_ONCE):
                    writer.write_table(_table(rows, schema))

    def _columns(self, statement: str) -> list[str]:
        self.cursor.execute(statement)
        columns = [str(column[0]) for column in self.cursor.description or ()]
        if len(set(columns)) < len(columns):
            raise refused_query(self.address, "duplicate column")
        return columns

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Raise InputError for whatever comes back that is no answer: the other side may be anybody."""
        try:
            yield
        except InputError:
            raise
        except Exception as error:
            raise self.refusal(error) from None


def _table(rows: list[tuple[Any, ...]], schema: Any) -> Any:
    columns = zip(*rows, strict=True)
    arrays = [pa.array([_text(value) for value in column], pa.string()) for column in columns]
    return pa.Table.from_arrays(arrays, schema=schema)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
