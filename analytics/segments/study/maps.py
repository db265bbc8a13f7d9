"""Where customers lie on the maps of a study, and what the axes mean."""

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.numerics import random_stream
from analytics.segments.methods.contract import CustomerData, SegmentMethod
from analytics.segments.methods.map import Projection, axis_figures, can_hold_apart, plane

N_DOTS = 1_500  # more hide each other
_PLACES = ["customer_id", "projection", "method", "x", "y"]
_AXES = ["projection", "method", "axis", "share", "group", "figure", "correlation"]


def map_rows(
    data: CustomerData, columns: pd.Index, labels: dict[SegmentMethod, Ints], seed: int = 0
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return where at most 1,500 customers lie, and the figures that each axis follows most.

    Returns
    -------
    (DataFrame, DataFrame)
        places: customer_id, projection, method (whose segments LDA holds apart; empty for PCA), x, y. axes:
        projection, method, axis (1 or 2), share (of what the projection shows), group, figure, correlation
        [−1–1].
    """
    n = len(data)
    chosen = np.sort(random_stream(seed, "map").choice(n, min(N_DOTS, n), replace=False))
    ids = data.customers["customer_id"].to_numpy()[chosen]
    places, axes = [], []
    held = {str(method): one for method, one in labels.items() if can_hold_apart(one)}
    views = [(Projection.PCA, "", np.zeros(n, np.int64)), *((Projection.LDA, *of) for of in held.items())]
    for projection, method, one in views:
        place, shares, loadings = plane(data.features, one, projection)
        at = {"customer_id": ids, "projection": str(projection), "method": method}
        places.append(pd.DataFrame({**at, "x": place[chosen, 0], "y": place[chosen, 1]}))
        for axis, figures in enumerate(axis_figures(loadings, columns)):
            axes += [(str(projection), method, axis + 1, shares[axis], *figure) for figure in figures]
    return pd.concat(places, ignore_index=True)[_PLACES], pd.DataFrame(axes, columns=_AXES)
