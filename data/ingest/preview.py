"""The first look at a file: its delimiter, its columns and twenty rows, all as text."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.ingest.text import guess_encoding, open_bytes
from data.schema import InputError

HEAD_BYTES = 1 << 18
N_ROWS = 20
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Preview:
    """A file's shape: unique column names in order and its first rows, all text (missing cells are None)."""

    name: str
    columns: list[str]
    rows: pd.DataFrame
    delimiter: str
    encoding: str


def read_preview(path: Path, name: str | None = None) -> Preview:
    """Read the head of a CSV (plain, gz or zip); raises InputError where it is no table with a header."""
    name = name or Path(path).name
    with open_bytes(Path(path), name) as stream:
        head = stream.read(HEAD_BYTES)
    encoding = guess_encoding(head, name)
    text = _decoded(head, encoding)
    if not text.strip():
        raise InputError("the file is empty", "Export it again with a header and at least one row", file=name)
    delimiter = _guess_delimiter(text, name)
    records = _records(text, delimiter, is_whole=len(head) < HEAD_BYTES)
    if len(records) < 2:
        raise InputError("there is a header but no row under it", "Export it again with its rows", file=name)
    columns = _unique([cell.strip() for cell in records[0]])
    cells = [_fitted(record, len(columns)) for record in records[1 : N_ROWS + 1]]
    return Preview(name, columns, pd.DataFrame(cells, columns=columns, dtype="str"), delimiter, encoding)


def _decoded(head: bytes, encoding: str) -> str:
    text = head.decode(encoding, errors="ignore").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str, delimiter: str, is_whole: bool = True) -> list[list[str]]:
    csv.field_size_limit(1 << 30)
    records = [record for record in csv.reader(io.StringIO(text), delimiter=delimiter) if record]
    return records if is_whole or len(records) < 3 else records[:-1]


def _guess_delimiter(text: str, name: str) -> str:
    """Choose the delimiter that splits the header and most rows into the same number of cells."""
    lines = "\n".join(text.split("\n", 200)[:200])
    scores = {delimiter: _consistency(_records(lines, delimiter)) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] == (0, 0):
        raise InputError(
            "every row is one single text: no comma, semicolon, tab or | separates columns",
            "Export it again as CSV with a comma between columns",
            file=name,
            row=1,
        )
    return best


def _consistency(records: list[list[str]]) -> tuple[float, int]:
    if not records or len(records[0]) < 2:
        return (0, 0)
    widths = Counter(len(record) for record in records)
    return (widths[len(records[0])] / len(records), len(records[0]))


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


def _fitted(record: list[str], width: int) -> list[str | None]:
    cells: list[str | None] = [cell if cell != "" else None for cell in record[:width]]
    return cells + [None] * (width - len(cells))
