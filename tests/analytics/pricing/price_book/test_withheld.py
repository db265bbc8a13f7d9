"""What gates keep back: gone from the price book, and kept beside it to judge the gates by."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.pricing.constraints import Constraints
from analytics.pricing.price_book import Offer, build_price_book
from analytics.pricing.price_book.book import WITHHELD, open_book, withhold
from analytics.pricing.price_book.many import price_offers
from tests.analytics.pricing.price_book.test_price_book import failed, market

OFFERS = [Offer("B01", ("p0", "p1")), Offer("B02", ("p1", "p2"))]


@pytest.mark.parametrize("limits", [Constraints(), Constraints(budget=1e9)])
def test_an_open_book_holds_what_the_gates_keep_back(limits):
    where = replace(market(gates=[failed("p0")]), limits=limits)

    opened, book = open_book(where, OFFERS), build_price_book(where, OFFERS)

    assert opened["verdict"].tolist() == book["verdict"].tolist() == ["FAIL", "PASS"]
    free = build_price_book(replace(market(), limits=limits), OFFERS)
    pd.testing.assert_frame_equal(opened[list(WITHHELD)], free[list(WITHHELD)])
    assert book.loc[0, list(WITHHELD)].isna().all()
    pd.testing.assert_frame_equal(withhold(opened), book)


def test_any_number_of_offers_can_be_priced_with_what_is_withheld():
    where = market(gates=[failed("p0")])

    opened = price_offers(where, OFFERS, build=open_book)

    assert opened["discount_share"].notna().all()
    pd.testing.assert_frame_equal(withhold(opened), price_offers(where, OFFERS))
