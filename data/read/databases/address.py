"""Where a table stands: which database, on which host, for which user, and which table or query of it."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from data.schema import InputError

System = Literal["postgresql", "mysql", "sqlite", "mongodb"]
SYSTEMS: dict[System, str] = {
    "postgresql": "PostgreSQL",
    "mysql": "MySQL or MariaDB",
    "sqlite": "SQLite",
    "mongodb": "MongoDB",
}
PORTS: dict[System, int] = {"postgresql": 5432, "mysql": 3306, "sqlite": 0, "mongodb": 27017}
SCHEMES: dict[str, System] = {
    **{name: name for name in SYSTEMS},
    "postgres": "postgresql",
    "mariadb": "mysql",
}
PASSWORDS: dict[System, tuple[str, ...]] = {
    "postgresql": ("BUNDLEWISE_DB_PASSWORD", "PGPASSWORD"),
    "mysql": ("BUNDLEWISE_DB_PASSWORD", "MYSQL_PWD"),
    "mongodb": ("BUNDLEWISE_DB_PASSWORD",),
}


@dataclass(frozen=True)
class Address:
    """One table, or one query, of a database; the password stands in no text of it.

    Parameters
    ----------
    system : postgresql, mysql, sqlite or mongodb
    database : its name; the file of a SQLite database
    table : a table, as `lines` or `sales.lines`, or a MongoDB collection
    query : in place of a table: a query in the database's own language, a filter as JSON for MongoDB
    """

    system: System
    database: str
    host: str = "localhost"
    port: int = 0
    user: str = ""
    table: str = ""
    query: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """What a person calls this source."""
        database = Path(self.database).name if self.system == "sqlite" else self.database
        return f"{self.table or 'query'} in {database}"

    @property
    def file_id(self) -> str:
        """A key of its own for this table or query, as uploaded files have one; it tells no password."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    @property
    def place(self) -> str:
        """The host and port to reach, or the file."""
        return self.database if self.system == "sqlite" else f"{self.host}:{self.port or PORTS[self.system]}"


def may_read_local_files() -> bool:
    """Say whether people may name files of the machine that the app runs on: a server's visitors may not."""
    return os.environ.get("BUNDLEWISE_LOCAL_FILES") == "1"


def is_address(text: str) -> bool:
    """Say whether a text names a table of a database rather than a file."""
    return "://" in text


def parse_address(text: str, environment: Mapping[str, str] | None = None) -> Address:
    """Return the address that a text such as `postgresql://user@host/shop?table=lines` names.

    The password comes from the environment: BUNDLEWISE_DB_PASSWORD, or PGPASSWORD and MYSQL_PWD.
    Raises InputError where the text names no table.
    """
    environment = os.environ if environment is None else environment
    try:
        text.encode()  # what is not UTF-8 names nothing
        parts = urlsplit(text)
        if "\0" in unquote(text):
            raise ValueError
        system, port = SCHEMES[parts.scheme], parts.port or 0
    except (ValueError, KeyError):
        raise InputError(
            "this database cannot be read from",
            "Write it as postgresql://, mysql://, sqlite:/// or mongodb://user@host:port/database?table=NAME",
        ) from None
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    password = next((environment[name] for name in PASSWORDS.get(system, ()) if environment.get(name)), "")
    address = Address(
        system,
        _database(parts, system),
        options.get("host") or parts.hostname or "localhost",
        port,
        unquote(parts.username or ""),
        options.get("table") or options.get("collection") or "",
        options.get("query", ""),
        unquote(parts.password or "") or password,
    )
    return checked(address)


def checked(address: Address) -> Address:
    """Return an address that names a table or query; raises InputError where it does not."""
    if not address.database:
        raise InputError("no database is named", "Name it after the host: host/DATABASE?table=NAME")
    is_filter = address.system == "mongodb" and address.query
    if bool(address.table) == bool(address.query) and not (is_filter and address.table):
        raise InputError(
            f"{address.database}: name either a table or a query", "Add ?table=NAME, or ?query=SELECT …"
        )
    return address


def _database(parts: SplitResult, system: System) -> str:
    path = unquote(parts.path)
    if system != "sqlite":
        return path.strip("/")
    relative = Path(unquote(parts.netloc) + path.removeprefix("/"))
    return str(relative) if relative.is_file() or not Path(path).is_file() else path
