"""What a report is made of: sections of sentences, tables and drawings, and figures as people read them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.cli.wording import MINUS, percent

MISSING = "–"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 460, 320, 56, 46, 10, 12  # of a drawing [px]
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Table:
    """A table in words: its title, its headings and its cells, row by row."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Chart:
    """A drawing whose lines are already in pixels.

    Attributes
    ----------
    lines, guides, bands : points of each as SVG takes them; guides are dotted, bands filled
    x_ticks, y_ticks : place in pixels and words
    """

    title: str
    x_title: str
    y_title: str
    lines: Sequence[str]
    guides: Sequence[str]
    bands: Sequence[str]
    x_ticks: Sequence[tuple[float, str]]
    y_ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Section:
    """A section of the report."""

    title: str
    said: Sequence[str]
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()


def chart(titles: tuple[str, str, str], line: Points, band: Points, guide: Points) -> Chart:
    """Return a drawing of shares: a line within its band, beside a dotted guide.

    Parameters
    ----------
    titles : of the drawing, of x and of y
    band : its upper edge, then its lower edge backwards
    """
    shown = [*line, *band, *guide]
    spans = tuple((min(one[at] for one in shown), max(one[at] for one in shown)) for at in (0, 1))
    ends = tuple((low, high if high > low else low + 1.0) for low, high in spans)

    def placed(points: Points) -> str:
        return " ".join(f"{_x(x, ends[0]):.1f},{_y(y, ends[1]):.1f}" for x, y in points)

    x_ticks, y_ticks = ([low + share * (high - low) / 4 for share in range(5)] for low, high in ends)
    return Chart(
        *titles,
        lines=(placed(line),),
        guides=(placed(guide),) if guide else (),
        bands=(placed(band),) if band else (),
        x_ticks=[(round(_x(x, ends[0]), 1), share(x)) for x in x_ticks],
        y_ticks=[(round(_y(y, ends[1]), 1), share(y)) for y in y_ticks],
    )


def band_of(table: pd.DataFrame, x: str) -> list[tuple[float, float]]:
    """Return the band of a table with low and high as one polygon."""
    upper = list(zip(table[x], table["high"], strict=True))
    lower = list(zip(table[x], table["low"], strict=True))
    return [*upper, *reversed(lower)]


def share(value: float | None, decimals: int = 1) -> str:
    """Return a share as percent; a dash where it is unknown."""
    return MISSING if value is None or pd.isna(value) else percent(float(value) + 0.0, decimals)


def money(value: float | None, currency: str, decimals: int = 2) -> str:
    """Return an amount with its sign: €1,234.50; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return MISSING
    sign = MINUS if round(value, decimals) < 0 else ""
    return f"{sign}{currency}{abs(value):,.{decimals}f}"


def count(value: float | None) -> str:
    """Return a whole number with separators; a dash where it is unknown."""
    return MISSING if value is None or pd.isna(value) else f"{value:,.0f}".replace("-", MINUS)


def number(value: float | None, decimals: int = 3) -> str:
    """Return a figure; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return MISSING
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def day(value: pd.Timestamp) -> str:
    """Return a date that reads the same everywhere: 3 Oct 2019."""
    return f"{value.day} {value:%b %Y}"


def _x(value: float, ends: tuple[float, float]) -> float:
    return LEFT + (value - ends[0]) / (ends[1] - ends[0]) * (WIDTH - LEFT - RIGHT)


def _y(value: float, ends: tuple[float, float]) -> float:
    return HEIGHT - BOTTOM - (value - ends[0]) / (ends[1] - ends[0]) * (HEIGHT - BOTTOM - TOP)
