import numpy as np
import pandas as pd

from analytics.checks.recovery.sample import MOST_OFFERS, sampled_products
from analytics.pricing.price_book.market import Offer

IDS = tuple(f"p{j}" for j in range(100))
SOLD = np.arange(100)


def sampled(profits, most=30):
    """Sample of a book whose offers sell neighbors, p0 with p1, p1 with p2 …, and earn so much."""
    offers = [Offer(f"B{j}", (f"p{j}", f"p{j + 1}")) for j in range(len(profits))]
    rows = {
        "offer_id": [o.offer_id for o in offers],
        "segment": "all",
        "incremental_profit_per_visit": profits,
    }
    return sampled_products(pd.DataFrame(rows), offers, {"all": 1.0}, IDS, SOLD, most)


def test_the_parts_of_the_best_offers_come_first_then_the_best_sellers():
    products, offers = sampled([0.1, 0.5, 0.9, 0.2], most=6)

    assert set(products) == {0, 1, 2, 3, 4, 99}
    assert [offer.offer_id for offer in offers] == ["B0", "B1", "B2", "B3"]


def test_a_large_book_is_checked_on_its_best_offers():
    products, offers = sampled(np.arange(99.0), most=10)

    assert len(products) == 10
    assert (np.diff(products) > 0).all()
    assert [offer.offer_id for offer in offers] == [f"B{j}" for j in range(90, 99)]
    assert all(IDS.index(part) in products for offer in offers for part in offer.product_ids)


def test_offers_are_so_many_that_a_check_ends():
    assert len(sampled(np.arange(99.0), most=100)[1]) == MOST_OFFERS


def test_a_withheld_book_is_still_checked():
    products, offers = sampled([np.nan, np.nan], most=4)

    assert len(products) == 4
    assert len(offers) == 2
