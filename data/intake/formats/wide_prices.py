"""A wide price table (a column per day or week) becomes long before it is typed."""

import re

from data.intake.source.reader import Reader
from data.intake.source.tables import forget_errors
from data.sql import Connection, execute, filled, quoted, sql

COUNTED = r"(?P<unit>day|week|wk|w|d|第)[ _]?(?P<n>\d+)(?P<end>周|天|日)?"


def make_long(connection: Connection, reader: Reader) -> None:
    """Write the temporary tables `wide` (a row per record) and `long` (a row per filled cell)."""
    forget_errors(connection)
    wide = filled(sql("staging/source"), columns="*")
    connection.execute("CREATE OR REPLACE TEMP TABLE wide AS " + wide, reader.parameters)
    names = reader.day_columns
    values = {"names": names, "days": [day_text(name) for name in names]}
    execute(connection, "staging/long", values, days=", ".join(map(quoted, names)))


def day_text(name: str) -> str:
    """Return the day that a column's name means: itself, or a day number (weeks begin on 1, 8, …)."""
    number = re.fullmatch(COUNTED, name.strip().lower())
    if number is None:
        return name
    is_week = number["unit"] in ("week", "wk", "w") or number["end"] == "周"
    return str(7 * (int(number["n"]) - 1) + 1 if is_week else int(number["n"]))
