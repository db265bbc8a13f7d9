import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from analytics.numerics import Z_90, band_of_ratio, expit, logit, random_stream


def test_nine_tenths_of_a_normal_distribution_lie_within_the_band():
    assert special.ndtr(Z_90) - special.ndtr(-Z_90) == pytest.approx(0.9, abs=1e-12)


@given(st.floats(0.01, 100.0), st.floats(0.001, 0.99))
def test_both_ends_of_a_band_of_a_ratio_are_as_many_times_away(level, share):
    below, above = band_of_ratio(np.array([share * level]), np.array([level]))

    assert ((level - below) * (level + above))[0] == pytest.approx(level**2, rel=1e-6)
    assert above[0] >= share * level * (1 - 1e-6) >= below[0] * (1 - 1e-6)


@given(st.floats(-5.0, 5.0), st.floats(0.001, 50.0))
def test_a_band_of_a_ratio_is_never_wider_than_twice_the_symmetric_one(level, half):
    below, above = band_of_ratio(np.array([half]), np.array([level]))

    assert 0 <= below[0] <= half * (1 + 1e-6) and half * (1 - 1e-6) <= above[0] <= 2 * half
    if level <= 0:
        assert below[0] == pytest.approx(above[0], rel=1e-6, abs=1e-12)


@given(st.floats(-1e5, 1e5))
def test_shares_of_any_logit_are_those_of_scipy(value):
    assert expit(np.array([value]))[0] == pytest.approx(special.expit(value), rel=1e-12, abs=1e-300)


@given(st.floats(1e-6, 1 - 1e-6))
def test_the_logit_of_a_share_leads_back_to_it(share):
    assert expit(logit(np.array([share])))[0] == pytest.approx(share, rel=1e-9)


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_the_precision_stays(precision):
    assert expit(logit(np.array([0.3], precision))).dtype == precision


def test_a_stream_is_of_its_seed_and_purpose_alone():
    again = [random_stream(3, 1, "brands").random(4) for _ in range(2)]

    assert (again[0] == again[1]).all()
    assert (again[0] != random_stream(3, 2, "brands").random(4)).all()
    assert (again[0] != random_stream(4, 1, "brands").random(4)).all()
