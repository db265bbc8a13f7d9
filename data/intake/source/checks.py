"""Whether a mapping fits its file, before a row is read."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from data.intake.formats.dates import DATE_ORDERS
from data.intake.mapping.status_words import MEANINGS
from data.intake.source.reader import Reader
from data.schema import EVENT_TYPES, InputError

FROM_ORDERS = ("customer_id", "event_time")  # of events whose order's header knows them
DECIMALS = ("comma", "point")
DISCOUNTS = ("deducted", "to deduct")


def check_mapping(reader: Reader) -> None:
    """Raise InputError where the mapping misses a required column or names one the file does not have."""
    mapping = reader.mapping
    for name, column in [*mapping.columns.items(), *((name, name) for name in mapping.instruments)]:
        if column not in reader.file_columns:
            raise InputError(
                f"the file has no column of this name for {name}",
                "Choose one of its columns: " + ", ".join(reader.file_columns[:20]),
                file=reader.name,
                column=column,
            )
    known = {column.name for column in reader.typed_columns}
    if unknown := sorted(set(mapping.columns) - known):
        raise InputError(
            f"there is no {mapping.kind} column {unknown[0]}", "Remove it from the mapping", file=reader.name
        )
    for required in reader.typed_columns:
        if (
            required.is_required
            and required.name not in mapping.columns
            and not _is_known(reader, required.name)
        ):
            raise InputError(
                f"no column is mapped to {required.name} ({required.meaning})",
                "Choose one of its columns: " + ", ".join(reader.file_columns[:20]),
                file=reader.name,
            )
    for name in mapping.instruments:
        if name.lower() in known and mapping.columns.get(name.lower()) != name:
            raise InputError(
                f"the instrument's name already means something else: {name.lower()}",
                "Rename the column in the file",
                file=reader.name,
                column=name,
            )
    _check_kind(reader)
    _check_constants(reader)


def _is_known(reader: Reader, name: str) -> bool:
    """Say whether a required column may be missing: an order's header knows it."""
    return reader.mapping.kind == "events" and name in FROM_ORDERS and "order_id" in reader.mapping.columns


def _check_kind(reader: Reader) -> None:
    columns = reader.mapping.columns
    if reader.mapping.kind == "prices" and "price" not in columns and not reader.day_columns:
        raise InputError(
            "no column is mapped to price, and no column's name is a day",
            "Map day and price, or name the columns of a wide table by their days, as 2024-05-31",
            file=reader.name,
        )
    if reader.mapping.kind == "orders" and not {"event_time", "days_since_previous", "customer_id"} & set(
        columns
    ):
        raise InputError(
            "an orders file needs at least the customer or the time of each order",
            "Choose the columns for customer_id and event_time",
            file=reader.name,
        )


def _check_constants(reader: Reader) -> None:
    constants = reader.mapping.constants
    zone, codes = constants.get("time_zone"), constants.get("event_codes")
    if zone is not None and zone not in available_timezones():
        raise _bad(reader, "time_zone", zone, "a name as Europe/Berlin or UTC")
    if codes is not None and not (isinstance(codes, dict) and set(codes.values()) <= set(EVENT_TYPES)):
        raise _bad(reader, "event_codes", codes, 'pairs as {"1": "view", "2": "purchase"}')
    statuses = constants.get("status_codes", {})
    if not (isinstance(statuses, dict) and all(meaning in MEANINGS for meaning in statuses.values())):
        raise _bad(
            reader,
            "status_codes",
            statuses,
            'pairs as {"paid": "sale", "open": "none", "sent back": "return"}',
        )
    if (type_ := constants.get("event_type")) is not None and type_ not in EVENT_TYPES:
        raise _bad(reader, "event_type", type_, "one of " + ", ".join(EVENT_TYPES))
    if str(order := constants.get("date_order") or "DMY").upper() not in DATE_ORDERS:
        raise _bad(reader, "date_order", order, " or ".join(DATE_ORDERS))
    if (how := constants.get("discounts")) is not None and how not in DISCOUNTS:
        raise _bad(reader, "discounts", how, " or ".join(DISCOUNTS))
    if (sign := constants.get("decimals")) is not None and sign not in DECIMALS:
        raise _bad(reader, "decimals", sign, " or ".join(DECIMALS))
    if (first := constants.get("first_day")) is not None and not _is_day(first):
        raise _bad(reader, "first_day", first, "a day as 2000-01-01")
    for name in ("fallback", "ignored"):
        wanted = dict if name == "fallback" else list
        if not isinstance(constants.get(name, wanted()), wanted):
            raise _bad(reader, name, constants[name], "a list" if wanted is list else "pairs of columns")


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _bad(reader: Reader, name: str, value: Any, wanted: str) -> InputError:
    return InputError(
        f"the mapping's constant {name} cannot be {str(value)[:60]!r}", f"Give it {wanted}", file=reader.name
    )
