"""A table of any length read a batch at a time, every cell as text: for what is scored and not kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd

from data.intake.mapping.names import plain_name, synonyms_of
from data.intake.source.reader import UNREADABLE, Reader, rows_run_together
from data.privacy.scratch import scratch_directory
from data.read.archives import file_format, open_bytes
from data.read.encodings import guess_encoding
from data.read.layout import DELIMITERS
from data.read.lines import reject_lines, row_lines
from data.read.opening import is_folder, name_of
from data.read.parts import parts_of
from data.read.preview import HEAD_BYTES, Preview, read_preview
from data.read.text import plain_text
from data.schema import InputError, Kind, Mapping, RejectedError
from data.sql import quoted
from data.sql.confined import passing_database

_MEMORY_LIMIT = "512MiB"  # rows pass through; what waits for its turn is a few batches
_UNKNOWN = -1  # how many records there are, before the last is read


class TableInBatches:
    """A file of one table whose columns are known and whose rows are read as they are asked for.

    Parameters
    ----------
    reader : the file as DuckDB reads it
    scratch : a directory for what does not fit into memory
    """

    def __init__(self, reader: Reader, scratch: Path) -> None:
        self._reader, self._scratch = reader, scratch
        self.name, self.columns = reader.name, list(reader.file_columns)

    def column_for(self, canonical: str) -> str:
        """Return the file's column for a canonical one, by name; raises InputError where there is none."""
        names = {plain_name(column): column for column in reversed(self.columns)}
        wanted = [plain_name(canonical), *synonyms_of(self._reader.mapping.kind, canonical)]
        found = next((names[name] for name in wanted if name in names), None)
        if found is None:
            remedy = f"Send a table whose first row names the columns, one of them {canonical}"
            raise InputError(f"there is no column {canonical}", remedy, file=self.name, row=1)
        return found

    def batches(self, columns: Sequence[str], n_rows: int) -> Iterator[tuple[pd.DataFrame, int]]:
        """Yield the rows of some columns, about so many at a time, and how many came before them.

        They are in the order of the file, all text; missing cells are None.

        Raises
        ------
        InputError
            After the last batch, where a row could not be told apart from others: file and row.
        """
        statement = self._reader.relation([quoted(column) for column in columns])
        with passing_database(_MEMORY_LIMIT, self._scratch, [self._reader.text.path]) as connection:
            try:
                stream = connection.execute(statement, self._reader.parameters).to_arrow_reader(n_rows)
                n_before = 0
                for batch in stream:
                    yield batch.to_pandas(), n_before
                    n_before += len(batch)
                broken = reject_lines(connection, self._reader.text)
            except UNREADABLE as error:
                raise rows_run_together(self.name) from error
        if len(broken):
            first = broken.iloc[0]
            row = int(first["row_number"])
            raise RejectedError("{reason}", "Mend that row", reason=first["reason"], file=self.name, row=row)

    def row_of(self, record: int) -> int:
        """Return the row of the file, the header being 1, of a record by its place from 0."""
        none = pd.DataFrame({"row_number": np.empty(0, np.int64), "n_lines": np.empty(0, np.int64)})
        reader = self._reader
        return int(row_lines(_UNKNOWN, none, reader.text, reader.delimiter)(np.array([record]))[0])


@contextmanager
def open_table(path: Path, kind: Kind) -> Iterator[TableInBatches]:
    """Give a file's table for the time of the block: a CSV (packed or not), a workbook, or Parquet.

    Its first row names the columns, of which there may be one only. Raises InputError where it is none.

    Parameters
    ----------
    kind : what its rows are, for the names that columns may have
    """
    name = name_of(path)
    usual = () if is_folder(path) else parts_of(path, name).usual
    part = usual[0] if len(usual) == 1 else ""
    preview = _single_column(path, name, part) or read_preview(path, name, True, part)
    with scratch_directory() as scratch:
        text = plain_text(path, name, scratch, part, preview.n_before)
        reader = Reader(name, text, preview.delimiter, preview.columns, Mapping(kind, {}))
        yield TableInBatches(reader, scratch)


def _single_column(path: Path, name: str, part: str) -> Preview | None:
    """Return the preview of a text whose header has one cell only, None for any other file."""
    if file_format(path, name) != "text":
        return None
    with open_bytes(path, name, part) as stream:
        head = stream.read(HEAD_BYTES)
    text = head.decode(guess_encoding(head, name), errors="replace").removeprefix("\ufeff").lstrip("\r\n")
    header, *rows = text.splitlines()[:3] or [""]
    if not header.strip() or not rows or any(delimiter in header for delimiter in DELIMITERS):
        return None
    return Preview(name, [header.strip().strip('"')], pd.DataFrame(), ",", "utf-8")
