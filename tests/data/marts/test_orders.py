"""Orders: what each was worth, and what an order is where the files name none."""

import pytest

from tests.builders import shop_with


def test_orders_say_what_each_was_worth(tmp_path):
    rows = [
        {"order_id": "o1", "product_id": "p1", "net_price": "10", "list_price": "12", "quantity": "2"},
        {"order_id": "o1", "product_id": "p2", "net_price": "5", "list_price": "5"},
        {
            "order_id": "C3",
            "product_id": "p1",
            "net_price": "10",
            "quantity": "-1",
            "event_time": "2024-03-13",
        },
        {
            "order_id": "o4",
            "product_id": "p2",
            "net_price": "5",
            "customer_id": "",
            "event_time": "2024-03-14",
        },
    ]

    orders = shop_with(tmp_path, rows).read("orders").set_index("basket_id")

    first, guest = orders.loc["o1"], orders.loc["o4"]
    assert orders.index.tolist() == ["o1", "o4"]  # a return is no order
    assert first[["n_lines", "n_products", "units", "revenue"]].tolist() == [2, 2, 3.0, 25.0]
    assert first["discount_share"] == pytest.approx(1 - 25 / 29)
    assert (first["customer_id"], orders["order_id"].tolist()) == ("c1", ["o1", "o4"])
    assert guest.isna()[["customer_id", "discount_share"]].all()


def test_lines_without_an_order_are_those_of_a_session_else_of_a_day(tmp_path):
    times = ["2024-03-04 23:50", "2024-03-05 00:10", "2024-03-05 09:00", "2024-03-05 10:00"]
    rows = [{"order_id": "", "event_time": time} for time in times] + [
        {"order_id": "", "session_id": "s1", "customer_id": "", "event_time": time} for time in times[1:]
    ]

    orders = shop_with(tmp_path, rows).read("orders")

    assert orders["n_lines"].tolist() == [1, 3, 3]
    assert orders["order_id"].isna().all()
