"""Figures in sentences, written as the pages write them, and templates filled with them."""

from collections.abc import Mapping
from typing import Any

from analytics.pricing.scenarios import PER
from analytics.pricing.scenarios.horizon import Unit

MINUS = "\N{MINUS SIGN}"  # no line ends between it and its number, as after a hyphen


def percent(share: float, decimals: int = 0) -> str:
    """Return a share (0–1) as percent: 12 %; where no decimals are asked for, under 1 %."""
    if decimals == 0 and 0 < share < 0.01:
        return "under 1 %"
    return f"{100 * share:,.{decimals}f} %".replace("-", MINUS)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 order, 1,234 orders."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def unit_words(unit: Unit, weeks: int = 0) -> str:
    """Return what amounts are told for: a year, per 1,000 visits, in 4 weeks."""
    return {Unit.YEAR: "a year", Unit.VISITS: f"per {PER:,} visits"}.get(unit, f"in {counted(weeks, 'week')}")


def filled(words: str, figures: Mapping[str, Any], **more: str) -> str:
    """Return a template with its figures.

    `{n:order|orders}` is a figure with its noun, `{part:share}` a share as percent, `{part:tenths}` the same
    with one decimal; any other format is Python's.
    """
    written = {name: v if isinstance(v, str) else _Figure(v) for name, v in figures.items()}
    return words.format(**written, **more)


class _Figure(float):
    """A figure that templates write as a share, or counted with its noun."""

    def __format__(self, spec: str) -> str:
        if spec in ("share", "tenths"):
            return percent(self, int(spec == "tenths"))
        if "|" in spec:
            one, many = spec.split("|")
            return f"{self:,.0f} {one if float(self) == 1 else many}"
        return super().__format__(spec).replace("-", MINUS)
