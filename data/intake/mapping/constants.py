"""The choices of a proposal that columns alone do not make: codes, discounts, clocks, first days."""

import re
from typing import Any

from data.intake.mapping.amounts import REDUCTIONS
from data.intake.mapping.first_look import FirstLook, Sums
from data.intake.mapping.money_names import is_reduced_price
from data.intake.mapping.names import day_columns, plain_name
from data.intake.mapping.presets import Preset
from data.intake.mapping.values import Column, event_codes, look
from data.schema import COLUMNS, Kind

AFTER_DISCOUNT = r".*(net|final|paid|sale|deal|discounted|actual|after|实付|成交).*"
FIRST_DAY = "2000-01-01"  # of shops whose times are numbers of days: an origin to count from, no date
CLOCK = r"\d{1,2}[.hu]\d{2}|\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AaPp]\.?[Mm]\.?)?|\d{3,4}|\d{6}"


def clock_style(column: Column) -> str:
    """Return hhmm or hhmmss for clocks written in digits alone (1631, 83105), else nothing."""
    if column.share(r"\d{1,6}") < 1 or column.share(r"\d{3,6}") == 0:
        return ""
    return "hhmmss" if column.share(r"\d{5,6}") > 0 else "hhmm"


def constants_of(
    kind: Kind, chosen: dict[str, str], looked: dict[str, Column], preset: Preset | None, preview: FirstLook
) -> dict[str, Any]:
    """Return the constants of a proposal."""
    sums = preview.sums
    constants: dict[str, Any] = dict(preset.constants) if preset else {}
    if "fallback" in constants:
        by_name = {plain_name(name): name for name in looked}
        fallback = {n: by_name.get(plain_name(column)) for n, column in constants["fallback"].items()}
        constants["fallback"] = {n: column for n, column in fallback.items() if column}
    types = looked.get(chosen.get("event_type", ""))
    if types is not None and (codes := event_codes(types)):
        constants.setdefault("event_codes", codes)
    reductions = REDUCTIONS & set(chosen)
    if kind == "events" and reductions and "discounts" not in constants:
        constants["discounts"] = _discounts(chosen, reductions, sums)
    is_own = kind == "events" and preset is None
    if is_own and sums is not None and sums.comma and _has_thousands(chosen, looked):
        constants["decimals"] = "comma"
    if kind == "events" and preview.fills_down:
        constants["fill_down"] = True
    if kind in ("events", "products") and preview.is_merged:
        constants["merged_cells"] = True
    price = chosen.get("net_price", "")
    if is_own and is_reduced_price(price) and "list_price" in chosen:
        constants["fallback"] = {"net_price": chosen["list_price"]}  # empty where nothing is reduced
    if "event_clock" in chosen and (style := clock_style(looked[chosen["event_clock"]])):
        constants.setdefault("clock", style)
    time = chosen.get("event_time", chosen.get("day"))
    days = [plain_name(name) for name in day_columns(list(looked))]
    is_counted = kind == "prices" and any(day.startswith(("day", "week", "w", "d", "第")) for day in days)
    if time:
        is_counted = _counts_days(looked[time])
    if is_counted:
        constants.setdefault("first_day", FIRST_DAY)
    return constants


def _has_thousands(chosen: dict[str, str], looked: dict[str, Column]) -> bool:
    """Say whether a column of numbers has three digits after a sign that may be a decimal comma or not."""
    numbers = [c.name for c in COLUMNS["events"] if c.type in ("money", "number") and c.name in chosen]
    return any(looked[chosen[name]].share(r"\D*\d{1,3}[.,]\d{3}\D*") > 0 for name in numbers)


def _discounts(chosen: dict[str, str], reductions: set[str], sums: Sums | None) -> str:
    """Say whether prices stand after the discounts, as the numbers tell, or else the names.

    Totals and prices named so do, unit prices do not; none stands after an order's own discount unless it is
    named so.
    """
    if sums is not None and sums.is_deducted is not None:
        return "deducted" if sums.is_deducted else "to deduct"
    price = chosen.get("net_price", "")
    is_after = bool(re.fullmatch(AFTER_DISCOUNT, plain_name(price)))
    if reductions == {"order_discount"} and not is_after:
        return "to deduct"
    if "list_price" in chosen and "net_price" in chosen:
        return "deducted"
    return "deducted" if is_after or ("net_total" in chosen and not price) else "to deduct"


def _counts_days(column: Column) -> bool:
    """Say whether times are small whole numbers: days counted from a day that the file does not name."""
    return bool(column.known) and column.share(r"\d{1,4}") == 1 and look(column) != "time"
