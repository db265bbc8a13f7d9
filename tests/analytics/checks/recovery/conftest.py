"""The shop of the small fitted model, and the world in which the model is right."""

from dataclasses import replace

import pytest

from analytics.checks.recovery.world import FittedShop, fitted_shop
from analytics.simulation.replay import calibrated


@pytest.fixture(scope="session")
def made(small) -> FittedShop:
    """The shop before its world is calibrated."""
    return fitted_shop(small.model, small.visits, small.customers, small.visits.bought.sum(1))


@pytest.fixture(scope="session")
def shop(made) -> FittedShop:
    return replace(made, world=calibrated(made.world, seed=0))
