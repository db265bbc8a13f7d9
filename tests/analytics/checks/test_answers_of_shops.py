"""What real tables of a shop answer."""

import pytest

from analytics.checks.answers import prices_that_teach, what_data_can_answer
from data.quality.report import read_evidence
from tests.builders import shop_with


def test_products_count_where_prices_moved_between_days_and_not_between_buyers(tmp_path):
    rows = [
        {
            "order_id": f"{product} {day} {nth}",
            "customer_id": f"c{nth}",
            "event_time": f"2024-03-{day + 1:02d} 10:00:00",
            "product_id": product,
            "net_price": f"{10 + (day if product == 'moves' else nth if product == 'tiers' else 0):.2f}",
        }
        for product in ("moves", "tiers", "stays")
        for day in range(20)
        for nth in range(6)
    ]

    facts, products = read_evidence(shop_with(tmp_path, rows))

    by_id = products.set_index("product_id")
    assert facts["n_orders"] == 360
    assert by_id.loc["moves", "within_day_share"] == pytest.approx(0, abs=1e-9)
    assert by_id.loc["tiers", "within_day_share"] == 1.0
    assert by_id.loc["stays", "log_price_spread"] == pytest.approx(0, abs=1e-6)
    assert [int(flags.sum()) for flags in prices_that_teach(products)] == [1, 1]


def test_orders_and_views_without_a_customer_are_counted(tmp_path):
    rows = [
        {"order_id": "o1", "customer_id": "c1"},
        {"order_id": "o2", "customer_id": ""},
        {"order_id": "o2", "customer_id": "", "product_id": "p2"},
        {"order_id": "", "session_id": "s1", "customer_id": "", "event_type": "view"},
        {"order_id": "", "session_id": "s2", "customer_id": "c1", "event_type": "view"},
    ]

    facts, _ = read_evidence(shop_with(tmp_path, rows))

    assert (facts["n_orders"], facts["n_nameless_orders"]) == (2, 1)
    assert (facts["n_views"], facts["n_nameless_views"], facts["n_viewers"]) == (1, 1, 1)


def test_a_shop_without_purchases_answers_nothing_and_says_so(tmp_path):
    shop = shop_with(tmp_path, [{"event_type": "view", "order_id": "", "net_price": ""}])

    found = what_data_can_answer(*read_evidence(shop))

    assert {answer.verdict for answer in found} <= {"no", "partly"}
    assert all(answer.remedy for answer in found)
