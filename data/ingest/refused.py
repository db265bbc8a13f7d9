"""Records that cannot be kept are not stored: their problems are read for themselves, where there are any.

Removed again in the transaction that stored them, they would make DuckDB write all the others a second time.
"""

from dataclasses import dataclass, field
from functools import partial
from os import SEEK_END
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from data.files.text import CHUNK
from data.ingest.recipe import Recipe
from data.ingest.source import Reader
from data.queries import filled, sql

Ints = NDArray[np.int64]
NONE = "CREATE OR REPLACE TEMP TABLE refused (import_no INTEGER, problem VARCHAR)"
RECORD = "rowid - (SELECT min(rowid) FROM refused)"
RECORDS = "SELECT /* record */ AS record FROM refused WHERE problem IS NOT NULL ORDER BY record"
BROKEN = (  # of an unclosed quote nobody knows how many lines it has
    "SELECT count(DISTINCT line_byte_position), coalesce(bool_or(error_type = 'UNQUOTED VALUE'), false) "
    "FROM reject_errors"
)


@dataclass(frozen=True)
class Refused:
    """Which records of a file were not stored, and so which record each stored row is.

    Parameters
    ----------
    records : ascending places among the records that could be split, from 0
    """

    records: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def record_of(self, places: Ints) -> Ints:
        """Return the record of each stored row, given by its place among the rows of its import."""
        thresholds = self.records - np.arange(len(self.records))
        return np.asarray(places + np.searchsorted(thresholds, places, side="right"), np.int64)

    def place_of(self, records: Ints) -> Ints:
        """Return the place among the stored rows of each record, none of them refused."""
        return np.asarray(records - np.searchsorted(self.records, records), np.int64)


def nothing_refused(connection: duckdb.DuckDBPyConnection) -> Refused:
    """Leave the temporary table `refused` empty: every record was stored."""
    connection.execute(NONE)
    return Refused()


def find_refused(
    connection: duckdb.DuckDBPyConnection, reader: Reader, again: Recipe, n_stored: int
) -> Refused:
    """Fill the temporary table `refused` with the problems of records that were not stored.

    Parameters
    ----------
    again : how the file is read a second time, without a note of what cannot be split
    n_stored : how many records were stored; where they are one for each line, nothing is read again
    """
    n_broken, is_open = connection.execute(BROKEN).fetchall()[0]
    if not is_open and reader.has_header + n_stored + n_broken == _n_lines(reader):
        return nothing_refused(connection)
    text = filled(sql("staging/refused"), query=again.query)
    connection.execute(text, again.used(text))
    records = connection.execute(filled(RECORDS, record=RECORD)).fetchnumpy()["record"]
    return Refused(np.asarray(records, np.int64))


def _n_lines(reader: Reader) -> int:
    """Return how many lines the text has, whether or not the last one is ended; a record has at least one."""
    if reader.text.is_table:  # its cells may hold line ends that no one has counted
        with reader.text.path.open("rb") as stream:
            n_ends = sum(chunk.count(b"\n") for chunk in iter(partial(stream.read, CHUNK), b""))
    else:
        n_ends = reader.text.n_lines
    return n_ends + (not _ends_with_a_line(reader.text.path))


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(-min(1, path.stat().st_size), SEEK_END)
        return stream.read(1) in (b"", b"\n")
