"""What gates keep back: gone from the price book, and kept beside it to judge the gates by."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.findings import Finding, Reason, reason_text
from analytics.pricing.constraints import Constraints
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.offers.curves import METRICS
from analytics.pricing.price_book.book import WITHHELD, build_price_book, open_book, withhold
from analytics.pricing.price_book.many import price_offers
from analytics.pricing.price_book.market import Offer
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


def slight(profit, low):
    """Curves of one law and four members of which every discount promises and may lose so much of 20."""
    z = 1.6448536269514722
    grid = np.where(GRID > 0, profit, 0.0)[None]
    members = np.stack([grid, *(grid + d * (profit - low) / z * (GRID > 0) for d in (-1, 0, 1))])
    metrics = dict.fromkeys(METRICS, np.full((1, len(GRID)), 0.3)) | {"incremental_profit": grid}
    return OfferCurves((0, 1), 20.0, metrics, members, np.ones(1))


@pytest.mark.parametrize(
    ("profit", "low", "is_advised"),
    [(0.003, -0.002, True), (0.003, -0.004, False), (0.007, -0.02, True), (0.003, 0.001, True)],
)
def test_a_discount_that_promises_next_to_nothing_and_may_lose_as_much_is_left_out(profit, low, is_advised):
    known = {(0, 1): slight(profit, low)}

    row = build_price_book(market(), OFFERS[:1], known).iloc[0]

    assert (row["discount_share"] > 0) == is_advised
    if not is_advised:
        assert row["verdict"] == "PASS"
        assert row["reason"] == reason_text([Finding(Reason.NOTHING_EARNS_CLEARLY_MORE)])
        assert row["incremental_profit_per_visit"] == 0.0
        assert row["bundle_price"] == 20.0


def test_a_slight_discount_that_was_asked_for_stays():
    known = {(0, 1): slight(0.003, -0.004)}

    assert build_price_book(market(), [Offer("B", ("p0", "p1"), 0.1)], known).iloc[0]["discount_share"] == 0.1
