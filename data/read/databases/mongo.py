"""Collections of MongoDB as tables: a document is a row, a field within a field the column `outer.inner`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from data.read.databases.address import PORTS, Address
from data.read.databases.hosts import check_socket, connected, is_socket, no_answer
from data.read.databases.refusals import failed_login, refused_query, took_too_long
from data.schema import InputError

MILLISECONDS_TO_ANSWER = 5_000
MOST_COLUMNS = 2_000
ROWS_AT_ONCE = 20_000
CODE = ("$where", "$function", "$accumulator")
Row = dict[str, str | None]


def collection_names(address: Address, seconds: float) -> list[str]:
    """Return the collections of a database, sorted."""
    with _opened(address, seconds) as database:
        return sorted(name for name in database.list_collection_names() if not name.startswith("system."))


def write(address: Address, target: Path, n_rows: int | None, seconds: float) -> None:
    """Write a collection, or its first rows, as a Parquet file of texts."""
    with _opened(address, seconds) as database:
        documents = database[address.table].find(_filter(address)).sort("_id", 1).limit(n_rows or 0)
        lines = target.with_suffix(".lines")  # which columns there are is known after the last document
        with lines.open("w", encoding="utf-8") as stream:
            columns = _write_lines(documents, stream, address.name)
    if len(columns) < 2:
        problem = "it holds no document of at least two fields"
        raise InputError(problem, "Check the collection", file=address.name)
    _write_parquet(lines, columns, target)


def values(address: Address, column: str, most: int, seconds: float) -> list[str | None]:
    """Return up to so many different values of a field, or of a field within a field (`outer.inner`)."""
    with _opened(address, seconds) as database:
        steps = [{"$match": _filter(address)}, {"$group": {"_id": f"${column}"}}, {"$limit": most}]
        return [_text(row["_id"]) for row in database[address.table].aggregate(steps)]


def flattened(document: Mapping[str, Any], prefix: str = "") -> Row:
    """Return a document as one row of texts; a list is text of JSON."""
    row: Row = {}
    for key, value in document.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            row |= flattened(value, f"{name}.")
        else:
            row[name] = _text(value)
    return row


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))  # the shell writes every number as a fraction
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, list):
        return json.dumps([_plain(item) for item in value], ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | bool | int | float) else _text(value)


def _write_lines(documents: Iterable[Mapping[str, Any]], stream: TextIO, name: str) -> list[str]:
    columns: dict[str, None] = {}
    for document in documents:
        row = flattened(document)
        columns |= dict.fromkeys(row)
        if len(columns) > MOST_COLUMNS:
            problem = f"its documents have more than {MOST_COLUMNS:,} different fields"
            raise InputError(problem, "Export the fields that matter as CSV", file=name)
        stream.write(json.dumps(row) + "\n")
    return list(columns)


def _write_parquet(lines: Path, columns: list[str], target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(column, pa.string()) for column in columns])
    with lines.open(encoding="utf-8") as stream, pq.ParquetWriter(target, schema) as writer:
        while rows := [json.loads(line) for line in islice(stream, ROWS_AT_ONCE)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _filter(address: Address) -> dict[str, Any]:
    """Return the filter that the query describes; one that would run code is refused."""
    if not address.query:
        return {}
    from bson import json_util

    try:
        chosen = json_util.loads(address.query)
    except (ValueError, TypeError):
        chosen = None
    if not isinstance(chosen, dict) or _holds_code(chosen):
        remedy = 'Write it as JSON: {"status": "paid"}'
        raise InputError("the query is no filter that can be read", remedy, file=address.name)
    return chosen


def _holds_code(chosen: Any) -> bool:
    """Whether a filter has the server run code, at any depth and however it was written."""
    if isinstance(chosen, Mapping):
        return any(key in CODE or _holds_code(value) for key, value in chosen.items())
    if isinstance(chosen, list):
        return any(_holds_code(value) for value in chosen)
    return type(chosen).__name__ == "Code"  # JavaScript as a value


@contextmanager
def _opened(address: Address, seconds: float) -> Iterator[Any]:
    try:
        import pymongo
    except ImportError as error:
        raise InputError(
            "reading from MongoDB needs pymongo, which is not installed", "Run pip install pymongo"
        ) from error
    client: Any = pymongo.MongoClient(
        _host(address),
        address.port or PORTS["mongodb"],
        username=address.user or None,
        password=address.password or None,
        serverSelectionTimeoutMS=MILLISECONDS_TO_ANSWER,
        connectTimeoutMS=MILLISECONDS_TO_ANSWER,
        timeoutMS=int(1000 * seconds),
        directConnection=True,
        tz_aware=False,
    )
    try:
        yield client[address.database]
    except pymongo.errors.ServerSelectionTimeoutError:
        raise no_answer(address) from None
    except pymongo.errors.OperationFailure as error:
        if error.timeout:
            raise took_too_long(address) from None
        if error.code in (13, 18):  # not authorized, authentication failed
            raise failed_login(address, "authentication") from None
        raise refused_query(address, "") from None
    except pymongo.errors.PyMongoError as error:
        raise took_too_long(address) if error.timeout else failed_login(address, "") from None
    finally:
        client.close()


def _host(address: Address) -> str:
    """Return where to reach a server: the very address that was looked at and answers, not its name."""
    if is_socket(address):
        check_socket(address)
        return address.host
    with connected(address) as probe:
        ip = str(probe.getpeername()[0])
    return f"[{ip}]" if ":" in ip else ip
