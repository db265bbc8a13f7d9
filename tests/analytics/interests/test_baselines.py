"""Simple forecasts: worlds in which one of them is right, and laws of all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.interests.baselines import BASELINES, Baseline, Method
from analytics.interests.category_memory import CategoryMemory, window
from analytics.interests.scores import log_loss
from analytics.interests.smoothing import memory_weights, remembered, smoothed_shares
from tests.interests import drifting, stable_counts


def mean_loss(forecaster, counts, horizon=0):
    customers, dense = np.arange(len(counts)), counts.dense(np.arange(len(counts)))
    lost = n = 0.0
    for start in counts.timeline.tested:
        seen = window(counts, dense, start, 0)
        origin = counts.timeline.origin(start, horizon)
        lost += log_loss(forecaster.forecast(counts, customers, origin, horizon), seen).sum()
        n += seen.sum()
    return lost / n


def fitted(counts, method, segment=None):
    return Baseline(method, segment).fit(counts, np.arange(len(counts)))


@pytest.mark.parametrize("method", BASELINES)
def test_every_forecast_is_of_shares_above_zero_that_add_up_to_one(method):
    counts = stable_counts()
    baseline = fitted(counts, method, np.arange(len(counts)) % 3)

    for origin in (1, 5, 10):
        shares = baseline.forecast(counts, np.arange(7), origin, 0)
        assert (shares > 0).all()
        np.testing.assert_allclose(shares.sum(1), 1)


@pytest.mark.parametrize("method", BASELINES)
def test_a_forecast_knows_nothing_of_what_comes_later(method):
    counts = stable_counts()
    later = replace(counts, n=np.where(counts.place >= 6, 7 * counts.n, counts.n))

    customers, segment = np.arange(20), np.arange(len(counts)) % 3
    forecasts = []
    for one in (counts, later):
        baseline = Baseline(method, segment)
        baseline.settings_ = fitted(counts, method, segment).settings_
        forecasts.append(baseline.forecast(one, customers, 6, 0))

    np.testing.assert_array_equal(*forecasts)


def test_where_tastes_stay_the_longest_memory_is_chosen_and_wins():
    counts = stable_counts(volume=8)
    methods = {method: fitted(counts, method, np.zeros(len(counts), int)) for method in BASELINES}

    losses = {method: mean_loss(one, counts) for method, one in methods.items()}

    assert methods[Method.EXPONENTIAL].settings_[0].decay >= 0.9
    assert min(losses, key=losses.get) is Method.EXPONENTIAL


def test_where_tastes_move_on_the_shortest_memory_is_chosen():
    _, counts = drifting()

    assert fitted(counts, Method.EXPONENTIAL).settings_[0].decay == 0.5


def test_segments_tell_what_everybodys_shares_do_not():
    counts = stable_counts()
    favorite = counts.dense(np.arange(len(counts))).sum(1).argmax(1)

    segment = mean_loss(fitted(counts, Method.SEGMENT, favorite), counts)

    assert segment < mean_loss(fitted(counts, Method.EVERYBODY), counts) - 0.2


def test_the_memory_of_categories_beats_what_it_corrects_where_tastes_move_on():
    _, counts = drifting()
    base = fitted(counts, Method.EXPONENTIAL)

    memory = CategoryMemory(base.settings_).fit(counts, np.arange(len(counts)), counts.timeline.tested[0])

    assert mean_loss(memory, counts) < 0.95 * mean_loss(base, counts)


@given(st.integers(1, 12), st.sampled_from([0.3, 0.8, 1.0]), st.sampled_from([1, 4]))
def test_what_is_remembered_step_by_step_is_the_weighted_sum(n_periods, decay, per_window):
    counts = np.random.default_rng(n_periods).poisson(3, (2, n_periods, 3)).astype(np.float32)

    stepwise = remembered(counts, decay, per_window)[:, -1]

    weights = memory_weights(n_periods, decay, per_window)
    np.testing.assert_allclose(stepwise, np.einsum("ctk,t->ck", counts, weights), rtol=1e-4)


def test_a_customer_without_purchases_has_everybodys_shares():
    everybodys = np.array([0.5, 0.3, 0.2])

    np.testing.assert_allclose(smoothed_shares(np.zeros((2, 3)), everybodys, 40.0), [everybodys] * 2)
