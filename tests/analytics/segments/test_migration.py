import numpy as np
import pandas as pd
import pytest

from analytics.segments.migration import (
    NOT_YET,
    customers_by_month,
    migration,
    movers,
    rfm_segments,
    segments_by_month,
)
from analytics.segments.rfm import assign_rfm
from tests.builders import shop_with

FIGURES = ["customer_id", "recency_days", "n_orders", "monetary", "first_order_at", "last_order_at"]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    rng = np.random.default_rng(0)
    days = pd.Timestamp("2024-01-03 09:00") + pd.to_timedelta(rng.integers(0, 180, 300), unit="D")
    rows = [
        {
            "customer_id": f"c{rng.integers(40)}",
            "order_id": f"o{n // 2}",
            "event_time": str(day),
            "net_price": str(5 + n % 7),
            "product_id": f"p{n % 5}",
        }
        for n, day in enumerate(days)
    ]
    return shop_with(tmp_path_factory.mktemp("shop"), rows)


@pytest.fixture(scope="module")
def until(shop) -> pd.Timestamp:
    return shop.read("overview")["last_at"].iloc[0]


@pytest.fixture(scope="module")
def by_month(shop, until) -> pd.DataFrame:
    return segments_by_month(shop.read("customer_months"), until, rfm_segments)


def test_at_every_months_end_customers_stand_as_the_mart_has_them_as_of_then(shop, until):
    months = list(customers_by_month(shop.read("customer_months"), until))

    assert len(months) == 6
    for moment, customers in months[:-1]:
        expected = shop.read("customers", as_of=moment)[FIGURES].reset_index(drop=True)
        pd.testing.assert_frame_equal(customers[FIGURES], expected, check_dtype=False)


def test_segments_at_the_end_are_those_of_today(shop, by_month):
    customers = shop.read("customers")

    today = assign_rfm(customers).set_index("customer_id")["segment"]

    assert by_month.iloc[:, -1].astype(str).to_dict() == today.to_dict()


def test_nobody_is_lost_or_counted_twice_on_the_way(by_month):
    moves = migration(by_month)

    for before, after in zip(by_month.columns, by_month.columns[1:], strict=False):
        of_month = moves[moves["month"] == after]
        arrived = of_month.groupby("to_segment")["n_customers"].sum()
        assert (
            arrived.to_dict()
            == by_month[after][by_month[after] != NOT_YET].value_counts().loc[arrived.index].to_dict()
        )
        left = of_month[of_month["from_segment"] != NOT_YET]["n_customers"].sum()
        assert left == (by_month[before] != NOT_YET).sum()


def test_every_figure_leads_to_as_many_customers(by_month):
    moves = migration(by_month)

    for _, row in moves.iterrows():
        ids = movers(by_month, row["month"], row["from_segment"], row["to_segment"])
        assert len(ids) == row["n_customers"] > 0


def test_a_last_month_that_has_only_begun_counts_with_the_one_before(shop):
    months = shop.read("customer_months")
    begun = months.tail(1).assign(
        month=pd.Timestamp("2024-07-01"), last_order_at=pd.Timestamp("2024-07-02 10:00")
    )
    until = pd.Timestamp("2024-07-02 10:00")

    table = segments_by_month(pd.concat([months[months["month"] < "2024-07-01"], begun]), until, rfm_segments)

    assert list(table.columns)[-2:] == [pd.Timestamp("2024-06-01"), until]


def test_one_month_has_no_moves(shop, until):
    months = shop.read("customer_months")

    assert migration(
        segments_by_month(months[months["month"] == months["month"].max()], until, rfm_segments)
    ).empty
