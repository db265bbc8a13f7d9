"""Scores by hand, and intervals that hold what they should."""

import numpy as np
import pytest

from analytics.interests.bands import fit_concentration, is_covered, share_bands
from analytics.interests.scores import brier, log_loss, ndcg, ratio_interval

SHARES = np.array([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]])
SEEN = np.array([[2.0, 0.0, 1.0], [0.0, 0.0, 3.0]])


def test_log_loss_is_that_of_each_purchase():
    expected = [-(2 * np.log(0.5) + np.log(0.2)), -3 * np.log(0.6)]

    np.testing.assert_allclose(log_loss(SHARES, SEEN), expected)


def test_brier_is_the_squared_distance_from_what_was_bought():
    def of(shares, bought):
        return ((shares - np.eye(3)[bought]) ** 2).sum()

    np.testing.assert_allclose(
        brier(SHARES, SEEN), [2 * of(SHARES[0], 0) + of(SHARES[0], 2), 3 * of(SHARES[1], 2)]
    )


def test_a_perfect_ranking_has_an_ndcg_of_one_and_nothing_bought_has_none():
    shares = np.array([[0.6, 0.3, 0.1], [0.1, 0.3, 0.6], [0.6, 0.3, 0.1]])
    seen = np.array([[5.0, 2.0, 0.0], [5.0, 2.0, 0.0], [0.0, 0.0, 0.0]])

    found = ndcg(shares, seen)

    worst = (2 / np.log2(3) + 5 / np.log2(4)) / (5 + 2 / np.log2(3))
    np.testing.assert_allclose(found, [1.0, worst, np.nan])


def test_an_interval_over_customers_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(0)
    held = 0
    for trial in range(60):
        weights = rng.poisson(20, 150) + 1.0
        interval = ratio_interval(rng.normal(0.1, 0.5, 150) * weights, weights, trial)
        held += interval.low <= 0.1 <= interval.high

    assert 51 <= held <= 60  # 95 % of 60 is 57


@pytest.mark.parametrize("concentration", [16.0, 128.0])
def test_bands_of_purchases_drawn_around_a_forecast_hold_nine_in_ten(concentration):
    rng = np.random.default_rng(0)
    shares = rng.dirichlet(np.full(5, 3.0), 800)
    n = rng.integers(20, 60, 800).astype(float)
    taste = np.array([rng.dirichlet(concentration * row) for row in shares])
    seen = np.array([rng.multinomial(int(k), row) for k, row in zip(n, taste, strict=True)])

    covered = is_covered(shares, n, seen, concentration)

    assert covered.mean() == pytest.approx(0.9, abs=0.025)
    assert fit_concentration(shares, n, seen) == pytest.approx(concentration, rel=1.01)


def test_a_band_holds_its_forecast_and_narrows_with_purchases():
    few, many = (share_bands(SHARES, 0.0, np.array([[n], [n]]), 500.0) for n in (10.0, 200.0))

    assert ((few[0] <= SHARES) & (few[1] >= SHARES)).all()
    assert (many[1] - many[0] < few[1] - few[0]).all()
