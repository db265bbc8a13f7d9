"""Which number of a date is its day: the whole file says it, or a person is asked with examples."""

from typing import Any

from data.intake.source.reader import Reader
from data.intake.source.tables import profile_of
from data.schema import AmbiguousDatesError
from data.schema.mapping import DATE_ORDERS
from data.sql import Connection, execute, filled, quoted

WORDS = {"day_first": "day/month", "month_first": "month/day"}
YEAR_TOO = {"day_first": "day/month/year", "month_first": "month/day/year", "year_first": "year/month/day"}
MANY_DAYS = 28  # different numbers in one place are days: no shop has sold in so many years from 2001 on
_READING = "read_/* order */_time(v)"
ODD = "odd_"  # before a way of writing: after `odd_time_text` has brought the values to its shape
_ODD_TEXT = "odd_time_text(/* column */)"


def time_profile(connection: Connection, name: str) -> dict[str, Any]:
    """Return the counts of `profiles/time.sql` for a probed column, and whether it has to be read oddly.

    Dates of other habits (5. 2. 2024, 10h15, month names) are looked for where usual ways leave some unread.
    """
    profile = profile_of(connection, name, "time")
    unread = profile["unread"]
    if unread and execute(connection, "profiles/odd_times", {"texts": unread}).fetchall()[0][0]:
        odd = profile_of(connection, name, "time", _ODD_TEXT)
        n_otherwise = odd["plain"] - profile["plain"] + odd["otherwise"]  # not plain as they stand
        if n_otherwise > profile["otherwise"]:
            counts = {"plain": profile["plain"], "odd": odd["plain"], "otherwise": n_otherwise}
            return odd | counts | {"is_odd": True}
    return profile | {"is_odd": False}


def time_choices(
    connection: Connection, reader: Reader, name: str, column: str, profile: dict[str, Any]
) -> dict[str, int]:
    """Return how many values each way of writing time reads, of those that the file leaves.

    Parameters
    ----------
    name, column : what the column means, and what the file calls it; its whole text lies in `probe`
    profile : as `time_profile` returns it

    Raises
    ------
    AmbiguousDatesError
        Where most dates are another day in another order, and nothing in the file decides.
    """
    prefix = ODD if profile["is_odd"] else ""
    order = str(reader.mapping.constants.get("date_order", "")).upper()
    if order in DATE_ORDERS:
        return {prefix + way: profile[way] for way in ("digits", DATE_ORDERS[order])}
    ways = ["plain", "iso", "digits", *DATE_ORDERS.values(), "words", "excel"]
    if "first_day" in reader.mapping.constants:
        ways.insert(0, "counted")
    elif 2 * profile["counted"] > profile["n"]:
        raise reader.refusal(
            "its times are numbers of days, without the date of day 1",
            'Say it: add "first_day": "2024-01-01" to the mapping\'s constants',
            column,
        )
    likely = _likely_orders(profile)
    if "day_first" in likely[:-1] and _are_dotted(connection, name):
        likely = ["day_first"]
    orders = [prefix + way for way in likely] if profile["n_slashed"] else []
    examples = _ambiguous_examples(connection, name, orders)
    if examples and profile["n_slashed"] * 2 > profile["n"]:
        raise _ambiguous(reader, column, likely, examples)
    left = likely[:1] if not examples else []  # a few ambiguous ones among others: rejects
    kept = [way for way in ways if way in left or way not in DATE_ORDERS.values()]
    counts = profile | {"plain": profile["odd"]} if profile["is_odd"] else profile
    return {way if way == "counted" else prefix + way: counts[way] for way in kept}


def _likely_orders(profile: dict[str, Any]) -> list[str]:
    """Return the orders that read most dates; days are told from years of two digits by their number."""
    most = max(profile[order] for order in DATE_ORDERS.values())
    likely = [order for order in DATE_ORDERS.values() if profile[order] == most]
    n_first, n_last = profile["n_first"], profile["n_last"]
    if n_last >= MANY_DAYS > n_first and "year_first" in likely:
        return ["year_first"]
    if n_first >= MANY_DAYS > n_last and "day_first" in likely:
        return ["day_first"]
    return likely


def _are_dotted(connection: Connection, name: str) -> bool:
    """Say whether all dates are written as 05.03.2024: with dots, and the year last, the day comes first."""
    return bool(execute(connection, "profiles/dotted", column=quoted(name)).fetchall()[0][0])


def _ambiguous_examples(connection: Connection, name: str, orders: list[str]) -> tuple[str, ...]:
    """Return up to three different dates that are another day in another of the orders."""
    if len(orders) < 2:
        return ()
    readings = ", ".join(filled(_READING, order=order) for order in orders)
    found = execute(connection, "profiles/ambiguous", column=quoted(name), readings=readings).fetchall()
    return tuple(str(example) for (example,) in found)


def _ambiguous(
    reader: Reader, column: str, orders: list[str], examples: tuple[str, ...]
) -> AmbiguousDatesError:
    has_year = "year_first" in orders
    words = [YEAR_TOO[order] if has_year else WORDS[order] for order in orders]
    first, *others = [f'"{code}"' for code, order in DATE_ORDERS.items() if order in orders]
    codes = f'"date_order": {first} (or {" or ".join(others)})'
    return AmbiguousDatesError(
        f"every date reads {'both ' * (len(words) == 2)}as {' and as '.join(words)}",
        f"Say which comes first in {examples[0]}: add {codes} to the mapping's constants",
        file=reader.name,
        column=column,
        examples=examples,
    )
