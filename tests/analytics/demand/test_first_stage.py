"""The first stage by hand, and how sure it is of itself where hidden demand lasts."""

import numpy as np
import pytest

from analytics.demand.cells import learned_cells
from analytics.demand.control import fit_control, instruments, residuals, residuals_by_period, unexplained
from tests.logs import log_by_hand, log_of, with_instruments
from tests.simulated import simulate_shop

N_PRODUCTS, N_PERIODS, PASSED_ON = 8, 52, 0.6


def instrumented(price, cost, **changes):
    """Cells of one product, one a day, at these prices and costs."""
    return shop(np.asarray(price, float)[:, None], np.asarray(cost)[:, None], **changes)


def shop(price, cost, **changes):
    """All cells of visits, one a day, at these prices and costs, (n_visits, n_products) each."""
    log = log_by_hand(np.zeros(price.shape), price=price, **changes)
    return learned_cells(with_instruments(log, np.asarray(cost).T), 0)


def lasting(rng, memory):
    """Return standard normal series that remember, (n_periods, n_products)."""
    series = rng.normal(size=(N_PERIODS, N_PRODUCTS))
    for t in range(1, N_PERIODS):
        series[t] = memory * series[t - 1] + np.sqrt(1 - memory**2) * series[t]
    return series


def lasting_shop(seed, memory=0.8, **changes):
    """Cells of one visit a period, at prices that pass on costs and follow demand, which both last."""
    rng = np.random.default_rng(seed)
    cost, demand = 0.1 * lasting(rng, memory), 0.1 * lasting(rng, memory)
    price = (1 + PASSED_ON * cost + demand).astype(np.float32)
    return shop(price, 1 + cost, **changes)


def fitted(cells, price=1.0):
    return fit_control(cells, np.full(cells.log.n_products, price, np.float32))


def test_costs_passed_on_in_full_leave_nothing_unexplained():
    cost = np.array([4.0, 5.0, 6.0, 5.0])
    visits = instrumented(2 * cost, cost)

    control = fitted(visits, 10.0)

    assert control.coefficients_ == pytest.approx([1.0])
    assert residuals(control, visits) == pytest.approx(np.zeros(4), abs=1e-6)


def test_half_the_cost_passed_on_is_half_a_coefficient():
    cost = np.array([4.0, 5.0, 6.0, 5.0])

    control = fitted(instrumented(10 + (cost - 5), cost), 10.0)

    assert control.coefficients_ == pytest.approx([0.5])


def test_what_is_left_of_a_price_is_told_with_what_is_left_before_and_after_it():
    cost, price = np.array([4.0, 5.0, 6.0, 5.0]), np.array([9.0, 10.0, 11.0, 12.0])
    visits = instrumented(price, cost)
    visits.log.calendar.price[0, 0] = price

    left, moved_by = unexplained(control := fitted(visits, 10.0), visits)

    own, share = residuals(control, visits), cost / cost.mean() - 1
    assert left[:, 0] == pytest.approx(own)
    assert left[:, 1] == pytest.approx(
        [own[1], (own[0] + own[2]) / 2, (own[1] + own[3]) / 2, own[2]], abs=1e-6
    )
    assert moved_by[:, 0] == pytest.approx(share, abs=1e-6)
    assert moved_by[:, 1] == pytest.approx(
        [share[1], (share[0] + share[2]) / 2, (share[1] + share[3]) / 2, share[2]], abs=1e-6
    )


def test_a_log_may_end_before_the_calendar_does():
    cost, price = np.array([4.0, 5.0, 6.0, 5.0]), np.array([9.0, 10.0, 11.0, 12.0])
    visits = instrumented(price, cost)
    early = learned_cells(visits.log.where(visits.log.period < 2), 0)

    own, beside = residuals_by_period(fitted(early, 10.0), early)

    assert own.shape == beside.shape == (1, 2)


