"""The world of a few products says of them what the model does, the rest of each basket as it was."""

import numpy as np
import pytest

from analytics.checks.recovery.world import fitted_shop, some_customers

FEW = np.array([1, 3])


@pytest.fixture(scope="module")
def few(asked):
    return fitted_shop(asked.model, asked.log, asked.customers, FEW, np.zeros((2, 0), np.float32))


def test_a_world_of_some_products_is_of_them_alone(few, made):
    assert few.log.product_ids == tuple(made.log.product_ids[j] for j in FEW)
    assert (few.world.bought == made.world.bought[:, FEW]).all()
    assert few.world.cross == pytest.approx(made.world.cross[np.ix_(FEW, FEW)])
    assert few.world.slope == pytest.approx(made.world.slope[:, FEW])


def test_products_beyond_the_world_count_in_its_tastes_as_they_were_bought(few, made):
    beyond = [0, 2]
    bought = made.world.bought[:, beyond].astype(np.float32)

    expected = made.world.taste[:, FEW] + bought @ made.world.cross[np.ix_(beyond, FEW)]

    assert few.world.taste == pytest.approx(expected, abs=1e-4)


def test_habits_are_one_for_all_visits_of_a_customer_whatever_customers_are_asked_with(made, asked):
    chosen = np.arange(len(asked.log.customer_ids)) % 2 == 0
    half = some_customers(asked.log, chosen)

    shop = fitted_shop(asked.model, half, asked.customers, np.arange(4), made.columns)

    assert shop.world.taste == pytest.approx(made.world.taste[chosen[asked.log.customer]], abs=1e-4)
    assert (shop.world.slope > 0).all()


def test_hidden_demand_is_what_the_control_function_tells(made, asked):
    assert asked.model.control_ is not None
    assert np.abs(made.world.hidden).max() > 0
