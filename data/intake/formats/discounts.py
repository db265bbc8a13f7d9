"""What a column of discounts is: shares, percents or money, as the whole file shows."""

from typing import Any

from data.intake.source.reader import Reader
from data.intake.source.tables import profile_of
from data.sql import Connection

NAME = "discount_share"
MOST_ODD = 0.02  # of a column's discounts may be beyond what the others are


def share_format(connection: Connection, reader: Reader, column: str) -> str:
    """Return whether a file's discounts, but for a few odd ones, are shares (0.1, 10 %) or percents (10)."""
    if reader.mapping.kind != "events":
        return "share"
    profile = _profile(connection, reader, column)
    if profile["n_beyond"] <= MOST_ODD * profile["n_parts"]:
        return "share"
    if (is_share := _is_share(profile)) is not None:
        return "share" if is_share else "percent"
    raise reader.refusal(
        f"its discounts are neither shares nor percents: {profile['n_parts']:,} lie between 0 and 1, "
        f"{profile['n_beyond']:,} above",
        "Map it as a discount in money (discount_total), or write percents with their sign, as 5%",
        column,
        profile["first_beyond"],
    )


def are_shares(connection: Connection, reader: Reader, column: str) -> bool | None:
    """Say whether the reductions of a column are shares (0.1, 10 %), not percents or money; needs the macros.

    None where the file does not show it: there are none, or some of each.
    """
    return _is_share(_profile(connection, reader, column))


def _profile(connection: Connection, reader: Reader, column: str) -> dict[str, Any]:
    reader.probe(connection, {NAME: column}, None)
    return profile_of(connection, NAME, "share")


def _is_share(profile: dict[str, Any]) -> bool | None:
    n_parts, n_beyond = profile["n_parts"], profile["n_beyond"]
    if n_parts > 0 and n_beyond <= MOST_ODD * n_parts:
        return True
    return False if n_beyond > 0 and n_parts <= MOST_ODD * n_beyond else None
