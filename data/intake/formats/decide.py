"""How each column of a file is written, decided by the whole file wherever its first rows leave a doubt."""

from collections.abc import Sequence
from typing import Any

from data.intake.formats.dates import time_choices, time_profile
from data.intake.formats.discounts import share_format
from data.intake.formats.numbers import FEW_ROWS, columns_with_thousands, is_money, with_decimal_commas
from data.intake.formats.statuses import statuses_of
from data.intake.formats.wide_prices import make_long
from data.intake.source.reader import Reader
from data.intake.source.tables import problem_columns, profile_of
from data.sql import Connection, execute, quoted

SAMPLE_ROWS = 50_000
MANY_LISTS = 0.2  # of the cells of products, from which a name with a list in it is no oddity
PLAIN = {  # when a value is plainly readable; ids that a spreadsheet changed are looked at as a whole
    "text": "NOT (suffix({column}, '.0') OR contains({column}, 'E+') OR contains({column}, 'e+') "
    "OR is_guarded_id({column}) OR is_list({column}))",
    "time": "read_plain_time({column}) IS NOT NULL",
    "number": "TRY_CAST({column} AS DECIMAL(18, 4)) IS NOT NULL",
    "event_type": "read_event_type({column}) IS NOT NULL",
}
MOSTLY_UNREADABLE = {  # what is wrong, what to do
    "time": ("most of its values are not times", "Map the column with the date, as 2024-05-31 18:30:00"),
    "number": ("most of its values are text, not numbers", "Map a column of plain numbers, as 1234.50"),
    "event_type": (
        "most of its values are no known event types",
        "Use view, cart, purchase or return, say what codes mean in the mapping's constants "
        '("event_codes": {"1": "view", "2": "purchase"}), or leave it unmapped where all are purchases',
    ),
}
Formats = dict[str, str]


def decide_formats(connection: Connection, reader: Reader) -> Formats:
    """Return the format of each mapped column; raises InputError where most of a column cannot be read."""
    yes_or_no = [column.name for column in reader.typed_columns if column.type == "yes_no"]
    without = {"event_clock", *statuses_of(reader), *yes_or_no}  # each is read in its own way
    columns = {n: c for n, c in (reader.columns | reader.instruments).items() if n not in without}
    if reader.is_wide:
        make_long(connection, reader)
    reader.probe(connection, columns, SAMPLE_ROWS)
    formats = _plain_columns(connection, {name: _type(reader, name) for name in columns})
    may_have_thousands = [n for n in columns if formats.get(n) == "plain" and is_money(reader, n)]
    may_have_thousands = columns_with_thousands(connection, may_have_thousands, FEW_ROWS)
    for name in columns:
        if name not in formats and _is_plain_but_for_rejects(connection, reader, name):
            formats[name] = "plain"
    if "product_id" in columns:
        profile = profile_of(connection, "product_id", "text")
        formats["codes"] = "coded" if profile["coded"] * 2 > profile["n"] else "plain"
        if profile["several"] > MANY_LISTS * profile["n"]:
            raise reader.refusal(
                "its cells list several products of an order each",
                "Export the orders with one row for each product",
                columns["product_id"],
            )
    if "order_id" in columns and reader.mapping.kind == "events":
        is_usual = execute(connection, "profiles/cancels").fetchall()[0][0]
        formats["cancels"] = "none" if is_usual else "some"
    if "event_type" in columns and reader.mapping.constants.get("event_codes"):
        formats["event_type"] = "coded"
    if "discount_share" in columns:
        formats["discount_share"] = share_format(connection, reader, columns["discount_share"])
    doubtful = {name: column for name, column in columns.items() if name not in formats}
    formats |= decide_by_whole_file(connection, reader, doubtful)
    if may_have_thousands:
        reader.probe(connection, {name: columns[name] for name in may_have_thousands}, None)
        formats |= dict.fromkeys(columns_with_thousands(connection, may_have_thousands, None), "comma")
    numbers = {name: column for name, column in columns.items() if _type(reader, name) == "number"}
    return formats | with_decimal_commas(connection, reader, numbers, formats)


