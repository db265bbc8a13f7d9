"""MySQL and MariaDB through a driver that announces neither local files nor several statements at once.

DuckDB's scanner always announces both, and a server can ask such a client for any file of its machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pymysql
from pymysql.cursors import SSCursor

from data.read.databases.address import Address
from data.read.databases.hosts import SECONDS_TO_ANSWER, connected
from data.read.databases.refusals import failed_login, refused_query, took_too_long
from data.read.databases.relay import deadline, hang_up
from data.read.databases.rows import Rows
from data.schema import InputError

IN_CLEAR = {b"mysql_clear_password", b"dialog", b"mysql_old_password"}  # logins that show the password
LOGIN_FAILED = (1044, 1045, 1049, 1130, 1251, 1698, 2059)  # numbers of MySQL's errors
OUT_OF_TIME = (1317, 1969, 3024)
UNKNOWN_VARIABLE = 1193
OF_THE_CLIENT = range(2000, 3000)
READ_ONLY = ("SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY")
TIME_LIMITS = (  # of MariaDB in seconds, of MySQL in milliseconds; each knows one of them
    "SET SESSION max_statement_time = {seconds}",
    "SET SESSION max_execution_time = {milliseconds}",
)


class _Connection(pymysql.connections.Connection):  # type: ignore[misc, unused-ignore]
    """A connection that never shows its password."""

    def _process_auth(self, plugin_name: bytes, *more: Any) -> Any:
        if plugin_name in IN_CLEAR:
            raise pymysql.err.OperationalError(2059, "authentication in clear")
        return super()._process_auth(plugin_name, *more)


@contextmanager
def opened_mysql(address: Address, seconds: float) -> Iterator[Rows]:
    """Open MySQL or MariaDB for reading; raises InputError where it does not answer or refuses the login."""
    connection = _unconnected(address)
    socket = connected(address)

    def end() -> None:  # without a farewell: the other side may never stop talking
        hang_up(connection._sock or socket)

    def refusal(error: Exception) -> InputError:
        return took_too_long(address) if is_over.is_set() else _refused(address, error)

    try:
        with deadline(seconds, end) as is_over:
            try:
                cursor = _logged_in(connection, socket, seconds)
            except Exception as error:  # of a server that talks otherwise, anything may come
                raise refusal(error) from None
            yield Rows(cursor, address, refusal)
    finally:
        end()
        with suppress(Exception):
            connection._force_close()


def _unconnected(address: Address) -> _Connection:
    """Return a connection that is still to be made."""
    return _Connection(
        host=address.host,
        user=address.user,
        password=address.password.encode(),
        database=address.database,
        charset="utf8mb4",
        cursorclass=SSCursor,
        conv=dict(pymysql.converters.encoders),  # what comes back is text
        local_infile=False,
        defer_connect=True,
        read_timeout=2 * SECONDS_TO_ANSWER,
    )


def _logged_in(connection: _Connection, socket: Any, seconds: float) -> Any:
    """Return a cursor within a transaction that reads only."""
    connection.connect(socket)
    connection._read_timeout = None  # from here on the deadline counts
    cursor = connection.cursor()
    for statement in TIME_LIMITS:
        try:
            cursor.execute(statement.format(seconds=int(seconds), milliseconds=int(1000 * seconds)))
        except pymysql.err.MySQLError as error:
            if error.args[0] != UNKNOWN_VARIABLE:
                raise
    for statement in READ_ONLY:
        cursor.execute(statement)
    return cursor


def _refused(address: Address, error: Exception) -> InputError:
    code = error.args[0] if isinstance(error, pymysql.err.MySQLError) and error.args else None
    if code in OUT_OF_TIME:
        return took_too_long(address)
    if code in LOGIN_FAILED:
        return failed_login(address, str(error))
    if isinstance(code, int) and code not in OF_THE_CLIENT:
        return refused_query(address, str(error))
    return failed_login(address, "")
