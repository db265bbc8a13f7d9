from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.demand_shocks import DemandShocks, are_prices_steady, demand_shocks
from tests.demand import visits_by_hand

N_PRODUCTS, N_PERIODS, N_EACH = 10, 60, 300


def visits_with_shocks(spread, memory=0.0, seed=0):
    """Return visits whose demand swings by product and period, at prices drawn by lot."""
    rng = np.random.default_rng(seed)
    swing = rng.normal(0, spread, (N_PERIODS, N_PRODUCTS))
    for t in range(1, N_PERIODS):
        swing[t] = memory * swing[t - 1] + np.sqrt(1 - memory**2) * swing[t]
    price = np.exp(rng.normal(0, 0.1, (N_PERIODS, N_PRODUCTS)))
    utility = -1 + swing - 3 * (price - 1)
    period = np.repeat(np.arange(N_PERIODS), N_EACH)
    bought = rng.random((len(period), N_PRODUCTS)) < 1 / (1 + np.exp(-utility[period]))
    return visits_by_hand(bought, price=price[period], period=period)


@pytest.mark.parametrize("spread", [0.2, 0.5])
def test_planted_shocks_are_measured(spread):
    found = demand_shocks(visits_with_shocks(spread), np.ones(N_PRODUCTS, np.float32))

    assert found.spread == pytest.approx(spread, rel=0.15)
    assert found.memory < 0.1


def test_planted_memory_is_measured():
    found = demand_shocks(visits_with_shocks(0.5, memory=0.7), np.ones(N_PRODUCTS, np.float32))

    assert found.memory == pytest.approx(0.7, abs=0.15)


def test_where_demand_does_not_swing_none_is_found():
    assert demand_shocks(visits_with_shocks(0.0), np.ones(N_PRODUCTS, np.float32)) == DemandShocks()


def test_of_a_handful_of_visits_nothing_is_said():
    visits = visits_by_hand(np.eye(4))

    assert demand_shocks(visits, np.ones(4, np.float32)) == DemandShocks()


@pytest.mark.parametrize(("within", "is_steady"), [(0.0, True), (0.01, True), (0.1, False)])
def test_prices_that_differ_within_a_week_are_not_steady(within, is_steady):
    visits = visits_with_shocks(0.2)
    noise = np.random.default_rng(1).normal(0, within, visits.price.shape)

    moved = replace(visits, price=visits.price * np.exp(noise).astype(np.float32))

    assert are_prices_steady(moved, np.ones(N_PRODUCTS, np.float32)) == is_steady
