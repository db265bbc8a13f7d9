"""What a file's times cannot say by themselves: what comes first in a date, clocks' zone, day 1."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import available_timezones

import pandas as pd
import streamlit as st

from components.shell import choices, display
from components.upload.uploaded_table import UploadedTable
from data.intake.mapping import Mapping
from data.read.preview import Preview

DATE_ORDERS = {
    "DMY": "Day first: 31/12/2019",
    "MDY": "Month first: 12/31/2019",
    "YMD": "Year first: 19/12/31",
}
SLASHED = r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{1,4}"
DECIDED = r"\s*(1[3-9]|2\d|3[01])[./-]\d{1,2}[./-]\d{4}|\s*\d{1,2}[./-](1[3-9]|2\d|3[01])[./-]\d{4}"
SHORT_YEAR = r"\s*\d\d[./-]\d{1,2}[./-]\d{1,2}(\D|$)"  # which may come first as well as last
LAST_SHORT_YEAR = 68  # of this century: 69 and later are read in the last one
CLOCKED = r"[^+]*\d:\d\d[^+Zz]*"
ZONED = r".*(UTC|GMT|Z|[+-]\d\d:?\d\d)\)?"
MONTHS = calendar.month_name[1:]


def has_open_dates(preview: Preview, mapping: Mapping, table: UploadedTable) -> bool:
    """Say whether a person still has to say which comes first in a file's dates."""
    return "date_order" not in mapping.constants and bool(doubts(times(preview, mapping), mapping, table))


def times(preview: Preview, mapping: Mapping) -> pd.Series:
    """Return the times in the first rows, as they are written."""
    column = mapping.columns.get(mapping.time_column or "")
    return preview.rows[column].dropna() if column in preview.rows else pd.Series(dtype="str")


def doubts(times: pd.Series, mapping: Mapping, table: UploadedTable) -> Sequence[str]:
    """Return dates that nothing in the file decides; looked for where the first rows leave it open."""
    is_decided = not times.str.match(SLASHED).any() or times.str.match(DECIDED).any()
    undecided = {name: value for name, value in mapping.constants.items() if name != "date_order"}
    return () if is_decided else table.ambiguous_dates(replace(mapping, constants=undecided))


def choose_date_order(
    file_id: str, times: pd.Series, start: Mapping, doubts: Sequence[str]
) -> dict[str, str]:
    """Ask which comes first in dates such as 3/4/2019, where the file has such dates.

    Where the whole file leaves it open there is no proposal: the answer would be a guess.
    """
    if not times.str.match(SLASHED).any():
        return {}
    saved = start.constants.get("date_order")
    may_start = times.str.match(SHORT_YEAR).any() or saved == "YMD"
    orders = [order for order in DATE_ORDERS if order != "YMD" or may_start]
    options = orders if doubts else [None, *orders]
    order = st.selectbox(
        "Dates are written",
        options,
        index=options.index(saved) if saved in options else None if doubts else 0,
        format_func=lambda order: DATE_ORDERS.get(order, "As the file's dates show"),
        placeholder="Please choose",
        key=f"dates-{file_id}{'-open' if doubts else ''}",
    )
    if doubts:
        display.show_note(f"No date of the file decides it. {' '.join(map(both_readings, doubts))}")
    return {"date_order": order} if order else {}


def both_readings(example: str) -> str:
    """Return a date in all its readings, as in "03/04/2024: 3 April or 4 March?"."""
    numbers = re.findall(r"\d+", example)[:3]
    if len(numbers) < 3:
        return example
    first, second, last = map(int, numbers)
    is_short = re.match(SHORT_YEAR, example) is not None
    days = [(first, second, last), (second, first, last)] + [(last, second, first)] * is_short
    texts = [
        f"{day} {MONTHS[month - 1]}" + f" {year + (1900 if year > LAST_SHORT_YEAR else 2000)}" * is_short
        for day, month, year in days
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    *others, last_text = dict.fromkeys(texts) or [""]
    return f"{example}: {', '.join(others)} or {last_text}?" if others else example


def choose_first_day(file_id: str, start: Mapping) -> dict[str, str]:
    """Ask for the date of day 1, where times are numbers of days."""
    saved = date.fromisoformat(str(start.constants["first_day"]))
    help = "Its times are numbers of days. Without a true date, gaps are right and the calendar is not."
    first, last = date(1990, 1, 1), date(2099, 12, 31)
    chosen = st.date_input("Day 1 of this file is", saved, first, last, help=help, key=f"first-day-{file_id}")
    return {"first_day": chosen.isoformat()}


def lack_zone(times: pd.Series) -> bool:
    """Say whether times are of clocks, and none tells where these stand."""
    is_zoned = times.str.fullmatch(ZONED, flags=re.IGNORECASE)
    return bool(times.str.fullmatch(CLOCKED).any() and not is_zoned.any())


def choose_zone(file_id: str, constants: dict[str, Any]) -> dict[str, Any]:
    """Ask where the clocks of times without a zone stand."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    words = {None: "As written (UTC)"} | {zone: zone for zone in zones}
    saved, help = constants.get("time_zone"), "Times without a zone are read there and kept in UTC."
    with st.expander("Its times name no time zone", expanded=saved in zones):
        key = f"zone-{file_id}"
        zone = choices.choose_code("The shop's clocks stand in", words, saved, help=help, key=key)
    rest = {name: value for name, value in constants.items() if name != "time_zone"}
    return rest if zone is None else rest | {"time_zone": zone}
