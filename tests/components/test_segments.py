import pandas as pd

from components import segments
from components.segments import charts
from components.shell import theme
from tests.builders import shop_with

PROFILES = pd.DataFrame(
    {
        "segment": ["Champions", "Lost"],
        "n_customers": [40, 60],
        "customer_share": [0.4, 0.6],
        "revenue": [900.0, 100.0],
        "revenue_share": [0.9, 0.1],
    }
)
CUSTOMERS = pd.DataFrame(
    {
        "segment": ["Champions", "Lost"],
        "recency_days": [0, 90],
        "n_orders": [12, 1],
        "monetary": [900.0, -5.0],
    }
)


def test_the_answer_names_the_segment_with_most_revenue():
    assert segments.answer(PROFILES, 0) == (
        "Champions: 40 % of the customers bring 90 % of the revenue, the most of 2 segments."
    )


def test_where_guests_buy_shares_are_said_to_be_of_known_customers(tmp_path):
    lines = [("c1", "30"), ("c2", "10"), ("", "60")]
    rows = [
        {"order_id": f"o{n}", "customer_id": who, "net_price": price} for n, (who, price) in enumerate(lines)
    ]
    guests = segments.guest_share(shop_with(tmp_path, rows))

    assert segments.answer(PROFILES, guests) == (
        "Champions: 40 % of the customers bring 90 % of the revenue of known customers, the most of 2 "
        "segments. Guests bring 60.0 % of all revenue."
    )


def test_customers_of_whom_nothing_is_known_are_no_segment_to_speak_of():
    profiles = pd.concat([PROFILES.assign(revenue=[9.0, 1.0]), PROFILES.tail(1).assign(segment="Unknown")])

    assert segments.answer(profiles.reset_index(drop=True), 0).startswith("Champions")


def test_one_segment_is_said_to_be_one():
    assert segments.answer(PROFILES.head(1), 0) == "All 40 customers form one segment."


def test_each_segment_has_a_bar_of_customers_and_one_of_revenue():
    revenue, customers = charts.shares_chart(PROFILES).data

    assert list(revenue.y) == list(customers.y) == ["Lost", "Champions"]
    assert list(revenue.x) == [0.1, 0.9]
    assert list(customers.x) == [0.6, 0.4]


def test_a_segment_has_the_same_color_in_every_picture():
    dots = charts.customers_chart(CUSTOMERS, ["Champions", "Lost"], "").data

    assert [trace.marker.color for trace in dots] == [
        theme.segment_colors(PROFILES["segment"])[name] for name in ("Champions", "Lost")
    ]


def test_customers_of_today_and_with_returns_above_purchases_still_have_a_dot():
    today, returned = charts.customers_chart(CUSTOMERS, ["Champions", "Lost"], "").data

    assert list(today.y) == [1]
    assert list(returned.marker.size) == [4]
