"""Ranges of settings as the search library knows them, and a grid over them."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from analytics.lab.config import Method
from analytics.lab.settings import SETTINGS, settings_of
from analytics.lab.tuning.config import Range
from analytics.numerics import random_stream

_LEAST = 2  # levels of a setting on a grid


def distributions_of(ranges: Sequence[Range], method: Method) -> dict[str, Any]:
    """Return Optuna's distribution of each range; one that begins at zero is not stepped by factors."""
    from optuna.distributions import FloatDistribution, IntDistribution

    found: dict[str, Any] = {}
    for one in ranges:
        setting = settings_of(method)[one.name]
        is_log = setting.is_log and one.low > 0
        if setting.is_whole:
            found[one.name] = IntDistribution(round(one.low), round(one.high), log=is_log)
        else:
            found[one.name] = FloatDistribution(one.low, one.high, log=is_log)
    return found


def grid_of(ranges: Sequence[Range], n_trials: int, seed: int) -> list[dict[str, float]]:
    """Return the points of a grid in an order by lot, as many as are to be tried.

    Each setting has as many levels as fit into the trials, two at least; where the grid is larger than
    the trials, it is seen in part.
    """
    levels = max(int(n_trials ** (1 / len(ranges)) + 1e-9), _LEAST)
    axes = [_levels(one, levels) for one in ranges]
    n_points = int(np.prod([len(axis) for axis in axes], dtype=float))
    rng = random_stream(seed, "grid")
    if n_points <= 2 * n_trials + 1000:
        points = list(product(*axes))
        chosen = [points[i] for i in rng.permutation(n_points)[:n_trials]]
    else:  # too many to list: drawn one by one, none twice
        drawn: dict[tuple[float, ...], None] = {}
        while len(drawn) < n_trials:
            drawn[tuple(axis[rng.integers(len(axis))] for axis in axes)] = None
        chosen = list(drawn)
    return [dict(zip([one.name for one in ranges], point, strict=True)) for point in chosen]


def _levels(one: Range, n: int) -> list[float]:
    """Return the levels of a range, its ends among them, each once."""
    setting = SETTINGS[one.name]
    is_log = setting.is_log and one.low > 0
    values = np.geomspace(one.low, one.high, n) if is_log else np.linspace(one.low, one.high, n)
    values = np.clip(values, one.low, one.high)
    kept = sorted({round(v) if setting.is_whole else float(v) for v in values.tolist()})
    return [float(value) for value in kept]
