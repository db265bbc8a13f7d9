"""What runs a shop's marts: DuckDB on the shop's own file, within the state that the thread reads."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.engine.directories import passing_directory
from data.engine.file import DatabaseFile
from data.engine.frames import plain_frame
from data.sql import filled, mart_sql, own_variables, quoted, variable_names

BATCH_ROWS = 500_000
SET = "SET VARIABLE /* name */ = $value"
Variables = Mapping[str, Any]  # a mart's, by name; those left out are NULL


def run_mart(file: DatabaseFile, mart: str, variables: Variables) -> pd.DataFrame:
    """Return a mart as a frame of plain types; raises TypeError where it has no such variable."""
    with _asked(file, mart, variables) as (cursor, query):
        return plain_frame(cursor.execute(query))


def export_mart(file: DatabaseFile, mart: str, variables: Variables, path: Path) -> None:
    """Write a mart to a Parquet file, encrypted where the shop is."""
    with _asked(file, mart, variables) as (cursor, query):
        if file.protection.is_on:
            file.protection.write_batches(path, cursor.execute(query).to_arrow_reader(BATCH_ROWS))
            return
        with passing_directory(file.file.parent / "tmp") as folder:  # where the shop may write
            draft = folder / "mart.parquet"
            cursor.execute(f"COPY ({query}\n) TO $path (FORMAT parquet)", {"path": str(draft)})
            shutil.move(draft, path)


@contextmanager
def _asked(
    file: DatabaseFile, mart: str, variables: Variables
) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Give a cursor on which the variables of a mart are set, and the mart's query."""
    text = mart_sql(mart)
    names = variable_names(text) - own_variables(text)
    if unknown := set(variables) - names:
        raise TypeError(f"the mart {mart} has no variable {', '.join(sorted(unknown))}")
    *settings, query = text.split(";\n")
    with file.reading(), file.looking() as cursor:
        for name in names:
            cursor.execute(filled(SET, name=quoted(name)), {"value": variables.get(name)})
        for setting in settings:
            cursor.execute(setting)
        yield cursor, query
