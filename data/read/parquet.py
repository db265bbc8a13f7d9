"""Parquet becomes one plain CSV: every value as its text, ids with every digit, times as ISO."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from data.read.archives import MOST_RATIO
from data.read.header import Record
from data.read.opening import own_paths
from data.schema import InputError
from data.sql import Connection, execute, filled, quoted, sql
from data.sql.confined import passing_database

HEAD_ROWS = 200
FREE_CELLS = 1_000_000_000
MEMORY_LIMIT = "1GiB"  # the conversion streams; what it cannot hold spills to the scratch directory
NESTED = ("STRUCT", "MAP", "UNION", "JSON")
WHOLE = ("DOUBLE", "FLOAT")


def head_records(path: Path, name: str) -> list[Record]:
    """Return the header and first rows of a Parquet file, or of a directory of them, as text."""
    with _opened(path, name) as (connection, query, parameters):
        relation = connection.execute(query, parameters | {"n_rows": HEAD_ROWS})
        columns = [column[0] for column in relation.description or ()]
        return [columns, *(list(row) for row in relation.fetchall())]


def write_csv(path: Path, name: str, target: Path) -> int:
    """Write a Parquet file, or a directory of them, as a CSV; return its rows with the header."""
    with _opened(path, name, target.parent) as (connection, query, parameters):
        values = parameters | {"n_rows": None, "target": str(target)}
        return 1 + int(execute(connection, "staging/parquet_csv", values, query=query).fetchall()[0][0])


def files_in(path: Path, name: str) -> list[str]:
    """Return the Parquet files at a path, in the order of their names, without a lake's own notes."""
    if not path.is_dir():
        return [str(path)]
    files = filter(Path.is_file, sorted(path.rglob("*.parquet")))  # no pipe that would never end
    found = [str(f) for f in files if not any(p.startswith((".", "_")) for p in f.relative_to(path).parts)]
    if not found:
        raise InputError("the folder holds no Parquet files", "Name a folder of .parquet files", file=name)
    return found


@contextmanager
def _opened(
    path: Path, name: str, scratch: Path | None = None
) -> Iterator[tuple[Connection, str, dict[str, Any]]]:
    """Give a connection of its own, the query of all columns as text, and its parameters."""
    with (
        own_paths(path, files_in(path, name)) as (files, directories),
        passing_database(MEMORY_LIMIT, scratch, map(Path, files), directories) as connection,
        _refusing_damage(name),
    ):
        paths = {"paths": files}
        described = execute(connection, "staging/parquet_columns", paths).fetchall()
        columns = {str(row[0]): str(row[1]) for row in described}
        _refuse_bomb(connection, paths, len(columns), name)
        if len(columns) < 2:
            raise InputError("it has a single column", "Export the table with all its columns", file=name)
        selected = ", ".join(
            f"{_as_text(quoted(column), type_)} AS {quoted(column)}" for column, type_ in columns.items()
        )
        yield connection, filled(sql("staging/parquet"), columns=selected), paths


@contextmanager
def _refusing_damage(name: str) -> Iterator[None]:
    """Raise InputError where a file is read in the block that is no sound Parquet."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise InputError(
            f"a part of its Parquet needs more than {MEMORY_LIMIT} of memory, as damaged files claim",
            "Write it again in smaller row groups, or export the table as CSV",
            file=name,
        ) from error
    except (duckdb.Error, UnicodeError) as error:  # what damaged bytes become has many names
        is_disk_full = isinstance(error, duckdb.IOException) and "space" in str(error).lower()
        if is_disk_full or isinstance(error, duckdb.InterruptException):
            raise
        raise InputError(
            "its Parquet cannot be read (damaged, encrypted, or files of different columns)",
            "Write it again, or export the table as CSV",
            file=name,
        ) from error


def _refuse_bomb(connection: Connection, paths: dict[str, Any], n_columns: int, name: str) -> None:
    """Raise InputError where a few bytes claim to be billions of cells, as a run of one value can."""
    n_rows = execute(connection, "staging/parquet_rows", paths).fetchall()[0][0]
    n_bytes = sum(Path(path).stat().st_size for path in paths["paths"])
    if n_rows * n_columns > max(FREE_CELLS, MOST_RATIO * n_bytes):
        problem = f"it unpacks to more than {MOST_RATIO} cells per byte, which no table does"
        raise InputError(problem, "Export the table again", file=name)


def _as_text(column: str, type_: str) -> str:
    """Return the SQL of a column's text; a whole number kept as a fraction loses its invented `.0`."""
    text = f"CAST({column} AS VARCHAR)"
    if type_.endswith("]") or type_.startswith(NESTED):
        return f"CAST(to_json({column}) AS VARCHAR)"
    if type_ in WHOLE:
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e18"
        return f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE {text} END"
    return f"coalesce(TRY(decode({column})), {text})" if type_ == "BLOB" else text
