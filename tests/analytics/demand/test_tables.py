"""Reference prices, shocks of demand and bootstrap weights, out of cells made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.batches import bootstrap
from analytics.demand.demand_shocks import DemandShocks
from analytics.demand.pairs import n_bought_together
from analytics.demand.reference_prices import reference_prices
from analytics.demand.tables import are_prices_steady, shocks_and_effects
from tests.logs import cells_by_hand, log_by_hand

N_PRODUCTS, N_PERIODS, N_EACH = 10, 60, 300
ONES = np.ones(N_PRODUCTS, np.float32)


@pytest.mark.parametrize(
    ("prices", "list_price", "found"),
    [([10, 8, 8, 8], 10.0, 10.0), ([9, 8, 8, 8], 10.0, 8.0), ([9, 8, 7], np.nan, 8.0)],
)
def test_the_reference_is_the_list_price_while_visitors_meet_it_else_the_usual_one(prices, list_price, found):
    cells = cells_by_hand([[1]] * len(prices), price=np.array(prices)[:, None])

    assert reference_prices(cells, np.array([list_price])).tolist() == [found]


def test_a_reference_is_never_zero():
    assert reference_prices(cells_by_hand([[0]], seen=[[0]]), np.array([np.nan]))[0] > 0


def cells_with_shocks(spread, memory=0.0, seed=0):
    """Return cells whose demand swings by product and period, at prices drawn by lot."""
    rng = np.random.default_rng(seed)
    swing = rng.normal(0, spread, (N_PERIODS, N_PRODUCTS))
    for t in range(1, N_PERIODS):
        swing[t] = memory * swing[t - 1] + np.sqrt(1 - memory**2) * swing[t]
    price = np.exp(rng.normal(0, 0.1, (N_PERIODS, N_PRODUCTS)))
    utility = -1 + swing - 3 * (price - 1)
    period = np.repeat(np.arange(N_PERIODS), N_EACH)
    bought = rng.random((len(period), N_PRODUCTS)) < 1 / (1 + np.exp(-utility[period]))
    return cells_by_hand(bought, price=price[period], period=period)


@pytest.mark.parametrize(("spread", "memory"), [(0.2, 0.0), (0.5, 0.0), (0.5, 0.7)])
def test_planted_shocks_and_their_memory_are_measured(spread, memory):
    found, effects = shocks_and_effects(cells_with_shocks(spread, memory), ONES, None)

    assert effects == pytest.approx([-3], rel=0.15)
    assert found.spread == pytest.approx(spread, rel=0.2)
    assert found.memory == pytest.approx(memory, abs=0.15)


def test_where_demand_does_not_swing_or_visits_are_a_handful_none_is_found():
    assert shocks_and_effects(cells_with_shocks(0.0), ONES, None)[0] == DemandShocks()
    found, effects = shocks_and_effects(cells_by_hand(np.eye(4)), np.ones(4, np.float32), None)
    assert found == DemandShocks() and effects.tolist() == [0.0]


@pytest.mark.parametrize(("within", "is_steady"), [(0.0, True), (0.01, True), (0.1, False)])
def test_prices_that_differ_within_a_week_are_not_steady(within, is_steady):
    cells = cells_with_shocks(0.2)
    noise = np.random.default_rng(1).normal(0, within, len(cells))

    moved = replace(cells, price=(cells.price * np.exp(noise)).astype(np.float32))

    assert are_prices_steady(moved, ONES) == is_steady


def test_the_fit_counts_everyone_once_and_members_draw_customers_and_weeks():
    log = log_by_hand([[1]] * 4000, customer=np.repeat(range(40), 100), period=[0, 1] * 2000)

    customer, period = bootstrap(log, 400, seed=0, with_periods=True)

    assert customer.shape == (40, 400) and period.shape == (2, 400)
    assert (customer[:, 0] == 1).all() and (period[:, 0] == 1).all()
    share = period[0, 1:] / period[:, 1:].sum(0)
    assert np.std(share) == pytest.approx(1 / np.sqrt(12), rel=0.2)  # as two exponentials share one


def test_joint_purchases_are_counted_by_visit_where_they_are_enough_to_be_no_secret():
    log = log_by_hand([[1, 1, 0]] * 6 + [[1, 0, 1]] * 4)

    assert n_bought_together(log).toarray().tolist() == [[10, 6, 0], [6, 6, 0], [0, 0, 0]]
