"""Shocks of demand are measured as large and as lasting as they are."""

import numpy as np
import pytest

from analytics.demand.demand_shocks import DemandShocks, demeaned_tables, effects_of_tables, shocks_of_tables
from analytics.numerics import expit, random_stream

SHOPS, N_PRODUCTS, N_WEEKS = range(5), 8, 52


def lasting(seed: int, purpose: str, memory: float) -> np.ndarray:
    """Return standard normal series that remember the week before, (n_products, n_weeks)."""
    series = random_stream(seed, purpose).normal(size=(N_PRODUCTS, N_WEEKS))
    for week in range(1, N_WEEKS):
        series[:, week] = memory * series[:, week - 1] + np.sqrt(1 - memory**2) * series[:, week]
    return series


def purchase_tables(
    seed: int, spread: float, memory: float, n_visits: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return log purchase shares, log prices and visits of a shop whose prices last for weeks."""
    price = 0.1 * lasting(seed, "prices", 0.7)
    share = expit(-1.5 - 3 * price + spread * lasting(seed, "shocks", memory))
    sold = random_stream(seed, "sales").binomial(n_visits, share)
    return np.log((sold + 0.5) / (n_visits + 1)), price, np.full(share.shape, float(n_visits))


def found(spread: float, memory: float, n_visits: int) -> tuple[float, float]:
    """Return the mean spread and memory over shops whose prices last for weeks."""
    every = [shocks_of_tables(*demeaned_tables(*purchase_tables(s, spread, memory, n_visits))) for s in SHOPS]
    return float(np.mean([one.spread for one in every])), float(np.mean([one.memory for one in every]))


@pytest.mark.parametrize(("n_visits", "off"), [(400, 0.1), (60, 0.2)])
@pytest.mark.parametrize("memory", [0.0, 0.6])
def test_shocks_are_as_large_and_last_as_long_as_they_do_whatever_prices_take_along(memory, n_visits, off):
    spread, remembered = found(0.3, memory, n_visits)

    assert spread == pytest.approx(0.3, rel=off)
    assert remembered == pytest.approx(memory, abs=0.2)


@pytest.mark.parametrize("n_visits", [400, 60, 25])
def test_where_demand_answers_prices_and_chance_alone_there_are_no_shocks(n_visits):
    assert found(0.0, 0.0, n_visits) == (0.0, 0.0)


def test_too_few_visits_tell_nothing():
    assert shocks_of_tables(*demeaned_tables(*purchase_tables(0, 0.3, 0.0, 4))) == DemandShocks()


def test_what_a_price_does_is_told_from_what_instruments_leave_of_it():
    cost, left = (0.1 * lasting(0, name, 0.7) for name in ("costs", "left"))
    share = expit(-1.5 - 3 * (cost + left) + 5 * left + 0.3 * lasting(0, "shocks", 0.3))
    sold = random_stream(0, "sales").binomial(400, share)
    tables = np.log((sold + 0.5) / 401), cost + left, np.full(share.shape, 400.0)

    alone, (price, of_left) = (
        effects_of_tables(*demeaned_tables(*tables, beside), 0.3) for beside in ((), (left,))
    )

    assert alone[0] > -2
    assert price == pytest.approx(-3, abs=0.5)
    assert of_left == pytest.approx(5, abs=0.7)


def test_too_few_visits_tell_no_effect_of_a_price():
    assert effects_of_tables(*demeaned_tables(*purchase_tables(0, 0.3, 0.0, 4)), 0.3).tolist() == [0.0]
