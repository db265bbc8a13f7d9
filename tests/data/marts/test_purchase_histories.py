import pandas as pd
import pytest

from tests.builders import shop_with

ROWS = [
    {"event_time": "2024-03-01 10:00", "net_price": "10"},
    {"event_time": "2024-03-01 18:00", "net_price": "5", "order_id": "o2"},
    {"event_time": "2024-03-08 09:00", "net_price": "20", "quantity": "2", "order_id": "o3"},
    {"event_time": "2024-03-15 09:00", "net_price": "8", "order_id": "o4"},
    {"event_time": "2024-03-15 09:00", "net_price": "2", "order_id": "o4", "product_id": "p2"},
    {"event_time": "2024-03-20 09:00", "event_type": "return", "order_id": "o4"},
    {"event_time": "2024-03-10 09:00", "customer_id": "c2", "order_id": "o5"},
    {"event_time": "2024-03-31 23:59", "customer_id": "", "order_id": "o6"},
]


def test_purchases_of_one_day_are_one_and_the_first_day_is_no_repeat(tmp_path):
    table = shop_with(tmp_path, ROWS).read("purchase_histories").set_index("customer_id")

    assert table.index.tolist() == ["c1", "c2"]
    assert table.loc["c1", ["n_repeats", "t_x_days", "age_days", "mean_repeat_value"]].tolist() == [
        2,
        14,
        30,
        25,
    ]
    assert table.loc["c1", ["first_day", "revenue"]].tolist() == [pd.Timestamp("2024-03-01"), 65]
    assert table.loc["c2", ["n_repeats", "t_x_days", "age_days"]].tolist() == [0, 0, 21]
    assert pd.isna(table.loc["c2", "mean_repeat_value"])


@pytest.mark.parametrize(("as_of", "n_repeats", "age"), [("2024-03-08", 0, 6), ("2024-03-08 12:00", 1, 7)])
def test_as_of_a_moment_the_last_known_day_is_the_one_before_it(tmp_path, as_of, n_repeats, age):
    table = shop_with(tmp_path, ROWS).read("purchase_histories", as_of=as_of)

    assert table[["customer_id", "n_repeats", "age_days"]].to_numpy().tolist() == [["c1", n_repeats, age]]
