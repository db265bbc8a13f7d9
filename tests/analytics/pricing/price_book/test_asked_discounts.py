"""Discounts that somebody asks for are judged and not replaced."""

import numpy as np

from analytics.cli.reasons import with_reason_words
from analytics.pricing.bundles import CrossEffects
from analytics.pricing.price_book import (
    Market,
    Offer,
    build_price_book,
)
from tests.demand import audience_by_hand, costs_by_hand

TITLES = {f"p{j}": f"Product {j}" for j in range(3)}


def market(taste=(-1.0, -1.0, -1.0), slope=10.0, gates=(), lowest=0.5, n_both=100, spread=0.02, **changes):
    """A market of one segment whose members differ a little in slope, with all gates passed."""
    taste = np.atleast_2d(np.asarray(taste, np.float32))
    n_visits, n_products = taste.shape
    slopes = slope * (1 + spread * np.array([0, -1, 0, 1], np.float32))
    audience = audience_by_hand(
        taste,
        slope,
        sample=np.arange(n_visits),
        member_taste=np.repeat(taste[:, None], 4, 1),
        member_slope=np.broadcast_to(slopes[None, :, None], (n_visits, 4, n_products)).astype(np.float32),
        cross=np.zeros((4, n_products, n_products), np.float32),
        **changes,
    )
    return Market(
        audience=audience,
        costs=costs_by_hand(n_products),
        gates=list(gates),
        effects=CrossEffects.of(audience.cross),
        n_both=np.full((n_products, n_products), n_both),
        lowest_price=audience.price * lowest,
        n_customers=np.full(len(audience.segments), 7),
    )


def book(where, *offers, titles=TITLES):
    rows = build_price_book(where, list(offers) or [Offer("B01", ("p0", "p1"))])
    return with_reason_words(rows, titles)


def first_row(where, *offers):
    return book(where, *offers).iloc[0]


def test_a_discount_asked_for_is_judged_and_not_replaced():
    assert first_row(market(), Offer("mine", ("p0", "p1"), 0.07))["discount_share"] == 0.07


def test_a_discount_asked_for_beyond_the_prices_seen_warns():
    row = first_row(market(lowest=0.9), Offer("mine", ("p0", "p1"), 0.3))

    assert (row["verdict"], row["discount_share"]) == ("WARN", 0.3)
    assert "never sold below 10 % off" in row["reason"]
