import numpy as np
import pytest

from analytics.demand import training
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.evidence.baselines.twin import fit_twins
from analytics.simulation import simulate_shop
from tests.demand import visits_by_hand
from tests.worlds import customers_of, visits_of


@pytest.fixture(scope="module")
def world():
    return simulate_shop(n_customers=60, n_visits_per_customer=8.0, n_products=3, cost_pass_through=0.5)


def test_beside_its_twin_the_model_learns_what_it_would_alone(world, monkeypatch):
    monkeypatch.setattr(training, "_FEWEST_STEPS", 60)
    visits, customers = visits_of(world, ("cost",)), customers_of(world)
    price = world.products["list_price"].to_numpy(np.float32)

    alone = BasketChoice(ChoiceConfig(n_members=1)).fit(visits, customers, price)
    beside, twin = fit_twins(visits, customers, price)

    expected = alone.predict(visits, customers)
    np.testing.assert_allclose(beside.predict(visits, customers), expected, atol=2e-4)
    assert np.abs(twin.predict(visits, customers) - expected).max() > 1e-3


def test_where_sales_rose_with_prices_only_the_twin_says_so(world, monkeypatch):
    monkeypatch.setattr(training, "_FEWEST_STEPS", 150)
    rng = np.random.default_rng(0)
    price = rng.choice([0.7, 1.0], (1_500, 2))
    bought = rng.random(price.shape) < np.where(price < 1, 0.2, 0.5)
    visits = visits_by_hand(bought, price=price, customer=np.arange(1_500) // 5)
    customers = customers_of(world).iloc[:1].reindex(visits.customer_ids, method=None)
    customers = customers.assign(segment="all")

    model, twin = fit_twins(visits, customers[["segment"]], np.ones(2, np.float32))

    assert (model.tastes(visits, customers)[1] > 0).all()
    assert (twin.tastes(visits, customers)[1] < 0).all()


def test_the_twin_foretells_no_better_than_the_model(exogenous):
    evidence = exogenous.results.evidence
    model, twin = evidence["model"], evidence["baselines"]["free"]

    assert abs(model["auc"] - twin["auc"]) < 0.005
    assert abs(model["log_loss"] - twin["log_loss"]) < 0.005
