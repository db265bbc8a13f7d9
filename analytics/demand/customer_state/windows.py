"""Visits in windows of one customer's visits in a row, so that a recurrent network passes each only twice."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools

Positions = NDArray[np.int64]
_LONGEST, _SHORTEST = 32, 4  # visits a window


@dataclass(frozen=True)
class Windows:
    """Windows of visits, the second half of each one the first half of the next.

    A visit is told at least the half window before it. The last visits of a customer's last window may be
    missing: they count for nothing.

    Attributes
    ----------
    visit : (n_windows, length) positions of visits; -1 beyond a customer's last
    is_own : (n_windows, length) whether the window answers for the visit, as exactly one does for each
    """

    visit: Positions
    is_own: Bools

    def __len__(self) -> int:
        return len(self.visit)

    @property
    def length(self) -> int:
        """How many visits a window holds at most."""
        return int(self.visit.shape[1])


def visit_windows(customer: NDArray[np.integer[Any]], length: int) -> Windows:
    """Return windows over all visits.

    Parameters
    ----------
    customer : (n_visits,) sorted
    length : visits a window, even
    """
    start, n_visits = _runs(customer)
    stride = length // 2
    n_windows = 1 + np.maximum(-(-(n_visits - length) // stride), 0)
    first = np.repeat(np.cumsum(n_windows) - n_windows, n_windows)
    nth = np.arange(len(first)) - first
    begin = np.repeat(start, n_windows) + nth * stride
    end = np.repeat(start + n_visits, n_windows)
    visit = begin[:, None] + np.arange(length)
    is_there = visit < end[:, None]
    is_own = is_there & ((nth == 0)[:, None] | (np.arange(length) >= stride))
    return Windows(np.where(is_there, visit, -1), is_own)


def window_length(customer: NDArray[np.integer[Any]]) -> int:
    """Return the length that holds all visits of nine customers in ten, a power of two up to 32."""
    n_visits = _runs(customer)[1]
    most = np.quantile(n_visits, 0.9, method="lower") if len(n_visits) else 1
    return int(np.clip(2 ** np.ceil(np.log2(max(most, 1))), _SHORTEST, _LONGEST))


def _runs(customer: NDArray[np.integer[Any]]) -> tuple[Positions, Positions]:
    """Return each customer's first visit and number of visits."""
    start = np.flatnonzero(np.diff(customer, prepend=-1))
    return start, np.diff(np.append(start, len(customer)))
