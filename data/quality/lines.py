"""From a stored row to its line in the file, and back: most rows need no number of their own for it."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.sql import filled, sql

Ints = NDArray[np.int64]
UNDER_A_HEADER = ((0, 2),)


@dataclass(frozen=True)
class FileLines:
    """The lines of one file that records begin at, and those of them that hold no numbered row.

    The k-th stored row without a number of its own is the k-th line that is no hole. Holes are the lines
    of rejects, of forgotten customers, and of rows that were put back with their number.

    Parameters
    ----------
    places, lines : (n_jumps,)
        From place `places[j]` among the records on, records begin on consecutive lines from `lines[j]`.
    holes : (n_holes,) places, ascending
    """

    places: Ints
    lines: Ints
    holes: Ints

    def of(self, kept: Ints) -> Ints:
        """Return the line of each row, given by its place among the stored rows without a number."""
        thresholds = self.holes - np.arange(len(self.holes))
        place = kept + np.searchsorted(thresholds, kept, side="right")
        jump = np.searchsorted(self.places, place, side="right") - 1
        return np.asarray(place - self.places[jump] + self.lines[jump], np.int64)

    def kept(self, lines: Ints) -> Ints:
        """Return the place among the stored rows without a number that stands on each line."""
        place = _places(self.places, self.lines, lines)
        return np.asarray(place - np.searchsorted(self.holes, place), np.int64)


def _places(places: Ints, starts: Ints, lines: Ints) -> Ints:
    jump = np.maximum(np.searchsorted(starts, lines, side="right") - 1, 0)
    return np.asarray(lines - starts[jump] + places[jump], np.int64)


def jumps_of(record_lines: Ints) -> list[tuple[int, int]]:
    """Return where records stop beginning on consecutive lines, as (place, line), from all their lines."""
    breaks = np.flatnonzero(np.diff(record_lines, prepend=record_lines[:1] - 2) != 1)
    return [(int(place), int(record_lines[place])) for place in breaks]


def file_lines(connection: duckdb.DuckDBPyConnection, import_no: int) -> FileLines:
    """Return the lines of one import's file."""
    of_import = {"import_no": import_no}
    jumps = connection.execute(sql("quality/jumps"), of_import).fetchall() or UNDER_A_HEADER
    places, lines = (np.array(column, np.int64) for column in zip(*jumps, strict=True))
    holes = connection.execute(sql("quality/holes"), of_import).fetchnumpy()["row_number"]
    return FileLines(places, lines, np.sort(_places(places, lines, np.asarray(holes, np.int64))))


def row_numbers(connection: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    """Return import_no, rid and row (line of the file) of the event rows whose `rid` a table has."""
    imports = filled(sql("quality/imports_of_rows"), table=table)
    frames = []
    for (import_no,) in connection.execute(imports).fetchall():
        found = connection.execute(
            filled(sql("quality/places_of_rows"), table=table), {"import_no": import_no}
        ).df()
        has_number = found["file_row"].notna()
        row = found["file_row"].fillna(0).to_numpy(np.int64)
        kept = found["place"].to_numpy(np.int64)
        row = np.where(has_number, row, file_lines(connection, import_no).of(kept))
        frames.append(pd.DataFrame({"import_no": import_no, "rid": found["rid"], "row": row}))
    empty = pd.DataFrame({"import_no": [], "rid": [], "row": []}, dtype="int64")
    return pd.concat(frames, ignore_index=True) if frames else empty


def rows_on_lines(connection: duckdb.DuckDBPyConnection, import_no: int, lines: Ints) -> pd.DataFrame:
    """Return rid and row of the stored rows of an import that stand on these lines of its file."""
    wanted = pd.DataFrame({"row": lines, "place": file_lines(connection, import_no).kept(lines)})
    connection.register("wanted_lines", wanted)
    found = connection.execute(sql("quality/rows_on_lines"), {"import_no": import_no}).df()
    connection.unregister("wanted_lines")
    return found
