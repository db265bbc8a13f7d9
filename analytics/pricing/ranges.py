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
    reach = f"at least {low:g}" if high >= MOST and value != math.inf else f"between {low:g} and {high:g}"
    return InputError(f"the {name.replace('_', ' ')} is {value!r}", f"Give a figure of {reach}")
