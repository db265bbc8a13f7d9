"""Unit prices that differ between customers of one day: no price change was ever seen."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.calendar import within_day_share


def price_day(day=0, price=10.0, n_rows=1, log_price_variance=0.0):
    when = pd.Timestamp("2025-01-06") + pd.Timedelta(days=day)
    return {
        "product_id": "p0",
        "store_id": None,
        "day": when,
        "price": price,
        "n_rows": n_rows,
        "log_price_variance": log_price_variance,
    }


def within_day(*rows):
    return within_day_share(pd.DataFrame(list(rows)), ["p0"])[0]


def test_one_price_a_day_leaves_nothing_within_it():
    days = [price_day(day=d, price=10.0 + d, n_rows=20, log_price_variance=0.0) for d in range(5)]

    assert within_day(*days) == 0.0


def test_prices_that_differ_only_between_customers_lie_within_the_day():
    days = [price_day(day=d, n_rows=20, log_price_variance=0.04) for d in range(5)]

    assert within_day(*days) == 1.0


def test_the_share_within_a_day_by_hand():
    # log prices ±0.1 around 0 on one day and around 0.2 on the next: 0.01 within, 0.01 between
    days = [price_day(day=d, price=np.exp(0.2 * d), n_rows=1_000, log_price_variance=0.01) for d in range(2)]

    assert within_day(*days) == pytest.approx(0.5, rel=0.01)


def test_a_few_repeated_sales_say_nothing_about_the_day():
    assert within_day(*[price_day(day=d, n_rows=2, log_price_variance=0.04) for d in range(29)]) == 0.0


def test_a_product_without_rows_has_nothing_within_the_day():
    rows = pd.DataFrame([price_day(n_rows=40, log_price_variance=0.04)])

    assert within_day_share(rows, ["p9", "p0"]).tolist() == [0.0, 1.0]
