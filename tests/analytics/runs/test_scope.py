"""Which products a run learns, and in which order."""

import pytest

from analytics.checks.answers import what_data_can_answer
from analytics.pricing.constraints import Constraints
from analytics.pricing.price_book.market import Offer
from analytics.runs.config import RunConfig
from analytics.runs.scope import scope_of, sold_products
from data.quality.report import read_evidence
from data.schema import InputError
from tests.builders import moving_prices, open_shop, shop_with


def scope(shop, config):
    return scope_of(shop, shop.read("products"), config)


def test_best_sellers_are_in_scope_and_those_that_never_moved_come_last(tmp_path):
    still = [
        {
            "product_id": "still",
            "net_price": "5",
            "order_id": f"o{i % 12}",
            "event_time": f"2024-03-{i + 1:02d}",
        }
        for i in range(28)
    ]
    shop = shop_with(tmp_path, [*moving_prices(), *still])

    assert shop.read("products").set_index("product_id")["n_orders"].idxmax() == "still"
    assert scope(shop, RunConfig(n_products=2)) == ("p0", "p1")
    assert scope(shop, RunConfig(n_products=3)) == ("p0", "p1", "still")


def test_products_that_no_bundle_may_hold_come_last_in_scope(tmp_path):
    rare = [{"product_id": "p2", "order_id": f"o{i}", "event_time": f"2024-03-{i + 1:02d}"} for i in range(3)]
    shop = shop_with(tmp_path, [*moving_prices(), *rare])

    for barred in (Constraints(excluded=("p0",)), Constraints(stock=(("p0", 0.0),))):
        assert scope(shop, RunConfig(n_products=2, limits=barred)) == ("p1", "p2")
        assert scope(shop, RunConfig(n_products=3, limits=barred)) == ("p0", "p1", "p2")
    assert scope(shop, RunConfig(n_products=2)) == ("p0", "p1")


def test_products_never_sold_are_out_of_scope(tmp_path):
    shop = shop_with(tmp_path, [*moving_prices(), {"product_id": "seen", "event_type": "view"}])

    assert scope(shop, RunConfig()) == ("p0", "p1")


def test_parts_of_offers_are_in_scope_before_the_best_sellers(small_shop_directory):
    config = RunConfig(n_products=2, offers=(Offer("duo", ("p1", "p3")),))

    assert scope(open_shop(small_shop_directory), config) == ("p1", "p3")


def test_the_analysts_own_scope_is_kept_in_order(small_shop_directory):
    assert scope(open_shop(small_shop_directory), RunConfig(products=("p3", "p1"))) == ("p3", "p1")


@pytest.mark.parametrize(
    "config", [RunConfig(products=("p9",)), RunConfig(offers=(Offer("duo", ("p0", "p9")),))]
)
def test_a_product_that_the_shop_does_not_sell_is_refused(small_shop_directory, config):
    with pytest.raises(InputError, match="does not sell it"):
        scope(open_shop(small_shop_directory), config)


def test_quality_and_scope_agree_on_what_can_be_priced(tmp_path):
    """One product is rare, one never moves, one is weighed: two can be priced."""
    rows = [
        {
            "product_id": name,
            "net_price": str(price(n)),
            "order_id": f"o{name}{n}",
            "customer_id": f"c{n % 9}",
            "event_time": f"2024-03-{n // 2 % 28 + 1:02d}T{n % 20:02d}:00",
        }
        for name, n_sold, price in (
            ("moves", 60, lambda n: 5 + n // 2 % 4),
            ("moves too", 60, lambda n: 9 - n // 2 % 3),
            ("rare", 12, lambda n: 3 + n % 3),
            ("still", 60, lambda n: 7),
            ("weighed", 60, lambda n: 2 + n % 2 * 3),
        )
        for n in range(n_sold)
    ]
    shop = shop_with(tmp_path, rows)

    covered = sold_products(shop, shop.read("products")).set_index("product_id")["covered"].to_dict()
    answer = next(a for a in what_data_can_answer(*read_evidence(shop)) if a.question == "price_response")

    assert covered == {
        "moves": "priced",
        "moves too": "priced",
        "rare": "too_few_purchases",
        "still": "price_never_moved",
        "weighed": "several_prices_a_day",
    }
    assert answer.figures["n"] == 2
    assert scope(shop, RunConfig(n_products=2)) == ("moves", "moves too")
