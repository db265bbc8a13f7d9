"""Figures that a person gives: each within its range, or one sentence that says so."""

import math
from dataclasses import fields
from typing import Any

from data.schema import InputError

MOST = 1e12  # of money or units: more is a slip of the pen, and its sums would overflow


def check_ranges(given: Any, **ranges: tuple[float, float]) -> None:
    """Raise InputError where a field of a dataclass is no figure within its range.

    None is no figure, unless that is what a field is by itself.

    Parameters
    ----------
    ranges : field → lowest and highest [inclusive]
    """
    optional = {field.name for field in fields(given) if field.default is None}
    for name, within in ranges.items():
        value = getattr(given, name)
        if value is not None or name not in optional:
            check_figure(name, value, within)


def check_figure(name: str, value: Any, within: tuple[float, float]) -> None:
    """Raise InputError where a value is no figure within a range, its ends included."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not within[0] <= value <= within[1]:
        raise out_of_range(name, value, within)


def out_of_range(name: str, value: object, within: tuple[float, float]) -> InputError:
    """Return the error of a figure that is none, or out of its range."""
    low, high = within
    reach = f"between {_written(low)} and {_written(high)}"
    if high >= MOST and value != math.inf:
        reach = f"at least {_written(low)}"
    return InputError(f"the {name.replace('_', ' ')} is {value!r}", f"Give a figure of {reach}")


def _written(bound: float) -> str:
    """Return a bound as a person writes it: whole numbers with every digit."""
    return str(bound) if isinstance(bound, int) else f"{bound:g}"
