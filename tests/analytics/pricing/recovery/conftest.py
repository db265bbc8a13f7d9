"""A world made of the small fitted model."""

import pytest

from analytics.pricing.recovery import World, build_world, calibrated


@pytest.fixture(scope="session")
def made(small) -> World:
    """The world before it is calibrated."""
    return build_world(small.model, small.visits, small.customers, small.visits.bought.sum(1))


@pytest.fixture(scope="session")
def world(made) -> World:
    return calibrated(made, seed=0)
