"""How each column of a file is written, decided by the whole file wherever its first rows leave a doubt."""

from typing import Any

import duckdb

from data.ingest.source import Reader
from data.ingest.tables import problem_columns
from data.ingest.wide import make_long
from data.queries import filled, quoted, sql
from data.schema import AmbiguousDatesError, InputError

SAMPLE_ROWS = 50_000
DATE_ORDERS = {"DMY": "day_first", "MDY": "month_first"}
PLAIN = {  # when a value is plainly readable; ids that end in .0 or hold E+ are looked at as a whole
    "text": "NOT (suffix({column}, '.0') OR contains({column}, 'E+') OR contains({column}, 'e+'))",
    "time": "read_plain_time({column}) IS NOT NULL",
    "number": "TRY_CAST({column} AS DECIMAL(18, 4)) IS NOT NULL",
    "event_type": "read_event_type({column}) IS NOT NULL",
}
Formats = dict[str, str]


def decide_formats(connection: duckdb.DuckDBPyConnection, reader: Reader) -> Formats:
    """Return the format of each mapped column; raises InputError where most of a column cannot be read."""
    columns = {n: c for n, c in (reader.columns | reader.instruments).items() if n != "event_clock"}
    if reader.is_wide:
        make_long(connection, reader)
    reader.probe(connection, columns, SAMPLE_ROWS)
    formats = _plain_columns(connection, {name: _type(reader, name) for name in columns})
    for name in columns:
        if name not in formats and _is_plain_but_for_rejects(connection, reader, name):
            formats[name] = "plain"
    if "product_id" in columns:
        profile = _profile(connection, "product_id", "text")
        formats["codes"] = "coded" if profile["coded"] * 2 > profile["n"] else "plain"
    if "event_type" in columns and reader.mapping.constants.get("event_codes"):
        formats["event_type"] = "coded"
    if "discount_share" in columns:
        is_line = reader.mapping.kind == "events"
        formats["discount_share"] = _share_format(connection) if is_line else "share"
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
            profile = _profile(connection, name, type_)
            examples = _ambiguous_examples(connection, name) if type_ == "time" else ()
            formats[name] = _format(profile, type_, reader, columns[name], examples)
    return formats


def doubtful_columns(
    connection: duckdb.DuckDBPyConnection, reader: Reader, formats: Formats, table: str, import_no: int
) -> dict[str, str]:
    """Return the columns read as plain whose unreadable values another way of writing would read."""
    known = reader.columns | reader.instruments
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
    return {name: "plain" for name, n, n_plain in pairs if n and n_plain == n}


def _profile(connection: duckdb.DuckDBPyConnection, name: str, profile: str) -> dict[str, Any]:
    cursor = connection.execute(filled(sql(f"profiles/{profile}"), column=quoted(name)))
    names = [column[0] for column in cursor.description or ()]
    values = cursor.fetchone() or ()
    return dict(zip(names, values, strict=True))


def _share_format(connection: duckdb.DuckDBPyConnection) -> str:
    """Return whether a discount is written as a share (0.1, 10 %) or in percent (10)."""
    return "percent" if connection.execute(sql("profiles/share")).fetchall()[0][0] else "share"


def _ambiguous_examples(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[str, ...]:
    """Return up to three different dates that read both ways."""
    rows = connection.execute(filled(sql("profiles/ambiguous"), column=quoted(name))).fetchall()
    return tuple(str(row[0]) for row in rows)


def _format(
    profile: dict[str, Any], type_: str, reader: Reader, column: str, examples: tuple[str, ...]
) -> str:
    if type_ == "text":
        return _id_format(profile, reader, column)
    if type_ == "event_type":
        choices = {"plain": profile["plain"]}
    elif type_ == "time":
        choices = _time_choices(profile, reader, column, examples)
    else:
        choices = {name: profile[name] for name in ("plain", "marked", "comma")}
    best = max(choices, key=lambda name: choices[name])
    if profile["n"] > 2 * choices[best]:
        raise _unreadable(type_, reader, column, int(profile["first_unread"] or 0))
    return best


def _id_format(profile: dict[str, Any], reader: Reader, column: str) -> str:
    """Return how ids are read; digits that a spreadsheet took (1.23E+05) cannot be had back."""
    if 2 * profile["damaged"] > profile["n"]:
        raise InputError(
            "its ids have lost their digits in a spreadsheet (1.23E+05 instead of 123456)",
            "Export the file again and send it without opening it, or format the column as text first",
            file=reader.name,
            column=column,
        )
    if profile["damaged"]:
        return "damaged"
    return "whole" if profile["n"] and profile["whole"] == profile["n"] else "plain"


def _time_choices(
    profile: dict[str, Any], reader: Reader, column: str, examples: tuple[str, ...]
) -> dict[str, int]:
    """Return how many values each way of writing time reads; day or month first must be known."""
    order = str(reader.mapping.constants.get("date_order", "")).upper()
    if order in DATE_ORDERS:
        name = DATE_ORDERS[order]
        return {"digits": profile["digits"], name: profile[name]}
    names = ["plain", "iso", "digits", "day_first", "month_first", "words", "excel"]
    if "first_day" in reader.mapping.constants:
        names.insert(0, "counted")
    elif 2 * profile["counted"] > profile["n"]:
        raise InputError(
            "its times are numbers of days, without the date of day 1",
            'Say it: add "first_day": "2024-01-01" to the mapping\'s constants',
            file=reader.name,
            column=column,
        )
    if profile["n_slashed"] and profile["day_first"] == profile["month_first"]:
        names = [name for name in names if not name.endswith("_first")]  # a few among others: rejects
        if profile["n_slashed"] * 2 > profile["n"]:
            raise AmbiguousDatesError(
                "every date reads both as day/month and as month/day",
                f"Say which comes first{' in ' * bool(examples)}{''.join(examples[:1])}"
                ': add "date_order": "DMY" (or "MDY") to the mapping\'s constants',
                file=reader.name,
                column=column,
                examples=examples,
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
    row = first_unread + reader.text.first_row + reader.has_header
    return InputError(problem, remedy, file=reader.name, column=column, row=row)
