"""The marts of customers' months, traits, products and first days, counted by hand."""

import pandas as pd
import pytest

from tests.builders import import_csv, shop_with, write_csv

ROWS = [
    {"event_time": "2024-01-31 23:59", "net_price": "10", "list_price": "12", "order_id": "o1"},
    {
        "event_time": "2024-02-01 00:01",
        "net_price": "5",
        "list_price": "5",
        "order_id": "o1",
        "product_id": "p2",
    },
    {"event_time": "2024-02-20 10:00", "net_price": "7", "order_id": "o2"},
    {"event_time": "2024-01-15 10:00", "event_type": "view", "order_id": ""},
    {"event_time": "2024-02-10 10:00", "event_type": "view", "order_id": ""},
    {"event_time": "2024-03-10 10:00", "net_price": "40", "order_id": "o3"},
    {"event_time": "2024-06-30 10:00", "net_price": "90", "order_id": "o4"},
    {"event_time": "2024-12-31 10:00", "event_type": "view", "order_id": "", "customer_id": "c2"},
]


@pytest.fixture
def shop(tmp_path):
    return shop_with(tmp_path, ROWS)


def test_an_order_over_midnight_counts_in_the_month_in_which_it_began(shop):
    months = shop.read("customer_months")

    assert months["month"].dt.month.tolist() == [1, 2, 3, 6]
    assert months["n_orders"].tolist() == [1, 1, 1, 1]
    assert months["revenue"].tolist() == [10, 12, 40, 90]
    assert months["n_days"].tolist() == [1, 2, 1, 1]


def test_first_days_end_after_thirty_and_later_spending_begins_there(shop):
    row = shop.read("first_days").iloc[0]

    assert row[["n_orders", "n_days", "revenue", "first_day_revenue", "n_products"]].tolist() == [
        2,
        3,
        22,
        15,
        2,
    ]
    assert row["n_views"] == 1  # the one before the first purchase is not of the first days
    assert row[["later_revenue_60", "later_revenue_90", "later_revenue_180"]].tolist() == [40, 40, 130]
    assert row["reduced_share"] == 0.5
    assert row["known_days"] == pytest.approx(334.417, abs=0.001)


def test_what_comes_later_changes_nothing_of_the_first_days(shop):
    seen = ["n_orders", "revenue", "n_views", "last_order_day", "reduced_share", "mean_hour"]

    before, after = (shop.read("first_days", as_of=day)[seen] for day in ("2024-03-02", None))

    pd.testing.assert_frame_equal(before, after)


def test_traits_add_up_to_what_was_spent(shop, tmp_path):
    catalog = [
        {"product_id": "p1", "category": "mugs", "brand": "B"},
        {"product_id": "p2", "category": "pots"},
    ]
    import_csv(shop, write_csv(tmp_path / "p.csv", catalog), "products")

    traits = shop.read("customer_traits").set_index(["trait", "value"])["revenue"]

    assert traits["category"].to_dict() == {"mugs": 147, "pots": 5}
    assert traits["brand"].to_dict() == {"B": 147}
    assert traits["reduced"].to_dict() == {"yes": 10, "no": 5}
    assert traits["hour"].to_dict() == {"0": 5, "10": 137, "23": 10}
    assert traits["weekday"].sum() == 152


def test_values_beyond_the_largest_are_one_rest(tmp_path):
    rows = [{"category": f"k{n:02d}", "net_price": str(100 - n), "order_id": f"o{n}"} for n in range(30)]

    traits = shop_with(tmp_path, rows).read("customer_traits").query("trait == 'category'")

    assert len(traits) == 25
    assert traits.loc[traits["value"].isna(), "revenue"].tolist() == [sum(100 - n for n in range(24, 30))]


def test_products_of_a_customer_add_up(shop):
    products = shop.read("customer_products")

    assert products[["customer_id", "product_id", "units", "revenue"]].to_numpy().tolist() == [
        ["c1", "p1", 4, 147],
        ["c1", "p2", 1, 5],
    ]
