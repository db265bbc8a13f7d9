"""Whether a mapping fits its file, before a row is read."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from data.intake.mapping.status_words import MEANINGS
from data.intake.source.reader import Reader
from data.schema import EVENT_TYPES, Replacement
from data.schema.mapping import DATE_ORDERS

FROM_ORDERS = ("customer_id", "event_time")  # of events whose order's header knows them


def check_mapping(reader: Reader) -> None:
    """Raise InputError where the mapping misses a required column or names one the file does not have."""
    mapping, choose = reader.mapping, f"Choose one of its columns: {', '.join(reader.file_columns[:20])}"
    for name, column in [*mapping.columns.items(), *((name, name) for name in mapping.instruments)]:
        if column not in reader.file_columns:
            raise reader.refusal(f"the file has no column of this name for {name}", choose, column)
    known = {column.name for column in reader.typed_columns}
    if unknown := sorted(set(mapping.columns) - known):
        raise reader.refusal(f"there is no {mapping.kind} column {unknown[0]}", "Remove it from the mapping")
    for needed in reader.typed_columns:
        if needed.is_required and not (needed.name in mapping.columns or _is_known(reader, needed.name)):
            raise reader.refusal(f"no column is mapped to {needed.name} ({needed.meaning})", choose)
    for name in mapping.instruments:
        if name.lower() in known and mapping.columns.get(name.lower()) != name:
            problem = f"the instrument's name already means something else: {name.lower()}"
            raise reader.refusal(problem, "Rename the column in the file", name)
    _check_kind(reader)
    _check_constants(reader)


def _is_known(reader: Reader, name: str) -> bool:
    """Say whether a required column may be missing: an order's header knows it."""
    return reader.mapping.kind == "events" and name in FROM_ORDERS and "order_id" in reader.mapping.columns


def _check_kind(reader: Reader) -> None:
    kind, columns = reader.mapping.kind, set(reader.mapping.columns)
    if kind == "prices" and "price" not in columns and not reader.day_columns:
        raise reader.refusal(
            "no column is mapped to price, and no column's name is a day",
            "Map day and price, or name the columns of a wide table by their days, as 2024-05-31",
        )
    if kind == "persons" and not {"person_id", "same_as"} & columns:
        raise reader.refusal(
            "no column says which person a customer id is of",
            "Choose the column for person_id, or for same_as where the file pairs ids",
        )
    if kind == "orders" and not {"event_time", "days_since_previous", "customer_id"} & columns:
        raise reader.refusal(
            "an orders file needs at least the customer or the time of each order",
            "Choose the columns for customer_id and event_time",
        )


def _check_constants(reader: Reader) -> None:
    constants = reader.mapping.constants
    for name, (is_right, wanted) in CHECKS.items():
        if name in constants and not is_right(constants[name]):
            problem = f"the mapping's constant {name} cannot be {str(constants[name])[:60]!r}"
            raise reader.refusal(problem, f"Give it {wanted}")


def _one_of(*options: str) -> tuple[Callable[[Any], bool], str]:
    return lambda value: value is None or value in options, " or ".join(options)


def _are_pairs_to(meanings: Collection[str], value: Any) -> bool:
    return isinstance(value, dict) and all(meaning in meanings for meaning in value.values())


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


CHECKS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "time_zone": (
        lambda value: value is None or value in available_timezones(),
        "a name as Europe/Berlin or UTC",
    ),
    "event_codes": (
        lambda value: value is None or _are_pairs_to(EVENT_TYPES, value),
        'pairs as {"1": "view", "2": "purchase"}',
    ),
    "status_codes": (
        lambda value: _are_pairs_to(MEANINGS, value),
        'pairs as {"paid": "sale", "open": "none", "sent back": "return"}',
    ),
    "event_type": (_one_of(*EVENT_TYPES)[0], "one of " + ", ".join(EVENT_TYPES)),
    "date_order": (lambda value: str(value or "DMY").upper() in DATE_ORDERS, " or ".join(DATE_ORDERS)),
    "discounts": _one_of("deducted", "to deduct"),
    "decimals": _one_of("comma", "point"),
    "first_day": (lambda value: value is None or _is_day(value), "a day as 2000-01-01"),
    "fallback": (lambda value: isinstance(value, dict), "pairs of columns"),
    "ignored": (lambda value: isinstance(value, list), "a list"),
    "personal": (
        lambda value: _are_pairs_to(list(Replacement), value),
        'pairs as {"email": "pseudonym", "note": "scrub", "iban": "leave_out"}',
    ),
}
