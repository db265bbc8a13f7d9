"""Two small shops, and the sides of a training that they are."""

from dataclasses import replace

import pytest

from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.product_columns import column_names, product_columns
from analytics.demand.reference_prices import reference_prices
from analytics.federated.client import Client
from analytics.federated.config import FederatedConfig
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of

CONFIG = FederatedConfig(rounds=2, n_members=2)


def client(world, prices=1.0, config=CONFIG, seed=0):
    """Return a shop's side, its prices in another currency where asked."""
    events = world.events.assign(net_price=world.events["net_price"] * prices)
    log = log_of(replace(world, events=events))
    cells = learned_cells(log, 0)
    price = reference_prices(cells, prices * world.products["list_price"].to_numpy(float))
    columns = product_columns(world.products, price)
    model = BasketChoice(ChoiceConfig(n_members=2, seed=seed))
    training = model.prepare(log, customers_of(world), price, lambda share: None, columns, cells)
    return Client(model, training, column_names(world.products), config)


@pytest.fixture(scope="module")
def worlds():
    """Two shops, of which the second sells three of the first one's four products."""
    shape = {"n_customers": 30, "n_visits_per_customer": 8}
    return [simulate_shop(n_products=n, seed=seed, **shape) for n, seed in ((4, 1), (3, 2))]
