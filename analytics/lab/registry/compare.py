"""Two runs side by side: what differs between their configurations, data and figures."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from analytics.lab.registry.runs import LabRun


class Part(StrEnum):
    """What a row of a comparison is about."""

    DATA = "data"
    CONFIG = "config"
    METRIC = "metric"
    RUN = "run"


_PARTS = {
    Part.DATA: ("subject", "fingerprint", "n_rows"),
    Part.CONFIG: ("method", "seed", "train"),
    Part.METRIC: ("metrics",),
    Part.RUN: ("seconds", "device", "backend", "versions", "parent", "epochs"),
}


def changed(first: LabRun, second: LabRun) -> pd.DataFrame:
    """Return what differs: part, field, first, second, and by how much the second number is more."""
    rows = [row for part in Part for row in _changed(part, first.record or {}, second.record or {})]
    return pd.DataFrame(rows, columns=["part", "field", "first", "second", "difference"])


def _changed(part: Part, first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    ours, theirs = (_flat({name: one.get(name) for name in _PARTS[part]}) for one in (first, second))
    for field in dict.fromkeys([*ours, *theirs]):
        before, after = ours.get(field), theirs.get(field)
        if before != after:
            is_numbers = all(_is_number(value) for value in (before, after))
            difference = after - before if is_numbers and before is not None and after is not None else None
            yield {
                "part": part.value,
                "field": field,
                "first": _text(before),
                "second": _text(after),
                "difference": difference,
            }


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return nested objects as one, the names of inner ones after a dot."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[f"{before}{name}"] = value
    return flat


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
