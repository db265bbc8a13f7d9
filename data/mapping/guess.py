"""The first proposal for a file: a known export, else its names, else its values."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from data.mapping.mapping import Mapping
from data.mapping.names import columns_named, day_columns, kind_by_names, plain_name, say_nothing
from data.mapping.presets import Preset, find_preset
from data.mapping.unnamed import columns_by_values, kind_by_values
from data.mapping.values import CODE, VAGUE, Column, column_of, event_codes, fits, look
from data.schema import COLUMNS, Kind

if TYPE_CHECKING:
    from data.files.preview import Preview

Why = Literal["preset", "name", "values"]
EXPECTED = ("net_price", "quantity")
AFTER_DISCOUNT = r".*(net|final|paid|sale|deal|discounted|actual|after|实付|成交).*"
ROUND = r"\d?[05]([.,]0+)?"  # 0, 5, 10, … 95: reductions in percent, or in money
NONE_OFF = r"0([.,]0+)?"
FIRST_DAY = "2000-01-01"  # of shops whose times are numbers of days: an origin to count from, no date


@dataclass(frozen=True)
class Guess:
    """A mapping with where each part of it comes from.

    Parameters
    ----------
    mapping : the proposal
    preset : the known export, where it is one
    why : canonical column → preset, name or values
    doubt : in a sentence, what a column may mean instead; nothing where all is plain
    """

    mapping: Mapping
    preset: Preset | None = None
    why: dict[str, Why] = field(default_factory=dict)
    doubt: str = ""


def guess_mapping(preview: "Preview", kind: Kind | None = None) -> Mapping:
    """Guess which column is which from names and values; the kind as well where it is not given."""
    return guess(preview, kind).mapping


def guess(preview: "Preview", kind: Kind | None = None) -> Guess:
    """Return the proposal for a file with its reasons."""
    looked = {
        name: column_of(name, preview.rows[name], preview.codes.get(name, ()), preview.shares.get(name))
        for name in preview.columns
    }
    preset = find_preset(preview, kind)
    is_unnamed = say_nothing(preview.columns)
    if kind is None:
        kind = preset.kind if preset else None
    if kind is None:
        kind = kind_by_values(looked) if is_unnamed else kind_by_names(preview.columns)
    chosen = preset.columns_of(preview) if preset else {}
    why: dict[str, Why] = dict.fromkeys(chosen, "preset")
    left_out = set(preset.ignored_of(preview.columns) + preset.kept_of(preview.columns)) if preset else set()
    free = {name: column for name, column in looked.items() if name not in left_out}
    if preset is None or not preset.values:
        _add(chosen, why, columns_by_names(free, kind, chosen), "name")
    if preset is None:
        _add(chosen, why, columns_by_values(free, kind, chosen, is_unnamed), "values")
    _settle_prices(chosen, preset)
    _settle_types(chosen, looked, preset)
    constants = _constants(kind, chosen, looked, preset)
    if left_out and preset and (ignored := preset.ignored_of(preview.columns)):
        constants["ignored"] = [name for name in ignored if name not in chosen.values()]
    doubt = "" if preset else _doubt_of_discount(chosen, looked, reduction_columns(preview))
    return Guess(Mapping(kind, chosen, (), constants), preset, {n: why[n] for n in chosen}, doubt)


def code_columns(preview: "Preview") -> list[str]:
    """Return the columns of one digit that may be event types: named so, or where no name says anything."""
    named = columns_named(preview.columns, "events", "event_type")
    candidates = preview.columns if say_nothing(preview.columns) else named
    return [name for name in candidates if column_of(name, preview.rows[name]).share(CODE) == 1]


def reduction_columns(preview: "Preview") -> list[str]:
    """Return the columns named as reductions that may be money or shares of it (discount, remise …)."""
    in_money = columns_named(preview.columns, "events", "discount_total")
    return [name for name in columns_named(preview.columns, "events", "discount_share") if name in in_money]


def columns_by_names(columns: dict[str, Column], kind: Kind, chosen: dict[str, str]) -> dict[str, str]:
    """Return canonical column → file column for what names tell and values do not contradict."""
    found: dict[str, str] = {}
    for canonical in COLUMNS[kind]:
        if canonical.name in chosen:
            continue
        taken = {*chosen.values(), *found.values()}
        named = columns_named(list(columns), kind, canonical.name)
        candidates = [name for name in named if name not in taken]
        fitting = [name for name in candidates if fits(canonical.type, canonical.name, columns[name])]
        if canonical.is_required or canonical.name in EXPECTED:  # better refused by name than left out
            fitting += candidates
        if canonical.name == "event_clock":
            fitting = [name for name in fitting if columns[name].share(CLOCK) > 0.9]
        if fitting:
            found[canonical.name] = fitting[0]
    return found


CLOCK = r"\d{1,2}[.hu]\d{2}|\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[AaPp]\.?[Mm]\.?)?|\d{3,4}|\d{6}"


def clock_style(column: Column) -> str:
    """Return hhmm or hhmmss for clocks written in digits alone (1631, 83105), else nothing."""
    if column.share(r"\d{1,6}") < 1 or column.share(r"\d{3,6}") == 0:
        return ""
    return "hhmmss" if column.share(r"\d{5,6}") > 0 else "hhmm"


def _add(chosen: dict[str, str], why: dict[str, Why], found: dict[str, str], reason: Why) -> None:
    chosen |= found
    why |= dict.fromkeys(found, reason)


def _settle_prices(chosen: dict[str, str], preset: Preset | None) -> None:
    """Keep one price after reductions: a total beside a unit price is the same money again."""
    if preset is None and "net_price" in chosen:
        chosen.pop("net_total", None)
        chosen.pop("list_total", None)


def _doubt_of_discount(chosen: dict[str, str], looked: dict[str, Column], vague: list[str]) -> str:
    """Return what to look at where a reduction is taken for money and its round numbers may be percents."""
    name = chosen.get("discount_total", "")
    if name not in vague or looked[name].share(ROUND) < 1 or looked[name].share(NONE_OFF) == 1:
        return ""
    return (
        f"{name} is read as money taken off the line, and may be percents: "
        "map it as discount_share instead where 10 means 10 %."
    )


def _settle_types(chosen: dict[str, str], looked: dict[str, Column], preset: Preset | None) -> None:
    """Leave out a vaguely named column of codes in a file of order lines: a type of something else."""
    name = chosen.get("event_type", "")
    is_vague = plain_name(name) in VAGUE and looked[name].share(CODE) == 1
    if preset is None and is_vague and {"order_id", "quantity"} <= set(chosen):
        chosen.pop("event_type")


def _constants(
    kind: Kind, chosen: dict[str, str], looked: dict[str, Column], preset: Preset | None
) -> dict[str, Any]:
    constants: dict[str, Any] = dict(preset.constants) if preset else {}
    if "fallback" in constants:
        by_name = {plain_name(name): name for name in looked}
        fallback = {n: by_name.get(plain_name(column)) for n, column in constants["fallback"].items()}
        constants["fallback"] = {n: column for n, column in fallback.items() if column}
    types = looked.get(chosen.get("event_type", ""))
    if types is not None and (codes := event_codes(types)):
        constants.setdefault("event_codes", codes)
    reductions = {"discount_total", "discount_share", "coupon_total", "order_discount"} & set(chosen)
    if kind == "events" and reductions and "discounts" not in constants:
        constants["discounts"] = _discounts(chosen)
    if "event_clock" in chosen and (style := clock_style(looked[chosen["event_clock"]])):
        constants.setdefault("clock", style)
    time = chosen.get("event_time", chosen.get("day"))
    counted = [
        plain_name(name).startswith(("day", "week", "w", "d", "第")) for name in day_columns(list(looked))
    ]
    if (time and _counts_days(looked[time])) or (kind == "prices" and any(counted) and not time):
        constants.setdefault("first_day", FIRST_DAY)
    return constants


def _discounts(chosen: dict[str, str]) -> str:
    """Say whether prices stand after the discounts: totals and prices named so do, unit prices do not."""
    if "list_price" in chosen and "net_price" in chosen:
        return "deducted"
    price = chosen.get("net_price", "")
    is_after = bool(re.fullmatch(AFTER_DISCOUNT, plain_name(price)))
    return "deducted" if is_after or ("net_total" in chosen and not price) else "to deduct"


def _counts_days(column: Column) -> bool:
    """Say whether times are small whole numbers: days counted from a day that the file does not name."""
    return bool(column.known) and column.share(r"\d{1,4}") == 1 and look(column) != "time"
