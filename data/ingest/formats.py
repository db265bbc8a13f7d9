"""How each column of a file is written, decided by the whole file wherever its first rows leave a doubt."""

from typing import Any

import duckdb

from data.ingest.source import Reader
from data.ingest.tables import problem_columns
from data.queries import filled, quoted, sql
from data.schema import AmbiguousDatesError, InputError

SAMPLE_ROWS = 50_000
DATE_ORDERS = {"DMY": "day_first", "MDY": "month_first"}
PLAIN = {  # when a value is plainly readable; one id that is no 17850.0 settles its column
    "text": "{column} NOT LIKE '%.0'",
    "time": "read_plain_time({column}) IS NOT NULL",
    "number": "TRY_CAST({column} AS DECIMAL(18, 4)) IS NOT NULL",
    "event_type": "read_event_type({column}) IS NOT NULL",
}
Formats = dict[str, str]


def decide_formats(connection: duckdb.DuckDBPyConnection, reader: Reader) -> Formats:
    """Return the format of each mapped column; raises InputError where most of a column cannot be read."""
    columns = reader.mapping.columns | reader.instruments
    reader.probe(connection, columns, SAMPLE_ROWS)
    formats = _plain_columns(connection, {name: _type(reader, name) for name in columns})
    for name in columns:
        if name not in formats and _is_plain_but_for_rejects(connection, reader, name):
            formats[name] = "plain"
    if "product_id" in columns:
        profile = _profile(connection, "product_id", "text")
        formats["codes"] = "coded" if profile["coded"] * 2 > profile["n"] else "plain"
    doubtful = {name: column for name, column in columns.items() if name not in formats}
    return formats | decide_by_whole_file(connection, reader, doubtful)


def decide_by_whole_file(
    connection: duckdb.DuckDBPyConnection, reader: Reader, columns: dict[str, str]
) -> Formats:
    """Return the format of some columns from all their values."""
    if not columns:
        return {}
    reader.probe(connection, columns, None)
    formats = _plain_columns(connection, {name: _type(reader, name) for name in columns})
    for name in columns:
        if name not in formats:
            type_ = _type(reader, name)
            formats[name] = _format(_profile(connection, name, type_), type_, reader, columns[name])
    return formats


def doubtful_columns(
    connection: duckdb.DuckDBPyConnection, reader: Reader, formats: Formats, table: str, import_no: int
) -> dict[str, str]:
    """Return the columns read as plain whose unreadable values another way of writing would read."""
    known = reader.mapping.columns | reader.instruments
    doubtful = {}
    for name in problem_columns(connection, table, import_no):
        if formats.get(name) == "plain" and name in known and _type(reader, name) != "text":
            values = filled(sql("profiles/problem_values"), table=table, column=quoted(name))
            connection.execute(values, {"import_no": import_no, "name": name})
            if _profile(connection, name, _type(reader, name))["otherwise"]:
                doubtful[name] = known[name]
    return doubtful


def _type(reader: Reader, name: str) -> str:
    """Return which profile fits a column: text, time, event_type or number."""
    type_ = next((column.type for column in reader.typed_columns if column.name == name), "number")
    return "number" if type_ == "money" else type_


def _is_plain_but_for_rejects(connection: duckdb.DuckDBPyConnection, reader: Reader, name: str) -> bool:
    """Say whether most probed values are plain and no other way of writing would read the rest."""
    if _type(reader, name) == "text":
        return False
    profile = _profile(connection, name, _type(reader, name))
    return bool(profile["n"] < 2 * profile["plain"] and not profile["otherwise"])


def _plain_columns(connection: duckdb.DuckDBPyConnection, types: dict[str, str]) -> Formats:
    """Return the columns whose every value is plainly readable; a column without values is not among them."""
    counts = [
        f"count({quoted(name)}), count(*) FILTER ({PLAIN[type_].format(column=quoted(name))})"
        for name, type_ in types.items()
    ]
    row = connection.execute(filled(sql("profiles/plain"), counts=", ".join(counts))).fetchall()[0]
    pairs = zip(types, row[::2], row[1::2], strict=True)
    return {
        name: "plain"
        for name, n, n_plain in pairs
        if n and (n_plain == n or (types[name] == "text" and n_plain))
    }


def _profile(connection: duckdb.DuckDBPyConnection, name: str, profile: str) -> dict[str, Any]:
    cursor = connection.execute(filled(sql(f"profiles/{profile}"), column=quoted(name)))
    names = [column[0] for column in cursor.description or ()]
    values = cursor.fetchone() or ()
    return dict(zip(names, values, strict=True))


def _format(profile: dict[str, Any], type_: str, reader: Reader, column: str) -> str:
    if type_ == "text":
        return "whole" if profile["n"] and profile["whole"] == profile["n"] else "plain"
    if type_ == "event_type":
        choices = {"plain": profile["plain"]}
    elif type_ == "time":
        choices = _time_choices(profile, reader, column)
    else:
        choices = {name: profile[name] for name in ("plain", "marked", "comma")}
    best = max(choices, key=lambda name: choices[name])
    if profile["n"] > 2 * choices[best]:
        raise _unreadable(type_, reader, column, int(profile["first_unread"] or 0))
    return best


def _time_choices(profile: dict[str, Any], reader: Reader, column: str) -> dict[str, int]:
    """Return how many values each way of writing time reads; day or month first must be known."""
    order = str(reader.mapping.constants.get("date_order", "")).upper()
    if order in DATE_ORDERS:
        name = DATE_ORDERS[order]
        return {"digits": profile["digits"], name: profile[name]}
    names = ["plain", "iso", "digits", "day_first", "month_first"]
    if profile["n_slashed"] and profile["day_first"] == profile["month_first"]:
        names = names[:3]  # a few slashed dates among others: rejects, never a guess
    if len(names) == 3 and profile["n_slashed"] * 2 > profile["n"]:
        raise AmbiguousDatesError(
            "every date reads both as day/month and as month/day",
            'Say which comes first: add "date_order": "DMY" (or "MDY") to the mapping\'s constants',
            file=reader.name,
            column=column,
        )
    return {name: profile[name] for name in names}


def _unreadable(type_: str, reader: Reader, column: str, first_unread: int) -> InputError:
    words = {
        "time": ("most of its values are not times", "Map the column with the date, as 2024-05-31 18:30:00"),
        "event_type": (
            "most of its values are no known event types",
            "Use view, cart, purchase or return, or leave the event type unmapped if every row is a purchase",
        ),
    }
    problem, remedy = words.get(
        type_, ("most of its values are text, not numbers", "Map a column of plain numbers, as 1234.50")
    )
    return InputError(problem, remedy, file=reader.name, column=column, row=first_unread + 2)
