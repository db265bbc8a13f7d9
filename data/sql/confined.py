"""DuckDB confined to the files that it needs: whatever a statement became, it opens nothing else."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from data.sql import filled, literal

SAFE: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
}
NO_LOOPS = {"asof_loop_join_threshold": 0}  # few rows are often expected where there are many
STILL_CHANGED = ("enable_progress_bar", "enable_progress_bar_print")  # by an import that tells how far it is
ALLOW = (
    "SET allowed_directories = [/* directories */]",
    "SET allowed_paths = [/* paths */]",
    "SET allowed_configs = [/* configs */]",
)
CONFINE = (
    "SET TimeZone = 'UTC'",
    "SET GLOBAL TimeZone = 'UTC'",
    "SET enable_external_access = false",  # files beyond those allowed, sockets, extensions
    "SET lock_configuration = true",
)


def confine(
    connection: duckdb.DuckDBPyConnection, paths: Iterable[Path] = (), directories: Iterable[Path] = ()
) -> None:
    """Let a database open these files, and files within these directories, and nothing else from now on.

    What has been attached or loaded before stays. It cannot be undone; each cursor is confined alike.
    """
    allowed = {
        "paths": _listed(str(path.resolve()) for path in paths),
        "directories": _listed(f"{directory.resolve()}/" for directory in directories),
        "configs": _listed(STILL_CHANGED),
    }
    for statement in ALLOW:
        connection.execute(filled(statement, **allowed))
    for statement in CONFINE:
        connection.execute(statement)


def passing_database(
    memory_limit: str, scratch: Path | None, paths: Iterable[Path] = (), directories: Iterable[Path] = ()
) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that sees these files and directories, and its scratch directory."""
    config: dict[str, Any] = {"memory_limit": memory_limit, **SAFE, **NO_LOOPS}
    if scratch is not None:
        config["temp_directory"] = str(scratch)
        directories = (*directories, scratch)
    connection = duckdb.connect(config=config)
    confine(connection, paths, directories)
    return connection


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in texts)
