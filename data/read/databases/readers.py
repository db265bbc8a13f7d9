"""A database opened for reading, whichever it is; what it may do and how long it may take is limited."""

from contextlib import AbstractContextManager
from pathlib import Path

from data.read.databases.address import Address
from data.read.databases.mysql import opened_mysql
from data.read.databases.postgresql import Scanner, opened_postgresql
from data.read.databases.rows import Rows
from data.read.databases.sqlite import opened_sqlite

SECONDS_TO_LOOK = 60.0  # at names, first rows and codes: a person waits for them
SECONDS_TO_FETCH = 3_600.0  # a whole table
Reader = Rows | Scanner  # a database that answers statements in its own language


def opened(address: Address, scratch: Path, seconds: float | None = None) -> AbstractContextManager[Reader]:
    """Open a database for reading; raises InputError where it does not answer or refuses the login.

    Parameters
    ----------
    seconds : after which whatever is still going on ends; `SECONDS_TO_LOOK` where absent
    """
    seconds = SECONDS_TO_LOOK if seconds is None else seconds
    if address.system == "postgresql":
        return opened_postgresql(address, scratch, seconds)
    return (opened_mysql if address.system == "mysql" else opened_sqlite)(address, seconds)
