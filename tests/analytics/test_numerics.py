import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from analytics.numerics import Z_90, band_of_ratio, expit, logit, mean_with_band, random_stream


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


def test_the_band_of_a_mean_is_as_wide_as_its_error_and_a_row_told_twice_tells_no_more():
    values = np.random.default_rng(0).normal(3, 2, (400, 2))
    values[::4, 1] = np.nan
    who = np.arange(400)

    mean, low, high = mean_with_band(values, random_stream(1))
    twice = mean_with_band(np.tile(values, (2, 1)), random_stream(1), np.tile(who, 2))

    assert mean == pytest.approx(np.nanmean(values, 0))
    error = np.nanstd(values, 0) / np.sqrt([400, 300])
    assert high - low == pytest.approx(2 * Z_90 * error, rel=0.15)
    for ours, theirs in zip((mean, low, high), twice, strict=True):
        assert ours == pytest.approx(theirs)


def test_nothing_has_a_mean_of_nothing():
    assert np.array(mean_with_band(np.zeros((0, 2)), random_stream(0))).tolist() == [[0, 0]] * 3
