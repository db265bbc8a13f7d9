"""Doubts about a file as a whole: its currency, its unit, its clock, its columns."""

import numpy as np
import pytest

from data.quality.report import doubtful_rows, read_quality
from data.quality.settle import save_treatments
from data.quality.staged import usual_days
from tests.builders import shop_with


def rows_of(shop, kind):
    return doubtful_rows(shop, kind)["row"].tolist()


def kinds_of(shop):
    return set(read_quality(shop).doubts["kind"])


def test_prices_in_another_currency_are_named_by_their_sign(tmp_path):
    rows = [
        {"order_id": f"o{n}", "net_price": f"£{n + 1}.50" if n == 7 else f"${n + 1}.50"} for n in range(20)
    ]

    shop = shop_with(tmp_path, rows)

    assert rows_of(shop, "mixed_currency") == [9]


def test_prices_in_another_currency_are_named_by_a_column_of_codes(tmp_path):
    rows = [{"order_id": f"o{n}", "currency": "EUR" if n in (3, 4) else "USD"} for n in range(20)]
    shop = shop_with(tmp_path, rows)
    assert rows_of(shop, "mixed_currency") == [5, 6]

    save_treatments(shop, {"mixed_currency": "drop"})

    assert shop.rejects()["row"].tolist() == [5, 6]


def test_a_month_in_cents_is_named(tmp_path):
    rows = [
        {
            "order_id": f"{month} {product} {n}",
            "event_time": f"2024-{month:02d}-{n + 2:02d} 10:00:00",
            "product_id": f"p{product}",
            "net_price": (product + 3) * (100 if month == 3 else 1),
        }
        for month in range(1, 4)
        for n in range(6)
        for product in range(4)
    ]

    shop = shop_with(tmp_path, rows)

    assert rows_of(shop, "units_change") == [2 + 2 * 24]


def test_a_file_of_days_is_told_from_one_with_midnights_in_it(tmp_path):
    days = [{"order_id": f"o{n}", "event_time": f"2024-03-{n + 1:02d}"} for n in range(25)]

    found = kinds_of(shop_with(tmp_path, days))

    assert "days_only" in found
    assert "midnight" not in found


def test_empty_and_constant_columns_are_named(tmp_path):
    rows = [{"order_id": f"o{n}", "channel": "", "store_id": "s1", "net_price": n + 1} for n in range(30)]

    doubts = read_quality(shop_with(tmp_path, rows)).doubts.set_index(["kind", "column"])

    assert ("empty_column", "channel") in doubts.index
    assert ("constant_column", "store_id") in doubts.index
    assert ("constant_column", "net_price") not in doubts.index


def test_a_lone_time_is_far_outside_and_a_long_history_is_not():
    days = np.arange("2024-01-01", "2024-03-01", dtype="datetime64[D]").tolist()
    odd = np.datetime64("1999-05-05").tolist()

    assert usual_days(days, np.full(len(days), 10)) is None
    assert usual_days([odd, *days], np.array([1] + [10] * len(days)))[0] > odd
    assert usual_days([odd, *days], np.array([300] + [10] * len(days))) is None


@pytest.mark.parametrize("quantity", ["1", "-1"])
def test_a_return_is_matched_to_what_it_undoes_once_only(tmp_path, quantity):
    rows = [
        {"order_id": "o1", "event_time": "2024-03-01 10:00:00", "quantity": "1"},
        {"order_id": "o2", "event_time": "2024-03-02 10:00:00", "quantity": quantity},
        {"order_id": "o3", "event_time": "2024-03-03 10:00:00", "quantity": "-1"},
    ]

    shop = shop_with(tmp_path, rows)

    unmatched = rows_of(shop, "unmatched_return")
    undone = rows_of(shop, "undone_purchase")
    assert (unmatched, undone) == (([], [2, 4]) if quantity == "1" else ([4], [2, 3]))


def test_a_part_of_a_purchase_may_come_back(tmp_path):
    rows = [
        {"order_id": "o1", "event_time": "2024-03-01 10:00:00", "quantity": "5"},
        {"order_id": "C2", "event_time": "2024-03-02 10:00:00", "quantity": "-2"},
    ]

    assert rows_of(shop_with(tmp_path, rows), "unmatched_return") == []


def sold_with(n_orders, **changed):
    """Return orders of two products, and in each a line whose price is another one every time."""
    rows = []
    for n in range(n_orders):
        extra = {"product_id": "X1", "net_price": f"{2 + n * 37 % 90 / 10}", "quantity": 1}
        for line in (
            {"product_id": f"p{n % 5}"},
            {"product_id": f"q{n % 7}", "quantity": 2},
            extra | changed,
        ):
            rows.append({"order_id": f"o{n}", "customer_id": f"c{n % 9}"} | line)
    return rows


@pytest.mark.parametrize(
    ("changed", "is_odd"), [({}, True), ({"net_price": "4.50"}, False), ({"quantity": 3}, False)]
)
def test_a_line_that_behaves_like_a_charge_is_doubtful_and_stays(tmp_path, changed, is_odd):
    shop = shop_with(tmp_path, sold_with(40, **changed))

    assert ("charge_like" in kinds_of(shop)) is is_odd
    assert "X1" in set(shop.read("products")["product_id"])
    if is_odd:
        assert rows_of(shop, "charge_like") == [4 + 3 * n for n in range(40)]


def test_what_is_also_sold_alone_is_no_charge(tmp_path):
    alone = [row for n, row in enumerate(sold_with(60)) if n % 9 not in (0, 1)]

    assert "charge_like" not in kinds_of(shop_with(tmp_path, alone))
