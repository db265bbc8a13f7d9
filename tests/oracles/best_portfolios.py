"""The best set of offers to show each segment, by an integer program: what our choice is held to."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array


def best_portfolio(worth, segment, parts, n_at_once, seconds=60.0):
    """Return the positions of the rows to show: at most so many a segment, none of which share a part.

    Parameters
    ----------
    worth, segment : (n_rows,)
    parts : (n_rows,) positions of the parts
    """
    worth = np.asarray(worth, float)
    keys: dict[tuple, int] = {}
    cells = []
    for row, (code, own) in enumerate(zip(segment, parts, strict=True)):
        for key in [(int(code), None), *((int(code), part) for part in own)]:
            cells.append((keys.setdefault(key, len(keys)), row))
    at, rows = np.array(cells).T
    held = coo_array((np.ones(len(at)), (at, rows)), shape=(len(keys), len(worth))).tocsr()
    most = [n_at_once if part is None else 1 for _, part in keys]
    found = milp(
        -worth,
        integrality=np.ones(len(worth)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(held, -np.inf, most),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    return np.flatnonzero((found.x > 0.5) & (worth > 0))
