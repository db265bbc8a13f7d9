"""Prices that earn most, by a search along single prices and all together."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

_MOST_SWEEPS = 60  # of one step size; a search that still gains then goes on with finer steps


def climb(
    value: Callable[[Doubles], float],
    starts: Sequence[Doubles],
    low: Doubles,
    high: Doubles,
    steps: Sequence[float],
) -> tuple[Doubles, float]:
    """Return the best point between the bounds and its value, from the best of several starts.

    Every price moves up or down by a step, alone or with all others, as long as that gains; then steps get
    finer. All starts are climbed with the first step, the best of them with the others.

    Parameters
    ----------
    low, high : (n,) bounds
    steps : from coarse to fine, in the unit of the point
    """
    points = [np.clip(np.asarray(start, float), low, high) for start in starts]
    climbed = [_sweeps(value, point, value(point), low, high, steps[0]) for point in points]
    point, best = max(climbed, key=lambda found: found[1])
    for step in steps[1:]:
        point, best = _sweeps(value, point, best, low, high, step)
    return point, best


def _sweeps(
    value: Callable[[Doubles], float], point: Doubles, best: float, low: Doubles, high: Doubles, step: float
) -> tuple[Doubles, float]:
    """Move along single prices and all together until nothing gains."""
    directions = [*np.eye(len(point)), np.ones(len(point))]
    for _ in range(_MOST_SWEEPS):
        before = best
        for direction in directions:
            for sign in (1.0, -1.0):
                moved = np.clip(point + sign * step * direction, low, high)
                gained = value(moved)
                if gained > best:
                    point, best = moved, gained
        if best <= before:
            break
    return point, best
