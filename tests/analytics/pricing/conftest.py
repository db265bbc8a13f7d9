"""A small fitted model for tests of manners; the worlds trained with the defaults tell what is learned."""

from typing import NamedTuple

import pandas as pd
import pytest

from analytics.pricing import training
from analytics.pricing.choice import BasketChoice, ChoiceConfig
from analytics.pricing.features import reference_prices
from analytics.pricing.visits import Visits
from analytics.simulation import SyntheticShop, simulate_shop
from tests.worlds import customers_of, visits_of

FEW_STEPS = 40


class Small(NamedTuple):
    world: SyntheticShop
    visits: Visits
    customers: pd.DataFrame
    model: BasketChoice
    progress: list[float]


def fit_small(
    visits: Visits, world: SyntheticShop, customers: pd.DataFrame | None = None, **config: int
) -> tuple[BasketChoice, list[float]]:
    """Fit with few steps over batches that do not divide the visits."""
    said: list[float] = []
    price = reference_prices(visits, world.products["list_price"].to_numpy(float))
    settings = ChoiceConfig(
        **{"n_members": 4, "batch_size": 2 * len(visits) // 3, "fewest_epochs": 1} | config
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training, "_FEWEST_STEPS", FEW_STEPS)
        who = customers_of(world) if customers is None else customers
        return BasketChoice(settings).fit(visits, who, price, said.append), said


@pytest.fixture(scope="session")
def small() -> Small:
    world = simulate_shop(n_customers=40, n_visits_per_customer=6.0, n_products=4, cost_pass_through=0.5)
    visits = visits_of(world, ("cost",))
    return Small(world, visits, customers_of(world), *fit_small(visits, world))
