"""The first look at a file: its delimiter, its header or none, its columns and twenty rows, all as text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data.read import header as first_row
from data.read.archives import file_format, open_bytes
from data.read.encodings import encoding_doubt, guess_encoding
from data.read.header import Record
from data.read.layout import guess_delimiter, lines_before, records_of
from data.schema import InputError

HEAD_BYTES = 1 << 18
N_ROWS = 20
REMEDY = "Export the table again as CSV (UTF-8)"
OTHER_TEXTS = {
    "JSON": re.compile(r'\s*(\[\s*)?\{\s*("|\})|\s*\[\s*\['),
    "a web page": re.compile(r"\s*<(!doctype\s+html|html|head|body|table)\b", re.IGNORECASE),
    "XML": re.compile(r"\s*<\?xml\b"),
}


@dataclass(frozen=True)
class Preview:
    """A file's shape: unique column names in order and its first rows, all text (missing cells are None).

    Where the file has no header its columns are called "column 1", "column 2", … and its first row is data.
    `n_before` counts the lines of a text above the table: blank ones, and those of a title. `doubt` says in
    sentences that its letters may be others, or are damaged. `is_whole` says that a text was read to its end.
    """

    name: str
    columns: list[str]
    rows: pd.DataFrame
    delimiter: str
    encoding: str
    has_header: bool = True
    n_before: int = 0
    doubt: str = ""
    is_whole: bool = False


def read_preview(path: Path, name: str | None = None, header: bool | None = None, part: str = "") -> Preview:
    """Read the head of a file of one table; raises InputError where it is none.

    Parameters
    ----------
    path : a CSV (plain, gz, zst or zip), a workbook, a Parquet file or a directory of them
    name : what the person calls it
    header : whether the first row names the columns; decided from the rows where None
    part : the table of a file that holds several
    """
    path, name = Path(path), name or Path(path).name
    format_ = file_format(path, name)
    if format_ == "text":
        return _text_preview(path, name, header, part)
    if format_ == "workbook":
        from data.read.workbook import head_records

        return _preview(head_records(path, name, part), name, ",", "utf-8", header)
    from data.read.parquet import head_records as parquet_records

    return _preview(parquet_records(path, name), name, ",", "utf-8", header=True)


def _text_preview(path: Path, name: str, header: bool | None, part: str) -> Preview:
    with open_bytes(path, name, part) as stream:
        head = stream.read(HEAD_BYTES)
    encoding = guess_encoding(head, name)
    text = _decoded(head, encoding)
    if not text.strip():
        raise InputError("the file is empty", "Export it again with a header and at least one row", file=name)
    for what, start in OTHER_TEXTS.items():
        if start.match(text):
            raise InputError(f"this is {what}, not a CSV", "Export the table as CSV and send that", file=name)
    delimiter = guess_delimiter(text, name)
    n_before = lines_before(text, delimiter)
    table = "\n".join(text.split("\n")[n_before:])
    is_whole = len(head) < HEAD_BYTES
    records = records_of(table, delimiter, is_whole=is_whole)
    preview = _preview(records, name, delimiter, encoding, header)
    return replace(preview, n_before=n_before, doubt=encoding_doubt(head, encoding), is_whole=is_whole)


def _preview(
    records: Sequence[Record], name: str, delimiter: str, encoding: str, header: bool | None
) -> Preview:
    has_header = first_row.has_header(records) if header is None else header
    if has_header and len(records) < 2:
        raise InputError("there is a header but no row under it", "Export it again with its rows", file=name)
    columns = _columns(records, has_header, name)
    rows = records[1 : N_ROWS + 1] if has_header else records[:N_ROWS]
    cells = [_fitted(record, len(columns)) for record in rows]
    frame = pd.DataFrame(cells, columns=columns, dtype="str")
    return Preview(name, columns, frame, delimiter, encoding, has_header)


def _columns(records: Sequence[Record], has_header: bool, name: str) -> list[str]:
    if has_header:
        if any("\0" in (cell or "") for cell in records[0]):
            raise InputError("its header holds characters that are no text", REMEDY, file=name, row=1)
        names = [(cell or "").strip() for cell in records[0]]
        return _unique(names[: _width_of_names(names, records[1 : N_ROWS + 1])])
    width = Counter(map(len, records[: N_ROWS + 1])).most_common(1)[0][0]
    return [f"column {place}" for place in range(1, width + 1)]


def _width_of_names(names: list[str], body: Sequence[Record]) -> int:
    """Return how many names are columns: a delimiter at the end of the header alone begins none."""
    n_named = max((place for place, name in enumerate(names, start=1) if name), default=len(names))
    widths = Counter(map(len, body))
    return n_named if widths[n_named] > len(body) / 2 else len(names)


def _decoded(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, errors="ignore").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unique(names: list[str]) -> list[str]:
    """Name every column once, whatever the case: empty names get their place, repeated ones a number."""
    seen: Counter[str] = Counter()
    unique: list[str] = []
    for place, name in enumerate(names, start=1):
        name = name or f"column {place}"
        candidate = name
        while seen[candidate.lower()]:
            seen[name.lower()] += 1
            candidate = f"{name} ({seen[name.lower()]})"
        seen[candidate.lower()] += 1
        unique.append(candidate)
    return unique


def _fitted(record: Record, width: int) -> list[str | None]:
    cells: list[str | None] = [cell if cell != "" else None for cell in record[:width]]
    return cells + [None] * (width - len(cells))
