"""The first look at a file, with what its first rows cannot say: every code of an event type."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from data.files import preview as files
from data.files.archives import Unpacked, file_format, open_bytes
from data.files.preview import Preview
from data.files.text import TextFile, plain_text
from data.ingest.source import Reader
from data.mapping import Mapping
from data.mapping.guess import code_columns
from data.mapping.values import column_of
from data.queries import filled, quoted, sql
from data.store.scratch import scratch_directory

MOST_CODES = 30  # of an event type; a column of more different values is none
MEMORY_LIMIT = "512MiB"


def read_preview(path: Path, name: str | None = None, header: bool | None = None, part: str = "") -> Preview:
    """Read the head of a file of one table, and all codes of columns that may be event types.

    The arguments and errors are those of `data.files.preview.read_preview`.
    """
    preview = files.read_preview(path, name, header, part)
    codes = {column: read_codes(Path(path), preview, column, part) for column in code_columns(preview)}
    return replace(preview, codes=codes)


def read_codes(path: Path, preview: Preview, column: str, part: str = "") -> list[str]:
    """Return the different values of a column in the whole file, as far as MOST_CODES and one more.

    Those of the first rows, where the file cannot be read; its import says why.
    """
    config: dict[str, Any] = {"memory_limit": MEMORY_LIMIT, "autoinstall_known_extensions": False}
    with scratch_directory() as scratch:
        text = _plain_text(path, preview, scratch, part)
        mapping = Mapping("events", {})
        reader = Reader(preview.name, text, preview.delimiter, preview.columns, mapping, preview.has_header)
        source = reader.relation([f"{quoted(column)} AS v"], notes_errors=False)
        query = filled(sql("profiles/codes"), source=source)
        try:
            with duckdb.connect(config=config | {"temp_directory": str(scratch)}) as connection:
                rows = connection.execute(query, reader.parameters | {"most": MOST_CODES + 1}).fetchall()
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            return sorted(set(column_of(column, preview.rows[column]).known))
    return [str(row[0]) for row in rows]


def _plain_text(path: Path, preview: Preview, scratch: Path, part: str) -> TextFile:
    """Return the file as it lies where DuckDB can read it so, which saves a pass over it, else a copy."""
    if file_format(path, preview.name) == "text" and preview.encoding == "utf-8":
        with open_bytes(path, preview.name, part) as stream:
            if not isinstance(stream, Unpacked):
                return TextFile(path, "", 0, first_row=1 + preview.n_before)
    return plain_text(path, preview.name, scratch, part, preview.n_before)
