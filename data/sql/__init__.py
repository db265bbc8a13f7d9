"""SQL lives in files; this is the only place that reads them and the only one that quotes a name."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

SQL = Path(__file__).parent
Connection = duckdb.DuckDBPyConnection
# A quoted name, a text, a comment, a hole, a parameter: what is found first is not looked into again, so that
# nothing within a name or a text can pass for a hole or a parameter.
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*" | '(?:[^']|'')*' | --[^\n]*
    | /\*\ (?P<hole>[a-z_]+)\ \*/ | /\*.*?\*/
    | \$(?P<parameter>[a-z_0-9]+)
    """,
    re.DOTALL | re.VERBOSE,
)


@cache
def sql(name: str) -> str:
    """Return the text of `data/sql/{name}.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def mart_sql(name: str) -> str:
    """Return the text of a mart: it sets variables of its own, and its last statement is the query."""
    return sql(f"marts/{name}")


def variable_names(text: str) -> set[str]:
    """Return the variables that the text of a mart asks for; without a value they are NULL."""
    return set(re.findall(r"getvariable\('([a-z_]+)'\)", text))


@cache
def words_of_marts() -> frozenset[str]:
    """Return the words of the marts, now and before; a file's column of such a name gets another one.

    The list only grows, so that a column gets the name that it got in an earlier version.
    """
    return frozenset((SQL / "words_of_marts.txt").read_text(encoding="utf-8").split())


def own_variables(text: str) -> set[str]:
    """Return the variables that a mart finds by itself, in the shop."""
    return set(re.findall(r"^SET VARIABLE ([a-z_]+)", text, re.MULTILINE))


def parameter_names(text: str) -> set[str]:
    """Return the named parameters ($name) of a statement."""
    return {token["parameter"] for token in _TOKEN.finditer(text) if token["parameter"]}


def quoted(identifier: str) -> str:
    """Return an identifier as SQL text; whatever a file calls its column, it stays a name."""
    return '"' + identifier.replace('"', '""') + '"'


def aside(name: str) -> str:
    """Return the SQL text of a file's own column while it is staged: no statement has this name itself."""
    return quoted(f"own {name}")


def filled(text: str, **parts: str) -> str:
    """Fill the holes of a statement (`/* name */`) with parts made of quoted names and fixed words only.

    A hole is one outside of quoted names, texts and other comments, and what fills it is not looked through
    for further ones: a name that a stranger's file brings stays a name, whatever it is and however often the
    statement is filled.
    """

    def part(token: re.Match[str]) -> str:
        return parts.get(token["hole"], token[0]) if token["hole"] else token[0]

    return _TOKEN.sub(part, text)


def execute(
    connection: Connection, name: str, values: Mapping[str, Any] | None = None, /, **parts: str
) -> Connection:
    """Run the statement of `data/sql/{name}.sql` with its values, its holes filled; return its result."""
    return connection.execute(filled(sql(name), **parts), values)


@contextmanager
def registered(connection: Connection, **frames: Any) -> Iterator[None]:
    """Let the statements of the block read frames as tables of these names."""
    for name, frame in frames.items():
        connection.register(name, frame)
    yield
    for name in frames:  # a failed transaction has taken them along
        connection.unregister(name)


def literal(text: str) -> str:
    """Return a text as SQL text, for the few statements that take no parameters (ATTACH)."""
    return "'" + text.replace("'", "''") + "'"
