"""What dots and commas in a file's numbers mean, where one column or value alone does not tell."""

from collections.abc import Sequence

from data.intake.source.reader import Reader
from data.intake.source.tables import profile_of
from data.sql import Connection, execute, quoted

FEW_ROWS = 2_000  # enough to see that dots are decimal points, as nearly everywhere


def is_money(reader: Reader, name: str) -> bool:
    """Say whether a canonical column holds money, which has no third decimal but by thousands."""
    return any(column.name == name and column.type == "money" for column in reader.typed_columns)


def columns_with_thousands(connection: Connection, names: Sequence[str], n_rows: int | None) -> list[str]:
    """Return the probed columns whose dots part thousands, as far as so many rows tell, or all of them."""

    def has_thousands(name: str) -> bool:
        found = execute(connection, "profiles/thousands", {"n_rows": n_rows}, column=quoted(name))
        return bool(found.fetchall()[0][0])

    return list(filter(has_thousands, names))


def with_decimal_commas(
    connection: Connection, reader: Reader, columns: dict[str, str], formats: dict[str, str]
) -> dict[str, str]:
    """Return the columns that are written with decimal commas too, as another one of the file surely is.

    Alone, 1,250 might be a thousand and 1.250 one and a quarter; beside 12,50 it is the other way round.
    """
    numbers = {name: column for name, column in columns.items() if formats.get(name) in ("plain", "marked")}
    told = reader.mapping.constants.get("decimals", "comma" if "comma" in formats.values() else "point")
    if told != "comma" or not numbers:
        return {}
    reader.probe(connection, numbers, None)
    profiles = {name: profile_of(connection, name, "number") for name in numbers}
    return {
        name: "comma"
        for name, profile in profiles.items()
        if (formats[name] == "marked" and profile["comma"] == profile["marked"])
        or (formats[name] == "plain" and 0 < profile["n_dotted"] == profile["n_grouped"])
    }