def decide_by_whole_file(connection: Connection, reader: Reader, columns: dict[str, str]) -> Formats:
    """Return the format of some columns from all their values."""
    if not columns:
        return {}
    reader.probe(connection, columns, None)
    formats = _plain_columns(connection, {name: _type(reader, name) for name in columns})
    open_ = {name: column for name, column in columns.items() if name not in formats}
    return formats | {name: _format(connection, reader, name, column) for name, column in open_.items()}


def doubtful_columns(
    connection: Connection, reader: Reader, formats: Formats, tables: Sequence[str], import_no: int
) -> dict[str, str]:
    """Return the columns read as plain whose unreadable values another way of writing would read.

    `tables` are those whose rows may have a problem.
    """
    known = reader.columns | reader.instruments
    doubtful = {}
    found = [(table, name) for table in tables for name in problem_columns(connection, table, import_no)]
    for table, name in found:
        if formats.get(name) == "plain" and name in known and _type(reader, name) != "text":
            values = {"import_no": import_no, "name": name}
            execute(connection, "profiles/problem_values", values, table=table, column=quoted(name))
            if _profile(connection, name, _type(reader, name))["otherwise"]:
                doubtful[name] = known[name]
    return doubtful


def _profile(connection: Connection, name: str, type_: str) -> dict[str, Any]:
    return time_profile(connection, name) if type_ == "time" else profile_of(connection, name, type_)


def _type(reader: Reader, name: str) -> str:
    """Return which profile fits a column: text, time, event_type or number."""
    type_ = next((column.type for column in reader.typed_columns if column.name == name), "number")
    return "number" if type_ == "money" else type_


def _is_plain_but_for_rejects(connection: Connection, reader: Reader, name: str) -> bool:
    """Say whether most probed values are plain and no other way of writing would read the rest."""
    if _type(reader, name) == "text":
        return False
    profile = _profile(connection, name, _type(reader, name))
    return bool(profile["n"] < 2 * profile["plain"] and not profile["otherwise"])


def _plain_columns(connection: Connection, types: dict[str, str]) -> Formats:
    """Return the columns whose every value is plainly readable; a column without values is not among them."""
    counts = [
        f"count({quoted(name)}), count(*) FILTER ({PLAIN[type_].format(column=quoted(name))})"
        for name, type_ in types.items()
    ]
    row = execute(connection, "profiles/plain", counts=", ".join(counts)).fetchall()[0]
    pairs = zip(types, row[::2], row[1::2], strict=True)
    return {name: "plain" for name, n, n_plain in pairs if n and n_plain == n}


def _format(connection: Connection, reader: Reader, name: str, column: str) -> str:
    """Return the way in which most of a probed column is written."""
    type_ = _type(reader, name)
    profile = _profile(connection, name, type_)
    if type_ == "text":
        return _id_format(profile, reader, name, column)
    if type_ == "event_type":
        choices = {"plain": profile["plain"]}
    elif type_ == "time":
        choices = time_choices(connection, reader, name, column, profile)
    else:
        choices = {way: profile[way] for way in ("plain", "marked", "comma")}
    best = max(choices, key=lambda way: choices[way])
    if profile["n"] > 2 * choices[best]:
        raise reader.refusal(*MOSTLY_UNREADABLE[type_], column, int(profile["first_unread"] or 0))
    return best


def _id_format(profile: dict[str, Any], reader: Reader, name: str, column: str) -> str:
    """Return how ids are read; digits that a spreadsheet took (1.23E+05) cannot be had back."""
    if 2 * profile["damaged"] > profile["n"]:
        raise reader.refusal(
            "its ids have lost their digits in a spreadsheet (1.23E+05 instead of 123456)",
            "Export the file again and send it without opening it, or format the column as text first",
            column,
        )
    if name.endswith("_id") and 2 * profile["lists"] > profile["n"]:
        raise reader.refusal(
            "its cells are lists of several ids", "Export the table with one row for each of them", column
        )
    if profile["damaged"]:
        return "damaged"
    if profile["guarded"]:
        return "guarded"
    return "whole" if profile["n"] and profile["whole"] == profile["n"] else "plain"
