"""The first look at a file, with what its first rows cannot say: all codes, the order of dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from data.confined import passing_database
from data.files import preview as files
from data.files.archives import Unpacked, file_format, open_bytes
from data.files.preview import Preview
from data.files.text import TextFile, plain_text
from data.ingest.discounts import are_shares
from data.ingest.formats import decide_by_whole_file
from data.ingest.source import UNREADABLE, Reader
from data.mapping import Mapping
from data.mapping.guess import code_columns, reduction_columns
from data.mapping.values import column_of
from data.queries import filled, quoted, sql
from data.schema import MOST_CODES, AmbiguousDatesError, InputError
from data.store.scratch import scratch_directory

MEMORY_LIMIT = "512MiB"


def read_preview(path: Path, name: str | None = None, header: bool | None = None, part: str = "") -> Preview:
    """Read the head of a file of one table, all codes of possible event types, and what its reductions are.

    The arguments and errors are those of `data.files.preview.read_preview`.
    """
    preview = files.read_preview(path, name, header, part)
    codes = {column: read_codes(Path(path), preview, column, part) for column in code_columns(preview)}
    shares = {column: _are_shares(Path(path), preview, column, part) for column in reduction_columns(preview)}
    return replace(
        preview, codes=codes, shares={n: known for n, known in shares.items() if known is not None}
    )


def read_codes(path: Path, preview: Preview, column: str, part: str = "") -> list[str]:
    """Return the different values of a column in the whole file, as far as MOST_CODES and one more.

    Those of the first rows, where the file cannot be read; its import says why.
    """
    with _opened(path, preview, Mapping("events", {}), part) as (connection, reader):
        source = reader.relation([f"{quoted(column)} AS v"], notes_errors=False)
        query = filled(sql("profiles/codes"), source=source)
        try:
            rows = connection.execute(query, reader.parameters | {"most": MOST_CODES + 1}).fetchall()
        except UNREADABLE:
            return sorted(set(column_of(column, preview.rows[column]).known))
    return [str(row[0]) for row in rows]


def _are_shares(path: Path, preview: Preview, column: str, part: str) -> bool | None:
    with _opened(path, preview, Mapping("events", {}), part) as (connection, reader):
        connection.execute(sql("macros"))
        try:
            return are_shares(connection, reader, column)
        except UNREADABLE:
            return None


def ambiguous_dates(path: Path, preview: Preview, mapping: Mapping, part: str = "") -> tuple[str, ...]:
    """Return dates that are another day in another order, where nothing in the whole file decides.

    Nothing where it does, or where the file cannot be read; its import says why.
    """
    time = mapping.time_column
    if time is None:
        return ()
    with _opened(path, preview, mapping, part) as (connection, reader):
        connection.execute(sql("macros"))
        connection.execute(sql("odd_times"))
        try:
            decide_by_whole_file(connection, reader, {time: mapping.columns[time]})
        except AmbiguousDatesError as doubt:
            return doubt.examples
        except (InputError, *UNREADABLE):
            return ()
    return ()


@contextmanager
def _opened(
    path: Path, preview: Preview, mapping: Mapping, part: str
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Reader]]:
    """Give a database of its own, and what reads the file into it."""
    with scratch_directory() as scratch:
        text = _plain_text(path, preview, scratch, part)
        reader = Reader(preview.name, text, preview.delimiter, preview.columns, mapping, preview.has_header)
        with passing_database(MEMORY_LIMIT, scratch, [text.path]) as connection:
            yield connection, reader


def _plain_text(path: Path, preview: Preview, scratch: Path, part: str) -> TextFile:
    """Return the file as it lies where DuckDB can read it so, which saves a pass over it, else a copy."""
    if file_format(path, preview.name) == "text" and preview.encoding == "utf-8":
        with open_bytes(path, preview.name, part) as stream:
            if not isinstance(stream, Unpacked):
                return TextFile(path, "", 0, first_row=1 + preview.n_before)
    return plain_text(path, preview.name, scratch, part, preview.n_before)
