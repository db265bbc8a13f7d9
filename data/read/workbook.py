"""A sheet of an .xlsx workbook becomes one plain CSV: values for formulas, ISO dates, every digit of ids."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from data.read import sheets
from data.read.archives import MOST_RATIO, damaged, opened_zip
from data.read.cells import column_of, date_text, number_text, unescaped
from data.read.header import Record
from data.read.opening import open_file
from data.read.sheets import Attributes, Row, local
from data.schema import InputError

HEAD_ROWS = 200
HEAD_CHARACTERS = 32 << 20
MOST_TEXT = 1 << 30  # characters of a table; a small file can repeat one long text in every cell
PROBE_ROWS = 50  # rows in which a sheet shows whether it holds a table
MOST_EMPTY = 200  # columns without a single value that a table may have
HEADER_SHARE = 0.6  # of the widest row's cells that a header has; a title above it has one or two


class SheetRows:
    """The rows of a sheet as they come: row number and its cells by column, both from 0."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self.archive, self.name = archive, name
        self.texts = sheets.shared_texts(archive, name)
        self.dates = sheets.date_styles(archive, name)
        self.is_1904 = sheets.starts_in_1904(archive, name)

    def read(self, member: str) -> Iterator[tuple[int, Row]]:
        """Yield the rows that have a value."""
        self.rows: list[tuple[int, Row]] = []
        self.row_no, self.column, self.cells = -1, -1, Row()
        self.pieces: list[str] = []
        self.is_value, self.is_spoken = False, False
        self.type = self.style = ""
        for _ in sheets.parsed(self.archive, member, self.name, self._start, self._end, self._text):
            yield from self.rows
            self.rows.clear()

    def _start(self, tag: str, attributes: Attributes) -> None:
        if ":" in tag:
            tag = local(tag)
        if tag == "c":
            self.column = column_of(attributes["r"]) if "r" in attributes else self.column + 1
            self.type, self.style = attributes.get("t", "n"), attributes.get("s", "")
        elif tag in ("v", "t"):
            self.is_value = not self.is_spoken
        elif tag == "row":
            self.row_no = max(int(attributes.get("r", self.row_no + 2)) - 1, self.row_no + 1)
            self.column, self.cells = -1, {}
            if self.row_no >= sheets.MOST_ROWS:
                raise damaged(self.name)
        elif tag == "rPh":
            self.is_spoken = True

    def _text(self, characters: str) -> None:
        if self.is_value:
            self.pieces.append(characters)

    def _end(self, tag: str) -> None:
        if ":" in tag:
            tag = local(tag)
        if tag in ("v", "t"):
            self.is_value = False
        elif tag == "c" and self.pieces:
            value = self._value("".join(self.pieces))
            self.pieces.clear()
            if value != "":
                self.cells[self.column] = value
        elif tag == "row" and self.cells:
            self.rows.append((self.row_no, self.cells))
        elif tag == "rPh":
            self.is_spoken = False

    def _value(self, stored: str) -> str:
        if self.type == "s":
            place = int(stored)
            return self.texts[place] if 0 <= place < len(self.texts) else ""
        if self.type == "n":
            return date_text(stored, self.is_1904) if self.style in self.dates else number_text(stored)
        if self.type == "b":
            return "true" if stored == "1" else "false"
        return unescaped(stored)


def table_names(path: Path, name: str) -> list[str]:
    """Return the titles of the visible sheets that hold a table."""
    with _opened(path, name) as (rows, members):
        return [title for title, member in members.items() if _holds_table(rows, member)]


def head_records(path: Path, name: str, title: str = "") -> list[Record]:
    """Return the first rows of a sheet's table (of the first table where no title is given), all text."""
    with _opened(path, name) as (rows, members):
        table = _Table(rows, _chosen(rows, members, title, name))
        records: list[Record] = []
        n_characters = 0
        for _, record in islice(table.records(), HEAD_ROWS):
            records.append(record)
            n_characters += _length(record)
            if n_characters > HEAD_CHARACTERS:
                break
        return records


def write_csv(path: Path, name: str, target: Path, title: str = "") -> tuple[int, int]:
    """Write a sheet's table as a CSV with a line per row, empty ones too.

    Returns
    -------
    how many rows there are with the header, and the row of the sheet (from 1) that the header stands in
    """
    with _opened(path, name) as (rows, members), target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        table = _Table(rows, _chosen(rows, members, title, name))
        n_rows, n_left = 0, max(MOST_TEXT, MOST_RATIO * path.stat().st_size)
        for row_no, record in table.records():
            n_left -= _length(record)
            if n_left < 0:
                problem = f"its cells hold more than {MOST_RATIO} times its size, which no table does"
                raise InputError(problem, "Save the sheet as CSV", file=name)
            stream.write("\n" * (row_no - table.first_row - n_rows))
            writer.writerow(record)
            n_rows = row_no - table.first_row + 1
    return n_rows, table.first_row + 1


@contextmanager
def _opened(path: Path, name: str) -> Iterator[tuple[SheetRows, dict[str, str]]]:
    with open_file(path, name) as raw, opened_zip(raw, name) as archive:
        yield SheetRows(archive, name), sheets.sheet_members(archive, name)


def _chosen(rows: SheetRows, members: dict[str, str], title: str, name: str) -> str:
    if title in members:
        return members[title]
    for member in members.values():
        if _holds_table(rows, member):
            return member
    problem = "no sheet holds a table (a header and a row of at least two columns)"
    raise InputError(problem, "Save the sheet as CSV", file=name)


def _holds_table(rows: SheetRows, member: str) -> bool:
    return sum(len(cells) > 1 for _, cells in islice(rows.read(member), PROBE_ROWS)) > 1


class _Table:
    """Where the table of a sheet lies: under its title lines, from its first column to its last."""

    def __init__(self, rows: SheetRows, member: str) -> None:
        self.rows, self.member = rows, member
        head = list(islice(rows.read(member), PROBE_ROWS))
        widest = max((len(cells) for _, cells in head), default=0)
        self.first_row = next((row for row, cells in head if len(cells) >= max(2, HEADER_SHARE * widest)), 0)
        self.columns = _columns({column for row, cells in head if row >= self.first_row for column in cells})

    def records(self) -> Iterator[tuple[int, list[str | None]]]:
        """Yield each row's number and cells; what stands beyond the last column is one cell too many."""
        known = set(self.columns)
        for row_no, cells in self.rows.read(self.member):
            if row_no < self.first_row:
                continue
            record: list[str | None] = [cells.get(column) for column in self.columns]
            beyond = [value for column, value in cells.items() if column not in known]
            yield row_no, [*record, *beyond[:1]]


def _length(record: Record) -> int:
    return sum(len(cell) for cell in record if cell)


def _columns(used: set[int]) -> list[int]:
    """Return the columns of a table: all from its first to its last, unless nearly all of them are empty."""
    if not used:
        return []
    n_columns = max(used) - min(used) + 1
    is_table = n_columns <= MOST_EMPTY + 2 * len(used)
    return list(range(min(used), max(used) + 1)) if is_table else sorted(used)
