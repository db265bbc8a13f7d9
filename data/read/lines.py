"""Where a record stands in its file: the line a person finds in an editor, or the row of a sheet."""

import csv
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.read.text import CHUNK, TextFile
from data.schema import RejectReason
from data.sql import Connection, execute

Ints = NDArray[np.int64]
REASONS = {  # of what DuckDB says of a record
    "MISSING COLUMNS": RejectReason.CUT_ROW,
    "TOO MANY COLUMNS": RejectReason.TOO_MANY_CELLS,
    "UNQUOTED VALUE": RejectReason.UNCLOSED_QUOTE,
    "LINE SIZE OVER MAXIMUM": RejectReason.ROW_TOO_LONG,
    "INVALID ENCODING": RejectReason.LETTERS_UNREADABLE,
}
LINE_FEED = 10
LONGEST_VALUE = 10_000  # characters of a broken line kept in the rejects


def reject_lines(connection: Connection, text: TextFile) -> pd.DataFrame:
    """Return the records that could not be split: row_number, column_name, value, reason, n_lines.

    An unclosed quote swallows the lines after it: each is a row of its own here, so none is lost.
    """
    errors = execute(connection, "staging/broken").fetchall()
    starts = _lines_at(text, [position + _n_leading_breaks(line) for position, _, line, _ in errors])
    if text.is_table:
        starts = _rows_at(text, starts)
    rows = []
    for start, (_, error, line, column) in zip(starts, errors, strict=True):
        lines = line.lstrip("\r\n").rstrip("\r\n").split("\n")
        parts = lines if error == "UNQUOTED VALUE" and not text.is_table else ["\n".join(lines)]
        n_lines = 1 if text.is_table or len(parts) > 1 else len(lines)
        for offset, part in enumerate(parts):
            reason = REASONS.get(error, RejectReason.ROW_UNREADABLE).value
            rows.append((start + offset, column, part[:LONGEST_VALUE], reason, n_lines))
    return pd.DataFrame(rows, columns=["row_number", "column_name", "value", "reason", "n_lines"])


def _n_leading_breaks(line: str) -> int:
    return len(line) - len(line.lstrip("\r\n"))


def _lines_at(text: TextFile, positions: list[int]) -> list[int]:
    """Return the line number of each byte position (ascending, from 0)."""
    lines: list[int] = []
    if not positions:
        return lines
    wanted = np.array(positions, np.int64)
    with text.path.open("rb") as stream:
        n_before, offset = 1, 0
        while chunk := stream.read(CHUNK):
            breaks = offset + np.flatnonzero(np.frombuffer(chunk, np.uint8) == LINE_FEED)
            offset += len(chunk)
            here = wanted[len(lines) : int(np.searchsorted(wanted, offset))]
            lines += (n_before + np.searchsorted(breaks, here)).tolist()
            n_before += len(breaks)
    return lines + [n_before] * (len(positions) - len(lines))


def _rows_at(text: TextFile, lines: list[int]) -> list[int]:
    """Return which row of a table starts at each line of its text (ascending), in rows of the sheet."""
    if not lines:
        return lines
    starts = [start for start, _ in _records(text, ",", set())]
    return [text.first_row + int(place) for place in np.searchsorted(starts, lines)]


def row_lines(
    n_records: int, broken: pd.DataFrame, text: TextFile, delimiter: str, has_header: bool = True
) -> Callable[[Ints], Ints]:
    """Return what tells the line of each record, given by its place among those that could be split.

    Parameters
    ----------
    n_records : how many records could be split
    broken : the ones that could not, as `reject_lines` returns them
    text, delimiter, has_header : the file; a table's rows are counted in place of lines
    """
    starts = broken["row_number"].to_numpy(dtype=np.int64)
    lengths = broken["n_lines"].to_numpy(dtype=np.int64)
    if text.has_a_line_each(has_header + n_records + int(lengths.sum())):
        first = text.first_row + has_header
        n_taken = np.concatenate([[0], np.cumsum(lengths)])
        thresholds = starts - first - n_taken[:-1]
        return lambda records: records + first + n_taken[np.searchsorted(thresholds, records, side="right")]
    taken = {line for start, n in zip(starts, lengths, strict=True) for line in range(start, start + n)}
    places = (
        _table_rows(text, taken, has_header) if text.is_table else _lines(text, delimiter, taken, has_header)
    )
    lines = np.append(np.fromiter(places, np.int64), text.n_lines)
    return lambda records: lines[np.minimum(records, len(lines) - 1)]


def follow_one_another(n_records: int, broken: pd.DataFrame, text: TextFile, has_header: bool) -> bool:
    """Say whether records, broken ones among them, stand on every line from the one under a header on."""
    n_lines = has_header + n_records + int(broken["n_lines"].sum())
    is_under_a_header = text.first_row + has_header == 2
    return bool(is_under_a_header and text.has_a_line_each(n_lines) and (broken["n_lines"] == 1).all())


def _lines(text: TextFile, delimiter: str, taken: set[int], has_header: bool) -> Iterator[int]:
    """Yield the first line of each record after the header, without the lines of broken ones."""
    starts = (start for start, record in _records(text, delimiter, taken) if record)
    if has_header:
        next(starts, None)
    yield from starts


def _table_rows(text: TextFile, taken: set[int], has_header: bool) -> Iterator[int]:
    """Yield the row of each record of a table after the header, without the broken ones."""
    for row, (_, record) in enumerate(_records(text, ",", set()), start=text.first_row):
        if record and row not in taken and row >= text.first_row + has_header:
            yield row


def _records(text: TextFile, delimiter: str, taken: set[int]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record (an empty list for a blank line) with its first line, without some lines."""
    last = 0

    def lines() -> Iterator[str]:
        nonlocal last
        with text.path.open(encoding="utf-8-sig", errors="replace", newline="\n") as stream:
            for number, line in enumerate(stream, start=1):
                if number > text.n_before and number not in taken:
                    last = number
                    yield line.replace("\0", " ")

    csv.field_size_limit(1 << 30)
    reader = csv.reader(lines(), delimiter=delimiter, skipinitialspace=True)  # as DuckDB reads quotes
    n_before = 0
    for record in reader:
        yield last - (reader.line_num - n_before) + 1, record
        n_before = reader.line_num
