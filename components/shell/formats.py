"""Numbers as people read them. Nowhere else is a share multiplied by 100."""

import re
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics.cli.wording import MINUS

MISSING = "–"
WORD_JOINER, NO_BREAK = "\N{WORD JOINER}", "\N{NO-BREAK SPACE}"
EVERYONE = "All segments"
BAND_HELP = (
    "90 % band: where the figure would lie with other customers like these, in other weeks, "
    "and whichever of two ways they weigh a bundle. It does not cover other errors of the model."
)
PERCENT_AXIS = ".0%"  # plotly and d3 take shares as they are
FINE_PERCENT_AXIS = (  # where ticks lie closer than a per cent
    {"dtickrange": [None, 0.0009], "value": ".2%"},
    {"dtickrange": [0.0009, 0.009], "value": ".1%"},
)


def money(value: float | None, currency: str = "", decimals: int = 2) -> str:
    """Return an amount with its sign and separators: 1,234.50 or €1,234.50."""
    if _is_missing(value):
        return MISSING
    sign = MINUS if round(value, decimals) < 0 else ""  # after rounding, so that no −0.00 is shown
    return f"{sign}{currency}{abs(value):,.{decimals}f}"


def short_money(value: float | None, currency: str = "") -> str:
    """Return an amount for a headline: 950.00, 12,345, 1.23 M."""
    if _is_missing(value):
        return MISSING
    if abs(value) >= 1e6:
        unit, word = (1e9, "bn") if abs(value) >= 1e9 else (1e6, "M")
        return f"{money(value / unit, currency)} {word}"
    return money(value, currency, 0 if abs(value) >= 1000 else 2)


def count(value: float | None) -> str:
    """Return a whole number with separators: 1,469,307."""
    return MISSING if _is_missing(value) else f"{value:,.0f}".replace("-", MINUS)


def share(value: float | None, decimals: int = 1) -> str:
    """Return a share (0–1) as percent: 12.3 %."""
    if _is_missing(value):
        return MISSING
    return f"{MINUS if round(value, decimals + 2) < 0 else ''}{abs(value) * 100:,.{decimals}f} %"


def points(share: float) -> str:
    """Return a distance between shares: 1.2 percentage points."""
    return f"{number(100 * share, 1)} percentage points"


def signed_number(value: float, decimals: int = 2) -> str:
    """Return a change with its sign: +5, −5."""
    return ("+" if value > 0 else "") + number(value, decimals)


def signed_share(value: float, decimals: int = 0) -> str:
    """Return a change (0.1 is a tenth more) with its sign: +10 %, −5 %."""
    return ("+" if value > 0 else "") + share(value, decimals)


def number(value: float | None, decimals: int = 2) -> str:
    """Return a plain figure, such as an elasticity: −1.84."""
    return money(value, decimals=decimals)


def with_unit(label: str, currency: str) -> str:
    """Return a label with the currency behind it, where one is known."""
    return f"{label} [{currency}]" if currency else label


def band(low: float | None, high: float | None, currency: str = "", decimals: int = 2) -> str:
    """Return the two ends of a 90 % band: 1.20 to 2.41."""
    return f"{money(low, currency, decimals)} to {money(high, currency, decimals)}"


def day(value: date | datetime | pd.Timestamp | None) -> str:
    """Return a date that reads the same everywhere: 3 Oct 2019."""
    return MISSING if _is_missing(value) else f"{value.day} {value:%b %Y}"


def period(first: datetime | None, last: datetime | None) -> str:
    """Return the days between which data lie: 1 Jan 2017 – 31 Dec 2017."""
    return day(first) if day(first) == day(last) else f"{day(first)} – {day(last)}"


def duration(seconds: float) -> str:
    """Return about how long something takes: under a minute, about 17 minutes, about 2 hours."""
    if seconds < 60:
        return "under a minute"
    minutes = round(seconds / 60)
    words = counted(minutes, "minute") if minutes < 90 else counted(round(minutes / 60), "hour")
    return f"about {words}"


def counted(value: float, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 order, 1,234 orders."""
    return f"{count(value)} {singular if value == 1 else plural or singular + 's'}"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is: names of shops and products, amounts in dollars.

    No line ends between a minus and its currency, a number and its per cent, or two ends.
    """
    whole = re.sub(rf"{MINUS}(?=[^\d\s])", MINUS + WORD_JOINER, text)
    whole = re.sub(r"(?<=\d) (?=%)", NO_BREAK, whole)
    whole = re.sub(r"(?<=\d)–(?=\d)", f"–{WORD_JOINER}", whole)
    return re.sub(r"([\\`*_{}\[\]()#+!|~$<>:&-])", r"\\\1", whole)


def _is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))
