"""The learning curve: a power law comes back, and what twice the data would gain."""

import numpy as np
import pytest

from analytics.evidence.validation.learning import gain_of_doubling, power_law

SIZES = np.array([10, 20, 40, 70, 100])


def test_a_power_law_comes_back_from_its_own_points():
    quality = 0.8 - 0.1 * (SIZES / 100) ** -0.5

    law = power_law(SIZES, quality)

    assert (law.a, law.b, law.c) == pytest.approx((0.8, -0.1, 0.5))
    own, low, high = gain_of_doubling(SIZES, quality, np.tile(quality, (3, 1)))
    assert own == low == high == pytest.approx(0.1 * (1 - 2**-0.5))


def test_a_quality_that_never_rises_gains_nothing():
    own, low, high = gain_of_doubling(SIZES, 0.9 - SIZES / 1e4, np.full((2, 5), np.nan))

    assert own == low == high == 0
