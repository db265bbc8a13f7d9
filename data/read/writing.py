"""A table of any length written piece by piece, as CSV or Parquet, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from data.read.spreadsheet import FORMULA_STARTS, GUARD
from data.schema import InputError

SUFFIXES = (".csv", ".parquet")


class TableWriter:
    """Takes the next rows of a table.

    Parameters
    ----------
    writer : of pyarrow
    is_text : whether cells can be taken for formulas
    """

    def __init__(self, writer: Any, is_text: bool) -> None:
        self.writer, self.is_text, self.n_rows = writer, is_text, 0

    def write(self, rows: pa.Table) -> None:
        """Write the next rows; in a CSV, a text that a spreadsheet would run gets an apostrophe before it."""
        self.n_rows += len(rows)
        self.writer.write_table(neutralized(rows) if self.is_text else rows)


@contextmanager
def writing(path: Path, schema: pa.Schema) -> Iterator[TableWriter]:
    """Give a writer for a file that is there, whole, once the block has ended well.

    Parameters
    ----------
    path : ends in .csv or .parquet; what is there is replaced

    Raises
    ------
    InputError
        Another ending, or a place that cannot be written to.
    """
    check_suffix(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".bundlewise-", dir=path.parent)
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be written there", "Name a folder that you may write to"
        ) from error
    os.close(handle)
    draft = Path(name)
    try:
        is_text = path.suffix == ".csv"
        with _opened(draft, schema, is_text) as writer:
            yield TableWriter(writer, is_text)
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def check_suffix(path: Path) -> None:
    """Raise InputError where a name does not say which kind of file it is to be."""
    if path.suffix not in SUFFIXES:
        raise InputError(f"{path.name} ends in neither .csv nor .parquet", "Name the file so, or a folder")


def neutralized(rows: pa.Table) -> pa.Table:
    """Return the rows with an apostrophe before every text that a spreadsheet would take for a formula."""
    for place, field in enumerate(rows.schema):
        if pa.types.is_string(field.type):
            column = rows.column(place)
            is_formula = pc.is_in(pc.utf8_slice_codeunits(column, 0, 1), pa.array(FORMULA_STARTS))
            if pc.any(is_formula).as_py():
                guarded = pc.binary_join_element_wise(pa.scalar(GUARD), column, "")
                rows = rows.set_column(place, field, pc.if_else(is_formula, guarded, column))
    return rows


@contextmanager
def _opened(draft: Path, schema: pa.Schema, is_text: bool) -> Iterator[Any]:
    if is_text:
        options = pa.csv.WriteOptions(quoting_style="needed", quoting_header="needed")
        with pa.csv.CSVWriter(str(draft), schema, write_options=options) as writer:
            yield writer
    else:
        with pq.ParquetWriter(str(draft), schema) as writer:
            yield writer
