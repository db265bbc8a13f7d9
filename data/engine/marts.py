"""What runs a shop's marts: DuckDB within this process now, a cluster engine later."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd

from data.engine.directories import passing_directory
from data.engine.frames import plain_frame
from data.engine.protection import Protection
from data.sql import filled, mart_sql, own_variables, quoted, variable_names

BATCH_ROWS = 500_000
SET = "SET VARIABLE /* name */ = $value"
Seen = Callable[[str], AbstractContextManager[duckdb.DuckDBPyConnection]]
Variables = Mapping[str, Any]  # a mart's, by name; those left out are NULL


class Engine(Protocol):
    """Runs the marts of one shop."""

    def run(self, mart: str, variables: Variables) -> pd.DataFrame:
        """Return a mart as a frame of plain types."""

    def export(self, mart: str, variables: Variables, path: Path) -> None:
        """Write a mart to a Parquet file, encrypted where the shop is."""


class DuckDBEngine:
    """Runs marts on a shop's own file, within the state that the thread reads.

    Parameters
    ----------
    seen : gives a cursor on the shop as a mart looks at it
    protection : what encrypts the shop where a key is set
    directory : of the shop; in its tmp/ it may write
    """

    def __init__(self, seen: Seen, protection: Protection, directory: Path) -> None:
        self._seen, self._protection, self._directory = seen, protection, directory

    def run(self, mart: str, variables: Variables) -> pd.DataFrame:
        """Return a mart as a frame of plain types; raises TypeError where it has no such variable."""
        with self._asked(mart, variables) as (cursor, query):
            return plain_frame(cursor.execute(query))

    def export(self, mart: str, variables: Variables, path: Path) -> None:
        """Write a mart to a Parquet file, encrypted where the shop is."""
        with self._asked(mart, variables) as (cursor, query):
            if self._protection.is_on:
                self._protection.write_batches(path, cursor.execute(query).to_arrow_reader(BATCH_ROWS))
                return
            with passing_directory(self._directory / "tmp") as folder:  # where the shop may write
                draft = folder / "mart.parquet"
                cursor.execute(f"COPY ({query}\n) TO $path (FORMAT parquet)", {"path": str(draft)})
                shutil.move(draft, path)

    @contextmanager
    def _asked(self, mart: str, variables: Variables) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
        """Give a cursor on which the variables of a mart are set, and the mart's query."""
        text = mart_sql(mart)
        names = variable_names(text) - own_variables(text)
        if unknown := set(variables) - names:
            raise TypeError(f"the mart {mart} has no variable {', '.join(sorted(unknown))}")
        *settings, query = text.split(";\n")
        with self._seen(mart) as cursor:
            for name in names:
                cursor.execute(filled(SET, name=quoted(name)), {"value": variables.get(name)})
            for setting in settings:
                cursor.execute(setting)
            yield cursor, query
