import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from analytics.evidence.curves.calibration import calibration, expected_calibration_error
from analytics.evidence.curves.resamples import Resamples


def test_two_bins_by_hand() -> None:
    # the lower four are predicted 0.1 and one of them bought, the upper four 0.5 and two bought
    bought, score = [0, 1, 0, 0, 1, 1, 0, 0], [0.1] * 4 + [0.5] * 4

    table = calibration(bought, score, n_bins=2)

    assert table["predicted"].tolist() == [pytest.approx(0.1), 0.5]
    assert table["observed"].tolist() == [0.25, 0.5]
    assert table["n"].tolist() == [4, 4]
    assert expected_calibration_error(bought, score, n_bins=2) == pytest.approx(0.15 / 2)


def test_the_interval_is_wilsons() -> None:
    # 1 of 10 at z = 1.6449: middle (0.1 + 0.13528)/1.27055, half 1.6449/1.27055 · √(0.009 + 0.0067638)
    table = calibration([1] + [0] * 9, [0.2] * 10)

    assert table["low"].tolist() == [pytest.approx(0.02264, abs=1e-4)]
    assert table["high"].tolist() == [pytest.approx(0.34774, abs=1e-4)]


def test_intervals_stay_within_zero_and_one_where_all_or_none_bought() -> None:
    table = calibration([0, 0, 1, 1], [0.0, 0.0, 1.0, 1.0], n_bins=2)

    assert table["low"].tolist() == [0.0, pytest.approx(2 / (2 + 1.6448536**2))]
    assert table["high"].tolist() == [pytest.approx(1.6448536**2 / (2 + 1.6448536**2)), 1.0]


def test_equal_scores_share_a_bin_whatever_the_order_of_rows() -> None:
    rng = np.random.default_rng(0)
    score = rng.choice([0.1, 0.2, 0.6], 500)
    bought = rng.random(500) < score
    order = rng.permutation(500)

    table = calibration(bought, score)

    assert table["predicted"].tolist() == pytest.approx([0.1, 0.2, 0.6])
    assert table["n"].sum() == 500
    assert calibration(bought[order], score[order])["observed"].tolist() == pytest.approx(
        table["observed"].tolist()
    )


def test_a_score_that_most_cells_share_does_not_swallow_the_higher_ones() -> None:
    table = calibration([0, 0, 1, 1], [0.1, 0.1, 0.1, 0.5], n_bins=2)

    assert table["n"].tolist() == [3, 1]


def test_bins_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    score = rng.beta(1, 6, 3_000)
    bought = rng.random(3_000) < score

    table = calibration(bought, score, n_bins=10)

    observed, predicted = calibration_curve(bought, score, n_bins=10, strategy="quantile")
    assert table["n"].tolist() == [300] * 10
    assert table["observed"].to_numpy() == pytest.approx(observed)
    assert table["predicted"].to_numpy() == pytest.approx(predicted)


def test_bins_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    score = rng.beta(1, 4, 2_000)
    bought = rng.random(2_000) < score

    table = calibration(bought, score)

    observed, predicted = calibration_curve(bought, score, n_bins=10, strategy="quantile")
    assert table["observed"].to_numpy() == pytest.approx(observed, rel=0, abs=1e-12)
    assert table["predicted"].to_numpy() == pytest.approx(predicted, rel=0, abs=1e-12)


def test_copies_of_customers_make_no_narrower_interval() -> None:
    rng = np.random.default_rng(2)
    score = rng.beta(2, 4, 600)
    bought, copies = rng.random(600) < score, np.tile(np.arange(600), 30)

    alone = calibration(bought, score, 3, Resamples.of(np.arange(600)))
    many = calibration(bought[copies], score[copies], 3, Resamples.of(copies))
    as_cells = calibration(bought[copies], score[copies], 3)

    widths = [(table["high"] - table["low"]).mean() for table in (alone, many, as_cells)]
    assert widths[1] == pytest.approx(widths[0], rel=0.15)
    assert widths[2] < 0.3 * widths[0]
