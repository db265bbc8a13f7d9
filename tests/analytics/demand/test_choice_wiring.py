"""The demand model takes what its rooms know: the order of a customer's visits, products' columns."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand import training
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.customer_state import estimator
from analytics.demand.product_columns import product_columns
from tests.demand import visits_by_hand

N_CUSTOMERS, N_VISITS = 120, 12
RATES = np.array([0.4, 0.4, 0.4, 0.04, 0.04, 0.04, 0.0])
NEW = len(RATES) - 1  # a product that nobody was ever shown


def fitted(visits, columns=None):
    customers = pd.DataFrame({"segment": "all"}, index=visits.customer_ids)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "_FEWEST_STEPS", 200)
        model = BasketChoice(ChoiceConfig(n_members=2, fewest_epochs=1)).fit(
            visits, customers, np.ones(visits.n_products, np.float32), columns=columns
        )
    return model.predict(visits, customers)


@pytest.fixture(scope="module")
def by_turns():
    """Visits of customers who buy the first product every other time, and the second as luck has it."""
    rng = np.random.default_rng(0)
    start = rng.integers(0, 2, N_CUSTOMERS)
    turn = ((start[:, None] + np.arange(N_VISITS)) % 2).ravel() == 0
    customer = np.repeat(np.arange(N_CUSTOMERS), N_VISITS)
    luck = rng.random(len(turn)) < 0.4
    period = np.tile(np.arange(N_VISITS), N_CUSTOMERS)
    return visits_by_hand(np.stack([turn, luck], -1), customer=customer, period=period)


def test_the_order_of_a_customers_visits_tells_what_the_next_one_buys(by_turns, monkeypatch):
    turn = by_turns.bought[:, 0]
    later = by_turns.period > 0

    told = fitted(by_turns)[:, 0]
    monkeypatch.setattr(estimator, "_FEWEST_VISITS", len(by_turns) + 1)  # too few to teach an order
    untold = fitted(by_turns)[:, 0]

    assert (told[later & turn] > 0.8).mean() > 0.95
    assert (told[later & ~turn] < 0.2).mean() > 0.95
    assert untold[later & turn].mean() - untold[later & ~turn].mean() < 0.6


@pytest.fixture(scope="module")
def with_a_new_product():
    rng = np.random.default_rng(1)
    considered = np.broadcast_to(np.arange(len(RATES)) != NEW, (600, len(RATES)))
    bought = rng.random((600, len(RATES))) < RATES
    return visits_by_hand(bought, period=np.arange(600) % 30, considered=considered)


def test_a_product_that_never_sold_is_wanted_like_those_of_its_category(with_a_new_product):
    listing = pd.DataFrame({"category": ["tea"] * 3 + ["pot"] * 4})
    columns = product_columns(listing, np.ones(len(RATES), np.float32))

    chance = fitted(with_a_new_product, columns).mean(0)
    without = fitted(with_a_new_product).mean(0)

    assert chance[:NEW] == pytest.approx(RATES[:NEW], abs=0.06)
    assert chance[NEW] < 0.1
    assert without[NEW] > 1.5 * chance[NEW]
