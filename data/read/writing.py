"""A table of any length written piece by piece, as CSV or Parquet, whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
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
    is_text = path.suffix == ".csv"
    with ExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = stack.enter_context(whole_file(path, ".bundlewise-"))
        except OSError as error:
            problem = f"{path}: it cannot be written there"
            raise InputError(problem, "Name a folder that you may write to") from error
        yield TableWriter(stack.enter_context(_opened(draft, schema, is_text)), is_text)


@contextmanager
def whole_file(path: Path, prefix: str, mode: int = 0o644) -> Iterator[Path]:
    """Give a draft beside a file that takes its place, whole, once the block has ended well.

    `mode` says who may read it then.
    """
    handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(mode)
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


def _opened(draft: Path, schema: pa.Schema, is_text: bool) -> Any:
    if not is_text:
        return pq.ParquetWriter(str(draft), schema)
    options = pa.csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    return pa.csv.CSVWriter(str(draft), schema, write_options=options)
