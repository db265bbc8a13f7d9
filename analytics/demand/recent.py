"""Which visits an audience holds, and of which every member is asked."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.numerics import random_stream

_MOST_ROWS = 100_000  # customers that a slider moves within its budget
_FEWEST_ROWS = 6_000  # more visits of each customer where customers are few
_MOST_SAMPLED = 4_000  # rows for which all members are kept: bands need fewer than means
_RECENT_VISITS = 3  # of a customer: enough baskets to average over, recent enough to be today's tastes


def recent_rows(customer: NDArray[Any], n_customers: int, seed: int) -> NDArray[np.int64]:
    """Return which visits an audience holds: the most recent of every customer.

    Parameters
    ----------
    customer : (n_visits,) code of each visit's customer, rising; of one customer in order of time
    """
    from_the_end = np.searchsorted(customer, customer, "right") - 1 - np.arange(len(customer))
    is_recent = from_the_end < max(_RECENT_VISITS, _FEWEST_ROWS // max(n_customers, 1))
    if is_recent.sum() > _MOST_ROWS:
        is_recent &= from_the_end == 0
    rows = np.flatnonzero(is_recent)
    if len(rows) <= _MOST_ROWS:
        return rows
    return np.sort(random_stream(seed).choice(rows, _MOST_ROWS, replace=False))


def sampled_rows(segment: NDArray[Any], seed: int) -> NDArray[np.int64]:
    """Return up to an equal share of rows per segment, so that small segments keep their bands."""
    rng = random_stream(seed)
    each = max(_MOST_SAMPLED // max(len(np.unique(segment)), 1), 50)
    rows = [np.flatnonzero(segment == code) for code in np.unique(segment)]
    return np.sort(
        np.concatenate([r if len(r) <= each else rng.choice(r, each, replace=False) for r in rows])
    )
