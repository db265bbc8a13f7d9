"""High-value, potential and ordinary customers: the default reading of who the customers are."""

from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles

HIGH_VALUE_SHARE = 0.2  # of the customers: the fifth that brings most of the value in nearly every shop

MORE_AHEAD = 1.25  # times what has been brought: a steady customer, half of whom would exceed 1, is not meant


class ValueSegment(StrEnum):
    """What a customer is worth, the best first."""

    HIGH_VALUE = "high_value"
    POTENTIAL = "potential"
    ORDINARY = "ordinary"


def assign_value_segments(expected_value: Doubles, contribution: Doubles) -> NDArray[np.object_]:
    """Return the value segment of each customer, (n_customers,).

    High-value: the fifth of the customers of whom most is expected. Potential: of the others, those of whom a
    quarter more is expected than they have brought so far, and no less than of the middle customer: what they
    are worth lies ahead, so there is something to win or to lose. Ordinary: everyone else.

    Parameters
    ----------
    expected_value : (n_customers,) in the time to come [currency, contribution]
    contribution : (n_customers,) so far [currency]
    """
    share_above = pd.Series(-expected_value).rank(method="average", pct=True).to_numpy()
    is_high = (share_above <= HIGH_VALUE_SHARE) & (expected_value > 0)
    middle = float(np.median(expected_value)) if len(expected_value) else 0.0
    is_ahead = expected_value > MORE_AHEAD * contribution
    is_potential = is_ahead & (expected_value >= middle) & (expected_value > 0)
    names = np.select(
        [is_high, is_potential], [ValueSegment.HIGH_VALUE, ValueSegment.POTENTIAL], ValueSegment.ORDINARY
    )
    return np.asarray([ValueSegment(name) for name in names], object)
