"""A shop with planted defects."""

import pytest

from tests.defects import (
    catalog_rows,
    customer_rows,
    planted_events,
    shop_of,
)


@pytest.fixture
def shop(tmp_path):
    return shop_of(tmp_path, planted_events().rows, catalog_rows(), customer_rows())[0]
