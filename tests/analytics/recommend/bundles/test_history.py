"""Offers as bundles that customers took, out of what they bought."""

import numpy as np
import pandas as pd
import pytest

from analytics.recommend.bundles.bundle_recommender import BundleRecommender
from analytics.recommend.bundles.history import offer_tilts, parts_of, taken_together
from analytics.recommend.purchases import purchases_of

OFFERS = {"tea": ["green", "pot"], "phone": ["case", "cable"]}


def bought(rows):
    lines = pd.DataFrame(rows, columns=["customer_id", "product_id", "day"])
    lines["day"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(lines["day"], "D")
    return purchases_of(lines.assign(n_orders=1, n_views=0))


def test_an_offer_is_taken_where_all_its_parts_are_bought_on_one_day():
    twice = [("a", part, day) for part in OFFERS["tea"] for day in (0, 5)]
    apart = [("b", "green", 0), ("b", "pot", 1), ("b", "case", 1), ("c", "cable", 2)]
    purchases = bought(twice + apart)
    parts = parts_of(OFFERS, purchases.product_ids)

    assert taken_together(purchases, parts).toarray().tolist() == [[2, 0], [0, 0], [0, 0]]


def test_looks_are_no_purchases():
    purchases = bought([("a", "green", 0), ("a", "pot", 0)])
    looked = purchases_of(
        pd.DataFrame(
            {"customer_id": "a", "product_id": ["green", "pot"], "day": pd.Timestamp("2024-01-01")}
        ).assign(n_orders=[1, 0], n_views=1)
    )

    parts = parts_of(OFFERS, purchases.product_ids)

    assert taken_together(purchases, parts).nnz == 1
    assert taken_together(looked, parts).nnz == 0


def test_offers_of_unknown_products_are_taken_by_nobody():
    purchases = bought([("a", "green", 0)])
    parts = parts_of({"strange": ["x", "y"]}, purchases.product_ids)

    assert parts.nnz == 0
    assert taken_together(purchases, parts).nnz == 0


def two_tastes(n=120, n_days=60, seed=0, both_every=3):
    """Customers of two tastes, who buy parts of their taste's offer each by itself, and both now and then."""
    draw, rows = np.random.default_rng(seed), []
    for customer in range(n):
        own = list(OFFERS.values())[customer % 2]
        for day in draw.choice(n_days, 6, replace=False):
            rows += [
                (f"c{customer:03}", part, day)
                for part in draw.permutation(own)[: 1 + (day % both_every == 0)]
            ]
    return bought(rows)


def small():
    return BundleRecommender(ridge=10.0)


def test_customers_tilt_to_the_offer_of_their_taste():
    purchases = two_tastes()
    segments = pd.Series("all", purchases.customer_ids)

    found = offer_tilts(purchases, OFFERS, segments, 20, small)

    tilt = found.set_index(["customer_id", "offer_id"])["tilt"].unstack()  # noqa: PD010
    even = np.arange(len(tilt)) % 2 == 0
    assert (tilt["tea"][even].mean() > 1.2) and (tilt["phone"][~even].mean() > 1.2)
    assert tilt.mean().tolist() == pytest.approx([1, 1])
    assert len(found) == len(tilt) * 2


def test_where_nobody_took_an_offer_later_nobody_tilts():
    purchases = two_tastes(both_every=1_000)

    found = offer_tilts(purchases, OFFERS, pd.Series(dtype=object), 20, small)

    assert (found["tilt"] == 1).all()
