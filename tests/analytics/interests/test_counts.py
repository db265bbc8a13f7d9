"""From rows of the mart to counts: nothing is lost, and too little is said in one sentence."""

import numpy as np
import pandas as pd
import pytest

from analytics.interests.counts import REST, count_interests
from analytics.interests.periods import HORIZONS, Period, Timeline
from data.schema import NotEnoughDataError
from tests.interests import purchases


def counted(frame, n_categories=10, period=Period.FOUR_WEEKS):
    return count_interests(frame, period, n_categories)


def test_no_purchase_is_lost_between_categories_kept_apart_and_the_rest():
    n = np.random.default_rng(0).poisson(2, (40, 8, 6))

    counts = counted(purchases(n.shape, n), n_categories=3)

    assert counts.n.sum() == n.sum()
    assert counts.categories[-1] == REST and len(counts.categories) == 4
    assert counts.totals.sum(1).tolist() == n.sum((0, 2)).tolist()


def test_the_largest_categories_are_kept_apart_and_equal_ones_by_name():
    n = np.ones((40, 8, 3), int)
    n[..., 2] = 9

    assert counted(purchases(n.shape, n), n_categories=2).categories == ("k2", "k0", REST)


def test_dense_counts_are_those_of_the_customers_asked_in_their_order():
    n = np.random.default_rng(1).poisson(1.5, (40, 8, 4)) + 0
    counts = counted(purchases(n.shape, n))
    asked = np.array([7, 3, 39])

    dense = counts.dense(asked)

    places = [counts.categories.index(f"k{k}") for k in range(4)]
    np.testing.assert_array_equal(dense[..., places], n[asked])


def test_the_order_of_rows_does_not_matter():
    n = np.random.default_rng(2).poisson(1.5, (40, 8, 4))
    frame = purchases(n.shape, n)

    shuffled = counted(frame.sample(frac=1, random_state=0))

    np.testing.assert_array_equal(shuffled.dense(np.arange(40)), counted(frame).dense(np.arange(40)))


def test_incomplete_periods_do_not_count():
    frame = purchases()
    is_last = frame["period_start"] == frame["period_start"].max()

    assert counted(frame.assign(is_complete=~is_last)).n_periods == 7


@pytest.mark.parametrize("period", [Period.FOUR_WEEKS, Period.MONTH])
def test_a_period_in_which_nobody_bought_is_a_period(period):
    frame = purchases()
    if period is Period.MONTH:
        months = frame["period_start"].rank(method="dense").astype(int) - 1
        frame["period_start"] = pd.Timestamp("2024-01-01") + months.map(lambda m: pd.DateOffset(months=m))
    third = sorted(frame["period_start"].unique())[2]

    counts = counted(frame[frame["period_start"] != third], period=period)

    assert counts.n_periods == 8
    assert counts.totals[2].sum() == 0


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (purchases((10, 8, 3)), "30 known customers"),
        (purchases((40, 1, 3)), "1 complete period"),
        (purchases((40, 3, 3)), "3 complete periods"),
        (purchases((40, 8, 1)), "one category"),
        (purchases().iloc[:0], "30 known customers"),
    ],
    ids=["few customers", "one period", "three periods", "one category", "nothing"],
)
def test_too_little_is_one_sentence_that_says_what_is_missing(frame, words):
    with pytest.raises(NotEnoughDataError, match=words):
        counted(frame)


@pytest.mark.parametrize("per_window", [1, 4])
@pytest.mark.parametrize("n_windows", range(4, 30))
def test_windows_that_learn_tune_and_judge_follow_on_each_other(n_windows, per_window):
    timeline = Timeline(n_windows * per_window, per_window)

    windows = [*timeline.validated, *timeline.tested]

    assert timeline.is_long_enough
    assert windows == list(range(windows[0], n_windows * per_window, per_window))
    assert windows[0] >= 2 * per_window


def test_a_window_further_ahead_is_forecast_from_earlier():
    timeline = Timeline(52, 4)

    assert [timeline.origin(48, horizon) for horizon in range(len(HORIZONS))] == [48, 44, 40]
