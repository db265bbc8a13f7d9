"""A small fitted model for tests of manners; the worlds trained with the defaults tell what is learned."""

from typing import NamedTuple

import pandas as pd
import pytest
from analytics.demand.visits import Visits

from analytics.demand import training
from analytics.demand.choice import BasketChoice, ChoiceConfig
from analytics.demand.reference_prices import reference_prices
from analytics.simulation import SyntheticShop
from tests.worlds import customers_of

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
