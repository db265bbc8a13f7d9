"""A database opened for reading, whichever it is; what it may do and how long it may take is limited."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from data.read.databases.address import Address
from data.read.databases.mysql import opened_mysql
from data.read.databases.postgresql import opened_postgresql
from data.read.databases.sqlite import opened_sqlite

SECONDS_TO_LOOK = 60.0  # at names, first rows and codes: a person waits for them
SECONDS_TO_FETCH = 3_600.0  # a whole table


class Reader(Protocol):
    """A database that answers statements in its own language."""

    @property
    def address(self) -> Address:
        """Return where it stands."""

    def rows(self, statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and rows of a statement."""

    def write(self, statement: str, target: Path) -> None:
        """Write the rows of a statement into a Parquet file."""


@contextmanager
def opened(address: Address, scratch: Path, seconds: float | None = None) -> Iterator[Reader]:
    """Open a database for reading; raises InputError where it does not answer or refuses the login.

    Parameters
    ----------
    seconds : after which whatever is still going on ends; `SECONDS_TO_LOOK` where absent
    """
    seconds = SECONDS_TO_LOOK if seconds is None else seconds
    if address.system == "sqlite":
        with opened_sqlite(address, seconds) as rows:
            yield rows
    elif address.system == "mysql":
        with opened_mysql(address, seconds) as rows:
            yield rows
    else:
        with opened_postgresql(address, scratch, seconds) as scanner:
            yield scanner
