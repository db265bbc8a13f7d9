"""Tables of databases as sources: read only, each through a connection of its own, never the shop's."""

from data.read.databases.address import (
    PORTS,
    SYSTEMS,
    Address,
    System,
    is_address,
    may_read_local_files,
    parse_address,
)
from data.read.databases.tables import codes, fetch, preview, table_names

__all__ = [
    "PORTS",
    "SYSTEMS",
    "Address",
    "System",
    "codes",
    "fetch",
    "is_address",
    "may_read_local_files",
    "parse_address",
    "preview",
    "table_names",
]
