"""Numbers as integers that add up modulo 2^64, where masks are as likely as any other number."""

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles

Words = NDArray[np.uint64]
FRACTION_BITS = 24  # sums are exact to n_shops / 2^25
_LARGEST = 2.0**36  # of a number: the sum of thousands still fits


def encoded(values: Doubles) -> Words:
    """Return numbers in fixed point; raises OverflowError for one that a sum could not hold."""
    if not np.all(np.abs(values) < _LARGEST):  # true of nothing that is no number
        raise OverflowError("an update is too large to be added up")
    return np.rint(values * 2.0**FRACTION_BITS).astype(np.int64).view(np.uint64)


def decoded(words: Words) -> Doubles:
    """Return the numbers that a sum in fixed point stands for."""
    return np.asarray(words.view(np.int64) / 2.0**FRACTION_BITS, float)
