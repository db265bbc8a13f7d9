"""DuckDB's scanners for PostgreSQL, MySQL and SQLite, each attached to a passing connection of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from data.confined import SAFE, confine
from data.databases.address import PORTS, SYSTEMS, Address
from data.databases.refusals import failed_login, refused_query
from data.files.opening import name_of, open_file
from data.queries import filled, literal, sql
from data.schema import InputError

SECONDS_TO_ANSWER = 5.0
MEMORY_LIMIT = "1GiB"  # tables stream through; what does not fit spills to the scratch directory
LOAD = "LOAD /* file */"
ATTACH_FILE = "ATTACH /* file */ AS source (TYPE sqlite, READ_ONLY)"
READERS = {"postgresql": "postgres_query", "mysql": "mysql_query", "sqlite": "sqlite_query"}
TYPES = {"postgresql": "postgres", "mysql": "mysql", "sqlite": "sqlite"}
PACKAGES = {  # package on the registry, name that its library answers to
    "postgresql": ("postgres", "postgres_scanner"),
    "mysql": ("mysql", "mysql_scanner"),
    "sqlite": ("sqlite_scanner", "sqlite_scanner"),
}


@dataclass(frozen=True)
class Database:
    """A database that answers statements in its own language."""

    connection: duckdb.DuckDBPyConnection
    address: Address

    def rows(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of a statement."""
        cursor = self._run("databases/rows", {"query": statement})
        return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def write(self, statement: str, target: Path) -> None:
        """Write the rows of a statement into a Parquet file."""
        self._run("databases/fetch", {"query": statement, "target": str(target)})

    def _run(self, name: str, parameters: dict[str, str]) -> duckdb.DuckDBPyConnection:
        text = filled(sql(name), reader=READERS[self.address.system])
        try:
            return self.connection.execute(text, parameters)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise refused_query(self.address, str(error)) from None


@contextmanager
def opened(address: Address, scratch: Path) -> Iterator[Database]:
    """Open a database for reading; raises InputError where it does not answer or refuses the login."""
    if address.system == "sqlite":
        _check_file(address)
    else:
        check_answers(address)
    config: dict[str, Any] = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(scratch), **SAFE}
    connection = duckdb.connect(config=config)
    try:
        _load(connection, address, scratch)
        _attach(connection, address)
        own = [Path(address.database)] if address.system == "sqlite" else []
        confine(connection, own, [scratch])
        yield Database(connection, address)
    finally:
        connection.close()


def check_answers(address: Address) -> None:
    """Raise InputError where no such database listens; a client library would wait for minutes."""
    if address.host.startswith("/"):  # the folder of a Unix socket
        return
    try:
        place = (address.host, address.port or PORTS[address.system])
        with socket.create_connection(place, SECONDS_TO_ANSWER) as probe:
            if address.system == "mysql" and not probe.recv(1):  # it speaks first
                raise OSError
    except (OSError, UnicodeError):
        raise InputError(
            f"no {SYSTEMS[address.system]} answers at {address.place}",
            "Check the host and the port, and that this machine may reach it",
        ) from None


def _check_file(address: Address) -> None:
    path = Path(address.database)
    with open_file(path, name_of(path)) as file:
        is_sqlite = file.read(15) == b"SQLite format 3"
    if not is_sqlite:
        raise InputError("it is no SQLite database", "Check the path", file=name_of(path))


def _load(connection: duckdb.DuckDBPyConnection, address: Address, scratch: Path) -> None:
    """Load a scanner from its package: never from the network, never from a home directory."""
    package, name = PACKAGES[address.system]
    folder = files(f"duckdb_extension_{package}").joinpath("extensions", f"v{duckdb.__version__}")
    link = scratch / f"{name}.duckdb_extension"  # DuckDB goes by the file's name
    if not link.exists():
        link.symlink_to(str(folder.joinpath(f"{package}.duckdb_extension")))
    connection.execute(filled(LOAD, file=literal(str(link))))


def _attach(connection: duckdb.DuckDBPyConnection, address: Address) -> None:
    if address.system == "sqlite":
        connection.execute(filled(ATTACH_FILE, file=literal(address.database)))
        return
    type_ = TYPES[address.system]
    host = "127.0.0.1" if (address.system, address.host) == ("mysql", "localhost") else address.host
    login = {"host": host, "port": str(address.port or PORTS[address.system]), "user": address.user}
    login |= {"password": address.password, "database": address.database}
    try:
        connection.execute(filled(sql("databases/secret"), type=type_), login)
        connection.execute(filled(sql("databases/attach"), type=type_))
    except duckdb.Error as error:
        raise failed_login(address, str(error)) from None
