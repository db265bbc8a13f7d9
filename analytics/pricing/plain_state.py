"""Fitted dataclasses as plain JSON and back: nothing that is read from disk can run."""

from typing import Any

import numpy as np


def plain_state(state: dict[str, Any]) -> dict[str, Any]:
    """Return a fitted dataclass's fields with arrays as lists."""
    return {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in state.items()}


def restored_state(kind: type[Any], state: dict[str, Any]) -> Any:
    """Return the fitted dataclass that `plain_state` was taken of."""
    arrays = {key: np.asarray(value) if _is_array(key, value) else value for key, value in state.items()}
    if "levels_" in arrays:
        for name in ("levels_", "cuts_"):
            arrays[name] = {column: tuple(values) for column, values in state[name].items()}
        arrays["segments_"] = tuple(state["segments_"])
    return kind(**arrays)


def _is_array(key: str, value: object) -> bool:
    return isinstance(value, list) and key != "segments_"
