import numpy as np
import pytest

from analytics.demand.reference_prices import lowest_prices
from analytics.pricing.price_book.market import build_market
from tests.demand import catalog_by_hand, costs_by_hand
from tests.logs import cells_by_hand


def test_one_slip_of_the_pen_is_not_the_lowest_price():
    price = np.where(np.arange(1_000) < 20, 5.0, 10.0)[:, None]
    price[0] = 0.01

    assert lowest_prices(cells_by_hand(np.ones((1_000, 1)), price=price))[0] == pytest.approx(5.0, abs=0.1)


def test_a_product_nobody_saw_has_no_lowest_price():
    assert np.isnan(lowest_prices(cells_by_hand([[0]], seen=[[0]]))[0])


def test_a_market_takes_todays_price_where_no_lower_one_was_seen():
    cells = cells_by_hand(np.ones((50, 2)), price=[[12.0, 9.0]])
    audience = catalog_by_hand(np.zeros((1, 2)))

    built = build_market(cells, audience, costs_by_hand(2), [], np.array([1]))

    assert built.lowest_price.tolist() == [10.0, 9.0]
