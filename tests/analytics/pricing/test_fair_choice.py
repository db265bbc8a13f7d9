"""The limit on what groups pay is never broken, and costs no more than it must."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.pricing.fair_choice import FairLimit, fair_options


@st.composite
def worlds(draw):
    n_segments, n_options, n_groups = (draw(st.integers(1, most)) for most in (4, 5, 3))
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    price = np.append(10.0, np.sort(rng.uniform(5, 10, n_options - 1))[::-1]).round(2)
    profit = np.column_stack([np.zeros(n_segments), rng.normal(0, 5, (n_segments, n_options - 1))])
    counts = rng.integers(0, 50, (n_groups, n_segments)) + np.eye(n_groups, n_segments) + 0.0
    counts[:, 0] += 1
    of_groups, of_all = counts / counts.sum(1, keepdims=True), counts.sum(0) / counts.sum()
    return profit, price, FairLimit(draw(st.sampled_from([0.0, 0.01, 0.02, 0.1])), of_groups, of_all)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_no_group_pays_more_than_the_limit_allows_and_no_better_prices_keep_it(world):
    profit, price, limit = world

    taken = fair_options(profit, price, limit)

    paid = price[taken]
    assert np.all(limit.of_groups @ paid <= (1 + limit.share) * (limit.of_everyone @ paid) + 1e-7)
    every = product(range(len(price)), repeat=len(profit))
    kept = [list(options) for options in every if limit.is_kept(price[list(options)])]
    best = max(profit[np.arange(len(profit)), options].sum() for options in kept)
    assert profit[np.arange(len(profit)), taken].sum() == pytest.approx(best, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(worlds(), st.floats(0, 3))
def test_what_is_scarce_is_not_exceeded_for_fairness(world, n_units):
    profit, price, limit = world
    use = np.tile((price[0] - price) / 5, (len(profit), 1, 1))
    room = np.array([n_units])

    taken = fair_options(profit, price, limit, use, room)

    assert limit.is_kept(price[taken])
    assert sum(use[s, 0, at] for s, at in enumerate(taken)) <= n_units + 1e-6


def test_prices_that_keep_the_limit_stay_as_they_are():
    profit, price = np.array([[0.0, 1, 2], [0, 2, 1]]), np.array([10.0, 9.9, 9.8])
    limit = FairLimit(0.02, np.eye(2), np.array([0.5, 0.5]))

    assert fair_options(profit, price, limit) == [2, 1]
