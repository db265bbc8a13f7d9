"""Figures that a person gives: each within its range, or one sentence that says so."""

import math
from typing import Any

from data.schema import InputError

MOST = 1e12  # of money or units: more is a slip of the pen, and its sums would overflow


def check_ranges(given: Any, **ranges: tuple[float, float]) -> None:
    """Raise InputError where a field of a dataclass is no figure within its range; None is no figure.

    Parameters
    ----------
    ranges : field → lowest and highest [inclusive]
    """
    for name, (low, high) in ranges.items():
        value = getattr(given, name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise out_of_range(name, value, (low, high))


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
