import shutil

import pytest

from tests.builders import open_shop
from tests.known_customer import run_that_saw, shop_that_knows


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The workspace of a shop that knows a customer in every way it can."""
    tmp_path = tmp_path_factory.mktemp("made")
    shop_that_knows(tmp_path).close()
    return tmp_path / "workspace"


@pytest.fixture
def shop(made, tmp_path):
    """A copy of that shop."""
    shutil.copytree(made, tmp_path / "workspace")
    return open_shop(tmp_path / "workspace" / "Test shop")


@pytest.fixture
def run(shop):
    """A run that saw the customer, beside one that did not."""
    return run_that_saw(shop)
