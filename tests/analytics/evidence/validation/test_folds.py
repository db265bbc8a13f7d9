"""Folds of later weeks and of other customers: nothing judged is learned from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import TimeSeriesSplit

from analytics.evidence.validation.folds import customer_folds, time_folds
from data.schema import NotEnoughDataError


def times(hours):
    return np.datetime64("2026-01-01", "us") + np.asarray(hours) * np.timedelta64(1, "h")


@pytest.mark.parametrize("n_folds", [2, 3, 7])
def test_folds_by_time_are_those_of_scikit_learn_where_no_two_visits_share_a_moment(n_folds):
    moments = times(np.arange(103))

    own = time_folds(moments, n_folds)

    for fold, (train, judged) in zip(own, TimeSeriesSplit(n_folds).split(moments), strict=True):
        assert np.flatnonzero(fold.train).tolist() == train.tolist()
        assert np.flatnonzero(fold.judged).tolist() == judged.tolist()


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(2, 5))
def test_no_learned_visit_is_as_late_as_a_judged_one_and_no_customer_is_on_both_sides(values, n_folds):
    moments, customer = times(values), np.array(values) % 7
    try:
        by_time, by_customer = time_folds(moments, n_folds), customer_folds(customer, n_folds)
    except NotEnoughDataError:
        return

    for fold in by_time:
        assert moments[fold.train].max() < moments[fold.judged].min()
    for fold in by_customer:
        assert not set(customer[fold.train]) & set(customer[fold.judged])
        assert (fold.train ^ fold.judged).all()
    assert (sum(fold.judged.astype(int) for fold in by_customer) == 1).all()
    assert (sum(fold.judged.astype(int) for fold in by_time) <= 1).all()


def test_too_few_moments_or_customers_are_said():
    with pytest.raises(NotEnoughDataError, match="too few moments"):
        time_folds(times([1, 1, 1, 1]), 3)
    with pytest.raises(NotEnoughDataError, match="too few customers"):
        customer_folds([0, 0, 1], 3)