def test_residuals_are_unrelated_to_the_instrument():
    rng = np.random.default_rng(0)
    cost, price = rng.uniform(4, 6, 200), rng.uniform(8, 12, 200)
    visits = instrumented(price, cost)

    left = residuals(fitted(visits, 10.0), visits)

    assert abs(np.corrcoef(left, cost)[0, 1]) < 1e-3
    assert left.mean() == pytest.approx(0, abs=1e-5)


def test_an_unknown_instrument_says_nothing_about_the_price():
    cost = np.array([4.0, 6.0, np.nan])
    control = fitted(instrumented([8, 12], [4, 6]), 10.0)

    assert residuals(control, instrumented([8, 12, 12], cost)) == pytest.approx([0, 0, 0.2], abs=1e-6)


def test_a_product_without_known_costs_leaves_the_first_stage_to_the_others():
    cost = np.array([4.0, 6.0, 5.0])
    price = np.column_stack([2 * cost, [10.0, 11.0, 9.0]])
    visits = shop(price, np.stack([cost, np.full(3, np.nan)], 1))

    control = fitted(visits, 10.0)

    assert control.coefficients_ == pytest.approx([1.0])
    assert residuals(control, visits)[visits.product == 1] == pytest.approx([0.0, 0.1, -0.1], abs=1e-6)


@pytest.mark.parametrize(("passed_on", "is_strong"), [(0.6, True), (0.0, False)])
def test_costs_that_move_prices_are_strong_and_others_weak(passed_on, is_strong):
    world = simulate_shop(n_customers=200, n_products=5, cost_pass_through=passed_on, price_spread=0.05)
    cells = learned_cells(log_of(world, ("cost",)), 0)

    found = fit_control(cells, world.products["list_price"].to_numpy(np.float32)).f_statistic_

    assert found > 50 if is_strong else found < 10


def test_the_errors_that_it_expects_are_those_that_it_makes():
    stages = [fitted(lasting_shop(seed)) for seed in range(200)]

    error = np.array([stage.coefficients_[0] for stage in stages]) - PASSED_ON
    expected = np.sqrt([stage.covariance_[0, 0] for stage in stages])

    assert abs(error.mean()) < 0.03
    assert 0.85 < (np.abs(error) < 1.895 * expected).mean() < 0.97  # t with seven degrees: nine in ten


def test_what_lasts_is_told_apart_from_what_prices_owe_to_costs():
    """Errors are smaller than those of least squares, which take every week for news."""
    error, plain = [], []
    for seed in range(60):
        visits = lasting_shop(seed)
        error.append(fitted(visits).coefficients_[0] - PASSED_ON)
        columns = instruments(visits)[:, 0], visits.price
        z, p = (c.reshape(-1, N_PRODUCTS) - c.reshape(-1, N_PRODUCTS).mean(0) for c in columns)
        plain.append((z * p).sum() / (z * z).sum() - PASSED_ON)

    assert np.std(error) < 0.75 * np.std(plain)


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
def test_its_memory_is_that_of_what_is_unexplained(memory):
    found = [fitted(lasting_shop(seed, memory)).memory_ for seed in range(20)]

    assert np.mean(found) == pytest.approx(memory, abs=0.1)


def test_cells_that_nobody_saw_break_the_memory_and_nothing_else():
    seen = np.ones((N_PERIODS, N_PRODUCTS), bool)
    seen[10:20], seen[30, 3] = False, False

    assert fitted(lasting_shop(0, seen=seen)).coefficients_[0] == pytest.approx(PASSED_ON, abs=0.3)


def test_members_draw_the_errors_and_the_fit_has_none():
    stage = fitted(lasting_shop(0))

    errors = stage.errors(4000, seed=1)

    assert errors[0] == 0
    assert errors.std() == pytest.approx(np.sqrt(stage.covariance_[0, 0] * 7 / 5), rel=0.1)  # t, 7 degrees
    assert np.array_equal(stage.errors(5, seed=1), stage.errors(5, seed=1))
