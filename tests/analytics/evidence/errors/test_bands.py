import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from analytics.evidence.errors.bands import chance_of_miss, count_band, holm

ONE = np.ones(1)


@pytest.mark.parametrize("n", [1, 3, 20, 400])
def test_single_purchases_that_scatter_as_poisson_have_the_exact_band(n):
    low, high = count_band(n * ONE, n * ONE, ONE)

    assert low[0] == pytest.approx(chi2.ppf(0.05, 2 * n) / 2)
    assert high[0] == pytest.approx(chi2.ppf(0.95, 2 * (n + 1)) / 2)


def test_none_bought_may_be_up_to_three():
    low, high = count_band(0 * ONE, 0 * ONE, ONE)

    assert (low[0], round(high[0], 2)) == (0, 3.0)


def test_the_band_of_many_is_that_of_the_normal_distribution():
    low, high = count_band(10_000 * ONE, 40_000 * ONE, ONE)

    assert [low[0], high[0]] == pytest.approx([10_000 - 1.645 * 200, 10_000 + 1.645 * 200], rel=2e-3)


@given(st.floats(0, 1e6), st.floats(0, 1e8), st.floats(0.01, 1e4))
def test_a_band_holds_what_was_observed_and_never_falls_below_nothing(observed, variance, weight):
    low, high = count_band(np.array([observed]), np.array([variance]), np.array([weight]))

    assert 0 <= low[0] <= observed + 1e-6
    assert high[0] >= low[0]


def test_money_scales_with_its_currency():
    amounts = np.array([50.0]), np.array([400.0]), np.array([8.0])

    low, high = count_band(*amounts)
    in_cents = count_band(100 * amounts[0], 100**2 * amounts[1], 100 * amounts[2])

    assert np.ravel(in_cents) == pytest.approx(100 * np.append(low, high))


def test_a_right_prediction_is_called_wrong_no_oftener_than_said():
    rng = np.random.default_rng(0)
    for expected in (0.5, 4.0, 60.0):
        bought = rng.poisson(expected, 20_000).astype(float)
        everywhere = np.full(len(bought), expected)

        p_values = chance_of_miss(bought, everywhere, everywhere)

        assert (p_values <= 0.05).mean() <= 0.055


def test_what_is_missed_by_far_is_no_chance_either_way():
    p_values = chance_of_miss(np.array([150.0, 60.0, 0.0]), np.full(3, 100.0), np.full(3, 100.0))

    assert (p_values < 1e-4).all()


def test_holm_is_stepped_down_and_leaves_out_what_was_not_tested():
    adjusted = holm(np.array([0.01, np.nan, 0.04, 0.03]))

    assert adjusted.tolist() == pytest.approx([0.03, np.nan, 0.06, 0.06], nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusting_never_makes_anything_surer(values):
    p_values = np.array(values)

    adjusted = holm(p_values)

    assert (adjusted >= p_values - 1e-12).all() and (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p_values, kind="stable")]) >= -1e-12).all()
