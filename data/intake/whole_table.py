"""All rows of a file of one table, as text: for tables that are no part of a shop."""

from pathlib import Path

import pandas as pd

from data.intake.look import OF_EVENTS, opening
from data.intake.source.reader import UNREADABLE
from data.read import preview as files
from data.schema import InputError
from data.sql import quoted

MOST_COLUMNS = 500


def read_whole(path: Path, name: str, part: str = "") -> pd.DataFrame:
    """Return all rows of a table, every cell as text, None where it is empty.

    Parameters
    ----------
    path : a CSV (plain, gz, zst or zip), a workbook, a Parquet file or a directory of them
    name : what the person calls it
    part : the table of a file that holds several

    Raises
    ------
    InputError
        There is no table, or its rows cannot be told apart.
    """
    preview = files.read_preview(path, name, None, part)
    if len(preview.columns) > MOST_COLUMNS:
        problem = f"it has {len(preview.columns):,} columns, and {MOST_COLUMNS} are the most"
        raise InputError(problem, "Leave out those that tell nothing", file=name)
    with opening(path, preview, part) as opened:
        connection, reader = opened(OF_EVENTS)
        source = reader.relation([quoted(column) for column in preview.columns], notes_errors=False)
        try:
            return connection.execute(source, reader.parameters).df()
        except UNREADABLE as error:
            raise InputError(
                "its rows cannot be told apart", "Export it again as CSV (UTF-8)", file=name
            ) from error
