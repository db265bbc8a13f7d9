import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.demand.calendar import (
    build_calendar,
    carry_over,
)

MONDAY = pd.Timestamp("2025-01-06")


def price_day(product_id="p0", day=0, price=10.0, store_id=None, n_rows=1, **more):
    when = MONDAY + pd.Timedelta(days=day)
    return {
        "product_id": product_id,
        "store_id": store_id,
        "day": when,
        "price": price,
        "n_rows": n_rows,
        **more,
    }


def calendar(*rows, products=("p0",), instruments=()):
    columns = ["product_id", "store_id", "day", "price", "n_rows", *instruments]
    return build_calendar(pd.DataFrame(list(rows), columns=columns), list(products), instruments)


def prices_of(built, product=0, store=0):
    return built.price[product, store].tolist()


def weekly(n_weeks=8, starts_on=0, products=("p0", "p1")):
    rng = np.random.default_rng(0)
    prices = rng.uniform(5, 15, (len(products), n_weeks + 1)).round(2)
    return [
        price_day(product, day, prices[j, (day + 7 - starts_on) // 7])
        for j, product in enumerate(products)
        for day in range(7 * n_weeks)
    ]


def test_a_day_without_a_price_keeps_the_last_one():
    built = calendar(price_day(day=0, price=10), price_day(day=3, price=12))

    assert prices_of(built) == [10, 10, 10, 12]


def test_days_before_the_first_price_have_that_price():
    built = calendar(price_day("p0", day=2, price=8), price_day("p1", day=0, price=1), products=("p0", "p1"))

    assert prices_of(built) == [8, 8, 8]


def test_several_prices_of_a_period_are_averaged_by_their_rows():
    built = calendar(price_day(price=10, n_rows=3), price_day(price=14, n_rows=1))

    assert prices_of(built) == [11]


def test_a_store_without_a_price_takes_that_of_the_other_stores():
    built = calendar(
        price_day(store_id="north", day=0, price=10),
        price_day(store_id="south", day=0, price=20),
        price_day(store_id="south", day=1, price=30),
    )

    assert built.stores == ("north", "south")
    assert prices_of(built, store=0) == [10, 30]


def test_a_product_never_priced_has_no_price():
    built = calendar(price_day("p0"), products=("p0", "p1"))

    assert np.isnan(built.price[1]).all()
    assert not built.is_sold[1].any()


def test_a_product_is_on_sale_one_period_around_each_sale():
    built = calendar(
        price_day("p0", day=3), price_day("p1", day=0), price_day("p1", day=6), products=("p0", "p1")
    )

    assert built.is_sold[0].tolist() == [False, False, True, True, True, False, False]


def test_prices_that_change_on_mondays_make_weeks():
    built = calendar(*weekly(), products=("p0", "p1"))

    assert built.days_per_period == 7
    assert built.price.shape == (2, 1, 8)


@pytest.mark.parametrize("starts_on", range(7))
def test_weeks_start_on_the_day_that_the_shop_changes_its_prices(starts_on):
    built = calendar(*weekly(starts_on=starts_on), products=("p0", "p1"))
    rows = pd.DataFrame(weekly(starts_on=starts_on))

    period = built.period_of(rows["day"].to_numpy("datetime64[us]"))

    at = rows["product_id"].map({"p0": 0, "p1": 1}).to_numpy()
    assert built.price[at, 0, period] == pytest.approx(rows["price"].to_numpy(), abs=1e-5)


def test_prices_that_change_by_the_day_keep_days():
    rng = np.random.default_rng(0)

    built = calendar(*[price_day(day=d, price=float(rng.uniform(5, 15))) for d in range(60)])

    assert built.days_per_period == 1


def test_times_outside_the_calendar_read_its_nearest_period():
    built = calendar(price_day(day=0), price_day(day=5))
    times = np.array(["2024-01-01", "2025-01-08", "2026-01-01"], "datetime64[us]")

    assert built.period_of(times).tolist() == [0, 2, 5]


def test_an_unknown_store_reads_the_first():
    built = calendar(price_day(store_id="north"), price_day(store_id="south"))

    assert built.store_of(pd.Series(["south", "east", None])).tolist() == [1, 0, 0]


def test_an_instrument_is_carried_over_gaps_and_averaged_by_rows():
    built = calendar(
        price_day(day=0, cost=4.0, n_rows=1),
        price_day(day=0, cost=6.0, n_rows=3),
        price_day(day=2, cost=8.0),
        instruments=("cost",),
    )

    assert built.instruments[0, :, 0].tolist() == [5.5, 5.5, 8.0]


def test_a_missing_instrument_weighs_nothing():
    built = calendar(price_day(cost=np.nan, n_rows=9), price_day(cost=6.0), instruments=("cost",))

    assert built.instruments[0, :, 0].tolist() == [6.0]


def test_rows_without_a_price_and_products_out_of_scope_are_left_out():
    built = calendar(price_day(price=np.nan, day=9), price_day("elsewhere", price=99), price_day(price=7))

    assert prices_of(built) == [7]


def test_a_shop_without_any_price_has_an_empty_calendar():
    built = calendar(products=("p0", "p1"))

    assert built.price.shape == (2, 1, 1)
    assert np.isnan(built.price).all()


def test_carrying_over_prefers_the_earlier_value():
    filled = carry_over(np.array([[np.nan, 1.0, np.nan, 3.0, np.nan], [np.nan] * 5]))

    assert filled[0].tolist() == [1, 1, 1, 3, 3]
    assert np.isnan(filled[1]).all()


rows_of_prices = st.lists(
    st.tuples(
        st.sampled_from(["p0", "p1", "p2"]),
        st.sampled_from([None, "north", "south"]),
        st.integers(0, 90),
        st.floats(0.01, 1e4),
        st.integers(1, 50),
    ),
    min_size=1,
    max_size=40,
)


@given(rows_of_prices)
def test_a_calendar_has_no_gap_where_a_product_was_ever_priced(rows):
    days = [price_day(p, day, price, store, n) for p, store, day, price, n in rows]
    products = ["p0", "p1", "p2"]

    built = calendar(*days, products=products)

    priced = np.isin(products, [row[0] for row in rows])
    assert np.isfinite(built.price[priced]).all()
    assert np.isnan(built.price[~priced]).all()


@given(rows_of_prices)
def test_a_calendar_never_leaves_the_range_of_prices_seen(rows):
    days = [price_day(p, day, price, store, n) for p, store, day, price, n in rows]
    seen = [row[3] for row in rows if row[0] == "p0"]

    built = calendar(*days)

    if seen:
        assert built.price.min() >= min(seen) * (1 - 1e-6)
        assert built.price.max() <= max(seen) * (1 + 1e-6)
