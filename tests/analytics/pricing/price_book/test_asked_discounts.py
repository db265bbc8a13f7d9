"""Discounts that somebody asks for are judged and not replaced."""

from analytics.pricing.price_book.market import Offer
from tests.price_books import first_row, market


def test_a_discount_asked_for_is_judged_and_not_replaced():
    assert first_row(market(), Offer("mine", ("p0", "p1"), 0.07))["discount_share"] == 0.07


def test_a_discount_asked_for_beyond_the_prices_seen_warns():
    row = first_row(market(lowest=0.9), Offer("mine", ("p0", "p1"), 0.3))

    assert (row["verdict"], row["discount_share"]) == ("WARN", 0.3)
    assert "never sold below 10 % off" in row["reason"]
