"""What each customer did at other visits: sums that never see the visit itself."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from analytics.demand.visits import Floats, Ints


def before(customer: Ints, values: Floats) -> Floats:
    """Return each customer's running sum before each row; rows are sorted by customer and time."""
    total: NDArray[np.float64] = np.cumsum(values, 0, dtype=np.float64) - values
    start = np.searchsorted(customer, customer)
    return np.asarray(total - total[start], np.float32)


def elsewhere(customer: Ints, values: Floats) -> Floats:
    """Return each customer's sum over all rows but the row itself; rows are sorted by customer."""
    total: NDArray[np.float64] = np.zeros((int(customer.max(initial=-1)) + 1, values.shape[1]))
    np.add.at(total, customer, values)
    return np.asarray(total[customer] - values, np.float32)


def decayed(customer: Ints, values: Floats, decay: float) -> tuple[Floats, Floats]:
    """Return the decayed sum of earlier rows of the same customer, and of ones.

    Rank by rank: the first visit of every customer, then the second of all who came twice, and so on.
    """
    start = np.searchsorted(customer, customer)
    rank = np.arange(len(customer)) - start
    order = np.argsort(rank, kind="stable")
    bounds = np.searchsorted(rank[order], np.arange(rank.max() + 2 if len(rank) else 1))
    summed = np.zeros_like(values)
    weight = np.zeros((len(customer), 1), np.float32)
    for low, high in pairwise(bounds[1:]):
        rows = order[low:high]
        summed[rows] = decay * (summed[rows - 1] + values[rows - 1])
        weight[rows] = decay * (weight[rows - 1] + 1)
    return summed, weight
