"""Smooth curves between the steps at which they are known."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
_NEAR = 1e-7  # this close to a step is that step


def between_steps(table: Doubles, step: Doubles) -> Doubles:
    """Return what curves are between steps, (..., n_steps) → (..., n_wanted).

    Through the four nearest steps (Lagrange): on a step the curve itself. Between two per cent of a discount
    the demand model's own curve is met to a millionth of its height, and one that compares worths on
    points to some ten-thousandths.

    Parameters
    ----------
    table : (..., n_steps), at steps 0, 1, 2, …
    step : (n_wanted,)
    """
    step = np.where(np.abs(step - np.round(step)) < _NEAR, np.round(step), step)
    first = np.clip(np.floor(step).astype(int) - 1, 0, table.shape[-1] - 4)
    places = first[:, None] + np.arange(4)
    weight = np.ones(places.shape)
    for i in range(4):
        for j in range(4):
            if i != j:
                weight[:, i] *= (step - places[:, j]) / (i - j)
    return np.asarray((table[..., places] * weight).sum(-1))
