"""Looks at databases as the pages take them, with a scratch directory for the time of the look."""

from data.privacy.scratch import scratch_directory
from data.read.databases import tables
from data.read.databases.address import Address
from data.read.preview import Preview


def table_names(address: Address) -> list[str]:
    """Return the tables of a database."""
    with scratch_directory() as scratch:
        return tables.table_names(address, scratch)


def preview(address: Address) -> Preview:
    """Return the first rows of a table."""
    with scratch_directory() as scratch:
        return tables.preview(address, scratch)


def codes(address: Address, column: str) -> list[str]:
    """Return the different values of a column."""
    with scratch_directory() as scratch:
        return tables.codes(address, column, scratch)
