import numpy as np
import pandas as pd
import pytest

from analytics.demand import batches
from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.evidence.baselines.twin import fit_twins
from tests.logs import log_by_hand, log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of


@pytest.fixture(scope="module")
def world():
    return simulate_shop(n_customers=60, n_visits_per_customer=8.0, n_products=3, cost_pass_through=0.5)


def test_beside_its_twin_the_model_learns_what_it_would_alone(world, monkeypatch):
    monkeypatch.setattr(batches, "_MOST_STEPS", 60)
    cells, customers = learned_cells(log_of(world, ("cost",)), 0), customers_of(world)
    price = world.products["list_price"].to_numpy(np.float32)

    alone = BasketChoice(ChoiceConfig(n_members=1)).fit(cells.log, customers, price)
    beside, twin = fit_twins(cells, customers, price)

    expected = alone.logits(cells, customers)
    np.testing.assert_allclose(beside.logits(cells, customers), expected, atol=1e-3)
    assert np.abs(twin.logits(cells, customers) - expected).max() > 1e-2


def test_the_weights_of_the_twin_say_what_its_network_does(world, monkeypatch):
    monkeypatch.setattr(batches, "_MOST_STEPS", 60)
    cells, customers = learned_cells(log_of(world), 0), customers_of(world)
    columns = np.array([[0.5, -1.0], [0.0, 0.5], [-0.5, 0.5]], np.float32)

    twin = fit_twins(cells, customers, np.array([5.0, 10.0, 20.0], np.float32), columns=columns)[1]

    x = twin.inputs(cells, customers).rows(slice(None))
    said = {name: np.asarray(values)[:, 1] for name, values in twin.network_(x).items()}
    np.testing.assert_allclose(twin.weights_.slopes(x, 0), said["slope"], rtol=1e-4)
    assert np.std(said["slope"]) > 0.1


def test_where_sales_rose_with_prices_only_the_twin_says_so(monkeypatch):
    monkeypatch.setattr(batches, "_MOST_STEPS", 150)
    rng = np.random.default_rng(0)
    price = rng.choice([0.7, 1.0], (1_500, 2))
    bought = rng.random(price.shape) < np.where(price < 1, 0.2, 0.5)
    cells = learned_cells(log_by_hand(bought, price=price, customer=np.arange(1_500) // 5), 0)
    customers = pd.DataFrame({"segment": "all"}, index=cells.log.customer_ids)

    model, twin = fit_twins(cells, customers, np.ones(2, np.float32))

    x = model.inputs(cells, customers).rows(slice(None))
    assert (model.weights_.slopes(x, 0) > 0).all()
    assert (twin.weights_.slopes(x, 0) < 0).all()


def test_the_twin_predicts_no_better_than_the_model(exogenous):
    evidence = exogenous.results.evidence
    model, twin = evidence["model"], evidence["baselines"]["free"]

    assert abs(model["auc"] - twin["auc"]) < 0.005
    assert abs(model["log_loss"] - twin["log_loss"]) < 0.005
