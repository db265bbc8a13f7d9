import numpy as np
import pytest

from analytics.evidence.baselines.price_response import rising_share, sales_elasticity

LOW, HIGH = np.array([0.6, 0.8]), np.array([1.0, 1.2])


def falling(price):
    return np.tile(0.5 * np.exp(-2 * np.asarray(price)), (4, 1))


def test_demand_that_falls_everywhere_rises_for_nobody():
    assert rising_share(falling, LOW, HIGH) == 0


def test_one_product_that_rises_somewhere_counts_its_customer():
    def bump(price):
        chance = falling(price)
        chance[0, 1] += 0.2 * np.exp(-(((price[1] - 1.1) / 0.02) ** 2))
        return chance

    assert rising_share(bump, LOW, HIGH) == 0.25
    assert rising_share(bump, LOW, HIGH, np.array([3.0, 1.0, 1.0, 1.0])) == 0.5


def test_prices_that_were_never_seen_are_not_asked_about():
    def beyond(price):
        return falling(price) + (price > 1.3)

    assert rising_share(beyond, LOW, HIGH) == 0


def test_rounding_is_no_rise():
    noise = np.random.default_rng(0).normal(0, 1e-9, (100, 4, 2))
    calls = iter(noise)

    assert rising_share(lambda price: 0.3 + next(calls), LOW, HIGH) == 0


def test_a_constant_elasticity_is_found_as_it_is():
    assert sales_elasticity(lambda price: np.tile(0.1 * price**-1.7, (3, 1)), 2) == pytest.approx(-1.7)


def test_products_count_by_their_sales_and_visits_by_their_weight():
    def demand(price):
        return np.stack([[0.3, 0.1] * price ** np.array([-1.0, -3.0]), [0.0, 0.2] * price**-3.0])

    assert sales_elasticity(demand, 2) == pytest.approx(-(0.15 * 1 + 0.15 * 3) / 0.3)
    assert sales_elasticity(demand, 2, np.array([1.0, 0.0])) == pytest.approx(-(0.3 * 1 + 0.1 * 3) / 0.4)
