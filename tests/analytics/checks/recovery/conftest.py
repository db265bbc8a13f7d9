"""The shop of a small fitted model, and the world in which the model is right."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from analytics.checks.recovery.world import FittedShop, fitted_shop
from analytics.demand import batches
from analytics.demand.cells import learned_cells
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.reference_prices import reference_prices
from analytics.demand.visit_log import VisitLog
from analytics.simulation.replay import calibrated
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of


class Asked(NamedTuple):
    log: VisitLog
    customers: pd.DataFrame
    model: BasketChoice


@pytest.fixture(scope="session")
def asked() -> Asked:
    """A small shop and the model fitted to it in a few steps."""
    world = simulate_shop(n_customers=40, n_visits_per_customer=6.0, n_products=4, cost_pass_through=0.5)
    log, customers = log_of(world, ("cost",)), customers_of(world)
    price = reference_prices(learned_cells(log, 0), world.products["list_price"].to_numpy(float))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "_MOST_STEPS", 40)
        model = BasketChoice(ChoiceConfig(n_members=4, fewest_epochs=1)).fit(log, customers, price)
    return Asked(log, customers, model)


@pytest.fixture(scope="session")
def made(asked) -> FittedShop:
    """The shop before its world is calibrated."""
    return fitted_shop(asked.model, asked.log, asked.customers, np.arange(4), np.zeros((4, 0), np.float32))


@pytest.fixture(scope="session")
def shop(made) -> FittedShop:
    return replace(made, world=calibrated(made.world, seed=0))
