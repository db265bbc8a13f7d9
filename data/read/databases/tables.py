"""What a database holds, its first rows, and a whole table or query as one file."""

from contextlib import AbstractContextManager
from pathlib import Path

from data.read.databases import mongo
from data.read.databases.address import Address, checked
from data.read.databases.postgresql import Scanner, opened_postgresql
from data.read.databases.rows import Rows
from data.read.databases.sqlite import opened_sqlite
from data.read.preview import Preview, read_preview
from data.schema import MOST_CODES, InputError
from data.sql import filled, quoted, sql

HEAD_ROWS = 200
SECONDS_TO_LOOK = 60.0  # at names, first rows and codes: a person waits for them
SECONDS_TO_FETCH = 3_600.0  # a whole table
TEXTS = {  # a column as the database itself writes it, so that no number type shortens an id
    "postgresql": "CAST({column} AS text)",
    "mysql": "CAST({column} AS CHAR)",
    "sqlite": "CASE WHEN typeof({column}) = 'real' AND {column} = CAST({column} AS integer) "
    "THEN CAST(CAST({column} AS integer) AS text) ELSE CAST({column} AS text) END",
}
Reader = Rows | Scanner  # a database that answers statements in its own language


def opened(address: Address, scratch: Path, seconds: float) -> AbstractContextManager[Reader]:
    """Open a database for reading; raises InputError where it does not answer or refuses the login.

    Parameters
    ----------
    seconds : after which whatever is still going on ends
    """
    if address.system == "postgresql":
        return opened_postgresql(address, scratch, seconds)
    if address.system == "sqlite":
        return opened_sqlite(address, seconds)
    from data.read.databases.mysql import opened_mysql

    return opened_mysql(address, seconds)


def table_names(address: Address, scratch: Path) -> list[str]:
    """Return the tables and views of a database, or the collections; raises InputError where it is closed.

    What does not fit into memory lies in the directory `scratch`, here and below.
    """
    if address.system == "mongodb":
        return mongo.collection_names(address, SECONDS_TO_LOOK)
    with opened(address, scratch, SECONDS_TO_LOOK) as database:
        return list(_tables(database))


def preview(address: Address, scratch: Path) -> Preview:
    """Return the first look at a table or query, as at any file."""
    return read_preview(fetch(address, scratch, HEAD_ROWS), address.name)


def codes(address: Address, column: str, scratch: Path) -> list[str]:
    """Return the different values of a column of a table or query, as far as MOST_CODES and one more."""
    if address.system == "mongodb":
        found = mongo.values(address, column, MOST_CODES + 1, SECONDS_TO_LOOK)
    else:
        with opened(address, scratch, SECONDS_TO_LOOK) as database:
            chosen = "DISTINCT " + _as_text(address, [column])
            _, rows = database.rows(_text(_query(database), chosen) + f"\nLIMIT {MOST_CODES + 1}")
        found = [value for (value,) in rows]
    return sorted({value.strip() for value in found if value and value.strip()}, key=lambda v: (len(v), v))


def fetch(address: Address, directory: Path, n_rows: int | None = None) -> Path:
    """Write a table or query, or its first rows, into a file of the directory: a source like any other."""
    target = directory / "table.parquet"
    checked(address)
    seconds = SECONDS_TO_FETCH if n_rows is None else SECONDS_TO_LOOK
    if address.system == "mongodb":
        mongo.write(address, target, n_rows, seconds)
        return target
    with opened(address, directory, seconds) as database:
        query = _query(database)
        limit = "" if n_rows is None else f"\nLIMIT {int(n_rows)}"
        columns, _ = database.rows(_text(query, "*") + "\nLIMIT 0")
        database.write(_text(query, _as_text(address, columns)) + limit, target)
    return target


def _tables(database: Reader) -> dict[str, tuple[str, str]]:
    """Return the tables: the name a person writes → schema and name."""
    _, rows = database.rows(sql(f"databases/{database.address.system}_tables"))
    usual = {"public", "main", database.address.database}
    return {(name if schema in usual else f"{schema}.{name}"): (schema, name) for schema, name in rows}


def _query(database: Reader) -> str:
    """Return the query to read: the address's own, or all of its table."""
    address = database.address
    if address.query:
        query = address.query.strip().rstrip(";").rstrip()
        if ";" in query:
            raise InputError("only one query can be read", "Leave out the semicolon", file=address.name)
        return query
    tables = _tables(database)
    if address.table not in tables:
        known = ", ".join(list(tables)[:20]) or "none that this user may read"
        raise InputError(f"{address.database} has no table {address.table}", f"Its tables: {known}")
    schema, name = tables[address.table]
    return filled(sql("databases/table"), schema=_named(address, schema), table=_named(address, name))


def _text(query: str, columns: str) -> str:
    return filled(sql("databases/text"), columns=columns, query=query)


def _as_text(address: Address, columns: list[str]) -> str:
    names = [_named(address, column) for column in columns]
    return ", ".join(f"{TEXTS[address.system].format(column=name)} AS {name}" for name in names)


def _named(address: Address, name: str) -> str:
    """Return a name as the database's own language quotes it."""
    return "`" + name.replace("`", "``") + "`" if address.system == "mysql" else quoted(name)
