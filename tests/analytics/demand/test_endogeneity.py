import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.demand.control import fit_control
from analytics.demand.endogeneity import SlopeTest
from analytics.demand.tables import own_price_slopes, placebo_test, weighted_quantile
from tests.demand import reacting_cells
from tests.logs import cells_by_hand, log_of
from tests.simulated import simulate_shop


def world(**changes):
    return simulate_shop(n_customers=200, n_products=5, **changes)


def cells_of(world, instruments=()):
    return learned_cells(log_of(world, instruments), 0)


def reference(cells):
    return weighted_quantile(cells, cells.price, 0.5)


def test_the_own_price_slope_of_one_product_among_steady_others_by_hand():
    # at price 1 in 3 of 4 cells, at price 2 in 1 of 4; a steady product beside it
    bought = [[1, 1], [1, 1], [1, 0], [0, 0], [1, 1], [0, 1], [0, 0], [0, 0]]
    price = np.array([[1.0, 1.0]] * 4 + [[2.0, 1.0]] * 4)
    cells = cells_by_hand(bought, price=price, period=[0] * 4 + [1] * 4)

    slope = own_price_slopes(cells, np.ones(2, np.float32))[0].estimate

    # purchases fall by 0.5; the period's mean over both products falls by 0.25, which is taken out
    assert slope == pytest.approx(-0.25)


def test_a_price_that_never_moved_has_no_slope():
    found = own_price_slopes(cells_by_hand(np.eye(6)), np.ones(6, np.float32))

    assert [(test.estimate, test.t) for test in found] == [(0.0, 0.0)] * 6


def test_a_product_nobody_considered_has_no_slope():
    cells = cells_by_hand(np.zeros((3, 1)), seen=np.zeros((3, 1)))

    assert own_price_slopes(cells, np.ones(1, np.float32)) == [SlopeTest(0.0, 0.0)]


def test_raw_slopes_are_negative_where_prices_are_drawn_by_lot():
    cells = cells_of(world())

    assert all(test.t < -3 for test in own_price_slopes(cells, reference(cells)))


def test_with_a_strong_instrument_only_what_it_moves_of_a_price_tells_the_sign():
    confounded = {"demand_shock": 0.8, "price_follows_demand": 0.2, "price_spread": 0.02}
    cells = cells_of(world(cost_pass_through=0.6, **confounded), ("cost",))
    control = fit_control(cells, reference(cells))

    raw = own_price_slopes(cells, reference(cells))
    told = own_price_slopes(cells, reference(cells), control)

    assert np.mean([test.estimate for test in told]) < np.mean([test.estimate for test in raw])
    assert sum(test.t > 1.645 for test in told) < sum(test.t > 1.645 for test in raw)


@pytest.mark.parametrize("seed", range(3))
def test_the_next_price_predicts_sales_where_the_shop_answers_demand(seed):
    cells = reacting_cells(seed=seed)

    assert placebo_test(cells, reference(cells)).t > 2.33


def test_the_placebo_has_the_size_it_claims_where_prices_are_drawn_by_lot():
    t = [placebo_test(v, reference(v)).t for v in (cells_of(world(seed=s)) for s in range(10))]

    assert abs(np.mean(t)) < 1.0
    assert np.max(np.abs(t)) < 4.0


def test_a_history_of_a_few_days_allows_no_placebo():
    assert placebo_test(cells_by_hand([[1], [0], [1]]), np.ones(1, np.float32)).t == 0.0


def test_prices_that_never_moved_allow_no_placebo():
    cells = cells_of(world(price_spread=0.0))

    assert placebo_test(cells, reference(cells)) == SlopeTest(0.0, 0.0)


def test_t_counts_standard_errors():
    assert SlopeTest(-3.0, 1.5).t == -2.0
    assert SlopeTest(1.0, 0.0).t == 0.0
