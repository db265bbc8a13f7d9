"""What became of new customers, and who may be learned from without knowing the future."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles
from analytics.segments.value_segments import HIGH_VALUE_SHARE, ValueSegment
from data.schema import NotEnoughDataError

FIRST_DAYS = 30  # of a customer are seen
HORIZONS = (180, 90, 60)  # days from the first purchase until it is told what a customer became
LEAST_LEARNED, LEAST_TESTED = 200, 100  # customers; of fewer, shares of right answers are known to a tenth
TEST_SHARE = 0.3
CLASSES = tuple(ValueSegment)


@dataclass(frozen=True)
class Outcomes:
    """How later spending makes a segment; learned from earlier customers.

    Attributes
    ----------
    high_from : [currency] spent after the first 30 days, the fifth of customers who spend most
    potential_from : [currency] the middle customer
    """

    high_from: float
    potential_from: float

    @classmethod
    def of(cls, later_revenue: Doubles) -> "Outcomes":
        """Return the thresholds of earlier customers' later spending."""
        high, middle = np.quantile(later_revenue, [1 - HIGH_VALUE_SHARE, 0.5])
        return cls(float(high), float(middle))

    def became(self, later_revenue: Doubles) -> NDArray[np.object_]:
        """Return what each customer became; whoever spent nothing more is ordinary."""
        is_back = later_revenue > 0
        chosen = [
            is_back & (later_revenue >= self.high_from),
            is_back & (later_revenue >= self.potential_from),
        ]
        return np.asarray(np.select(chosen, CLASSES[:2], CLASSES[2]), object)


@dataclass(frozen=True)
class Split:
    """Earlier and later customers.

    All that is learned from earlier ones had happened before the first of the later ones came.

    Attributes
    ----------
    horizon_days : from the first purchase until it is told what a customer became
    boundary_day : day of the history on which the later customers begin
    is_earlier, is_later : (n_customers,)
    """

    horizon_days: int
    boundary_day: float
    is_earlier: Bools
    is_later: Bools


def split_customers(first_days: pd.DataFrame) -> Split:
    """Return the split with the longest horizon that leaves enough customers on both sides.

    Parameters
    ----------
    first_days : customer_id, known_days

    Raises
    ------
    NotEnoughDataError
        The history is too short, or too few customers came while it lasted.
    """
    known = first_days["known_days"].to_numpy(np.float64)
    length = known.max() if len(known) else 0.0
    came = length - known  # day of the history
    for horizon in HORIZONS:
        if (boundary := _boundary(came, length, horizon)) is not None:
            is_later = (came >= boundary) & (came <= length - horizon)
            return Split(horizon, boundary, came <= boundary - horizon, is_later)
    problem = (
        f"what new customers become needs {LEAST_LEARNED} customers to learn from and {LEAST_TESTED} who "
        "came after it was known what the former became"
    )
    raise NotEnoughDataError(problem, "Upload a longer history, or one in which more customers are new")


def later_revenue(first_days: pd.DataFrame, horizon_days: int) -> Doubles:
    """Return what each customer spent from day 30 to the horizon, (n_customers,) [currency]."""
    return np.asarray(first_days[f"later_revenue_{horizon_days}"], np.float64)


def _boundary(came: Doubles, length: float, horizon: int) -> float | None:
    """Return the day that leaves nearest to `TEST_SHARE` for the test, None where none leaves enough."""
    in_time = np.sort(came[came <= length - horizon])
    days = np.unique(in_time)
    n_earlier = np.searchsorted(in_time, days - horizon, side="right")
    n_later = len(in_time) - np.searchsorted(in_time, days, side="left")
    is_enough = (n_earlier >= LEAST_LEARNED) & (n_later >= LEAST_TESTED)
    if not is_enough.any():
        return None
    off = np.abs(n_later / np.maximum(n_earlier + n_later, 1) - TEST_SHARE)
    return float(days[np.argmin(np.where(is_enough, off, np.inf))])
