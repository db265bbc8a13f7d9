"""A shop small enough to train in seconds, for tests of how runs behave."""

from pathlib import Path

import pytest

from tests.simulated import simulate_shop
from tests.worlds import shop_of


@pytest.fixture(scope="session")
def small_world():
    return simulate_shop(n_customers=60, n_visits_per_customer=6.0, n_products=4)


@pytest.fixture(scope="session")
def small_shop_directory(tmp_path_factory: pytest.TempPathFactory, small_world) -> Path:
    """The directory of a shop of the small world; several tests may run it."""
    shop = shop_of(small_world, tmp_path_factory.mktemp("small"))
    shop.close()
    return shop.directory
