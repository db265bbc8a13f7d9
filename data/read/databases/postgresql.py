"""PostgreSQL through DuckDB's scanner, on a passing connection of its own, over a relay that has an end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from threading import Event
from typing import Any

import duckdb

from data.read.databases.address import PORTS, Address
from data.read.databases.hosts import check_socket, connected, is_socket
from data.read.databases.refusals import failed_login, refused_query, took_too_long
from data.read.databases.relay import HERE, Relay, deadline, hang_up
from data.sql import Connection, execute, filled, literal, sql
from data.sql.confined import SAFE, confine

MEMORY_LIMIT = "1GiB"  # tables stream through; what does not fit spills to the scratch directory
ATTACH = "ATTACH /* options */ AS source (TYPE postgres, READ_ONLY, SECRET login)"
OPTIONS = (
    "connect_timeout=10 options='-c statement_timeout={milliseconds} -c default_transaction_read_only=on'"
)
PACKAGE, LIBRARY = "postgres", "postgres_scanner"  # on the registry, and as the library calls itself


@dataclass(frozen=True)
class Scanner:
    """A PostgreSQL database that answers statements in its own language.

    Parameters
    ----------
    is_over : whether the time for its answers is over
    """

    connection: Connection
    address: Address
    is_over: Event

    def rows(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of a statement."""
        cursor = self._run("databases/rows", {"query": statement})
        return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def write(self, statement: str, target: Path) -> None:
        """Write the rows of a statement into a Parquet file."""
        self._run("databases/fetch", {"query": statement, "target": str(target)})

    def _run(self, name: str, parameters: dict[str, str]) -> Connection:
        try:
            return self.connection.execute(sql(name), parameters)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            if self.is_over.is_set() or "statement timeout" in str(error):
                raise took_too_long(self.address) from None
            raise refused_query(self.address, str(error)) from None


@contextmanager
def opened_postgresql(address: Address, scratch: Path, seconds: float) -> Iterator[Scanner]:
    """Open PostgreSQL for reading; raises InputError where it does not answer or refuses the login.

    The server is told when to give a statement up, and read-only transactions are all it gets. Whether it
    keeps to that is its own affair, so the relay hangs up then.
    """
    config: dict[str, Any] = {"memory_limit": MEMORY_LIMIT, "temp_directory": str(scratch), **SAFE}
    with _way(address) as (relay, end), deadline(seconds, end) as is_over:
        connection = duckdb.connect(config=config)
        try:
            _load(connection, scratch)
            _attach(connection, address, relay, seconds)
            confine(connection, (), [scratch])
            yield Scanner(connection, address, is_over)
        finally:
            end()  # first: a connection waits for the farewell of the other side
            connection.close()


@contextmanager
def _way(address: Address) -> Iterator[tuple[Relay | None, Any]]:
    """Give the relay to a database, none to a socket of this machine, and what closes it."""
    if is_socket(address):
        check_socket(address)
        yield None, lambda: None
        return
    hang_up(connected(address))  # whoever is not there is told at once
    with closing(Relay(lambda: connected(address))) as relay:
        yield relay, relay.close


def _load(connection: Connection, scratch: Path) -> None:
    """Load the scanner from its package: never from the network, never from a home directory."""
    folder = files(f"duckdb_extension_{PACKAGE}").joinpath("extensions", f"v{duckdb.__version__}")
    link = scratch / f"{LIBRARY}.duckdb_extension"  # DuckDB goes by the file's name
    if not link.exists():
        link.symlink_to(str(folder.joinpath(f"{PACKAGE}.duckdb_extension")))
    connection.execute(filled("LOAD /* file */", file=literal(str(link))))


def _attach(connection: Connection, address: Address, relay: Relay | None, seconds: float) -> None:
    port = relay.port if relay else address.port or PORTS[address.system]
    login = {"host": address.host, "port": str(port), "user": address.user}
    login |= {"password": address.password, "database": address.database}
    options = OPTIONS.format(milliseconds=int(1000 * seconds))
    if relay:  # the host is still what a certificate is held against
        options = f"hostaddr={HERE} {options}"
    try:
        execute(connection, "databases/secret", login)
        connection.execute(filled(ATTACH, options=literal(options)))
    except duckdb.Error as error:
        raise failed_login(address, str(error)) from None
