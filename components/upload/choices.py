"""What a file cannot say by itself: the order of its dates, its clocks' zone, its codes, its discounts."""

import calendar
import re
from datetime import date
from typing import Any
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from components import display, formats
from data.ingest import Preview
from data.mapping import Mapping
from data.mapping.values import column_of, event_codes
from data.schema import EVENT_TYPES

DATE_ORDERS = {"DMY": "Day first: 31/12/2019", "MDY": "Month first: 12/31/2019"}
DISCOUNTS = {"to deduct": "before the discount", "deducted": "after the discount"}
REDUCTIONS = {"discount_total", "coupon_total", "discount_share", "order_discount"}
SLASHED = r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
CLOCKED = r"[^+]*\d:\d\d[^+Zz]*"
ZONED = r".*(UTC|GMT|Z|[+-]\d\d:?\d\d)\)?"
MONTHS = calendar.month_name[1:]
AS_WRITTEN = "As written (UTC)"
KIND_OF_TIME = {"events": "event_time", "orders": "event_time", "prices": "day"}


def choose_constants(
    file_id: str, preview: Preview, start: Mapping, columns: dict[str, str]
) -> dict[str, Any]:
    """Ask what only a person can know, each question only where the file raises it."""
    constants = {
        name: value for name, value in start.constants.items() if name not in ("event_codes", "date_order")
    }
    time = columns.get(KIND_OF_TIME.get(start.kind, ""))
    times = preview.rows[time].dropna() if time in preview.rows else pd.Series(dtype="str")
    constants |= _choose_codes(file_id, preview, start, columns)
    constants |= _choose_date_order(file_id, times, start)
    if REDUCTIONS & set(columns):
        constants |= _choose_discounts(file_id, start)
    if "first_day" in constants:
        constants |= _choose_first_day(file_id, start)
    if times.str.fullmatch(CLOCKED).any() and not times.str.fullmatch(ZONED, flags=re.IGNORECASE).any():
        constants = _choose_zone(file_id, constants)
    return _choose_ignored(file_id, preview, constants, columns)


def _choose_codes(
    file_id: str, preview: Preview, start: Mapping, columns: dict[str, str]
) -> dict[str, dict[str, str]]:
    """Ask what each numbered event type means, starting from a guess."""
    name = columns.get("event_type")
    if name is None:
        return {}
    is_same = name == start.columns.get("event_type")
    saved = start.constants.get("event_codes") if is_same else None
    codes = saved or event_codes(column_of(name, preview.rows[name]))
    if not codes:
        return {}
    display.show_note(f"What the numbers in {name} mean: please confirm.")
    halves = st.columns(2)
    chosen = {
        code: halves[place % 2].selectbox(
            formats.escaped(f"{code} is a"),
            EVENT_TYPES,
            index=EVENT_TYPES.index(meaning),
            key=f"code-{file_id}-{name}-{code}",
        )
        for place, (code, meaning) in enumerate(codes.items())
    }
    return {"event_codes": chosen}


def _choose_date_order(file_id: str, times: pd.Series, start: Mapping) -> dict[str, str]:
    """Ask which comes first in dates such as 3/4/2019, where the file has such dates."""
    if not times.str.match(SLASHED).any():
        return {}
    orders = [None, *DATE_ORDERS]
    saved = start.constants.get("date_order")
    order = st.selectbox(
        "Dates are written",
        orders,
        index=orders.index(saved) if saved in orders else 0,
        format_func=lambda order: DATE_ORDERS.get(order, "As the file's dates show"),
        key=f"dates-{file_id}",
    )
    return {"date_order": order} if order else {}


def both_readings(example: str) -> str:
    """Return a date in both readings, as in "03/04/2024: 3 April or 4 March?"."""
    numbers = [int(number) for number in re.findall(r"\d+", example)[:2]]
    if len(numbers) < 2 or not all(1 <= number <= 12 for number in numbers):
        return example
    first, second = numbers
    return f"{example}: {first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}?"


def _choose_discounts(file_id: str, start: Mapping) -> dict[str, str]:
    """Ask whether the discount is in the price already."""
    how = list(DISCOUNTS)
    saved = start.constants.get("discounts", "to deduct")
    chosen = st.radio(
        "Prices in this file stand",
        how,
        index=how.index(saved) if saved in how else 0,
        format_func=DISCOUNTS.get,
        horizontal=True,
        help="Before: the discount is taken off for the net price. After: it is added for the list price.",
        key=f"discounts-{file_id}",
    )
    return {"discounts": chosen}


def _choose_first_day(file_id: str, start: Mapping) -> dict[str, str]:
    """Ask for the date of day 1, where times are numbers of days."""
    saved = date.fromisoformat(str(start.constants["first_day"]))
    chosen = st.date_input(
        "Day 1 of this file is",
        saved,
        min_value=date(1990, 1, 1),
        max_value=date(2099, 12, 31),
        help="Its times are numbers of days. Without a true date, gaps are right and the calendar is not.",
        key=f"first-day-{file_id}",
    )
    return {"first_day": chosen.isoformat()}


def _choose_zone(file_id: str, constants: dict[str, Any]) -> dict[str, Any]:
    """Ask where the clocks of times without a zone stand."""
    zones = [AS_WRITTEN, *sorted(zone for zone in available_timezones() if "/" in zone)]
    saved = constants.get("time_zone")
    with st.expander("Its times name no time zone", expanded=saved in zones):
        chosen = st.selectbox(
            "The shop's clocks stand in",
            zones,
            index=zones.index(saved) if saved in zones else 0,
            help="Times without a zone are read there and kept in UTC.",
            key=f"zone-{file_id}",
        )
    rest = {name: value for name, value in constants.items() if name != "time_zone"}
    return rest if chosen == AS_WRITTEN else rest | {"time_zone": chosen}


def _choose_ignored(
    file_id: str, preview: Preview, constants: dict[str, Any], columns: dict[str, str]
) -> dict[str, Any]:
    """Ask which of the columns that nothing uses to leave out; the others are kept as attributes."""
    free = [name for name in preview.columns if name not in columns.values()]
    if not free or "product_ids" in columns:
        return {name: value for name, value in constants.items() if name != "ignored"}
    usual = [name for name in constants.get("ignored", ()) if name in free]
    kept = f"{formats.counted(len(free) - len(usual), 'further column')} kept as attributes"
    with st.expander(kept + (f", {len(usual)} left out" if usual else "")):
        left_out = st.multiselect(
            "Leave out",
            free,
            default=usual,
            placeholder="Keep all",
            help="What is kept can make segments, or move prices as an instrument.",
            key=f"ignored-{file_id}",
        )
    rest = {name: value for name, value in constants.items() if name != "ignored"}
    return rest | {"ignored": left_out} if left_out else rest
