"""Names keep to the shop's own rhythm, be it weekly or yearly, and never contradict the figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.segments.choice import SegmentChoice, assign_segments
from analytics.segments.personas import name_personas
from analytics.segments.rfm import LAPSED, assign_rfm
from analytics.segments.rhythm import GONE, LATE, lateness
from components.segments.words import verb

LIVELY = ("Champions", "Loyal customers", "Potential loyalists", "New customers", "Promising")
END = pd.Timestamp("2024-01-01")


def shop_of(gap_days: float, n_customers: int = 400, seed: int = 0, gone_share: float = 0.25) -> pd.DataFrame:
    """Return customers who order at random about every so many days, a share of whom stopped long ago."""
    rng = np.random.default_rng(seed)
    n_orders = rng.geometric(0.25, n_customers)
    recency = rng.exponential(gap_days, n_customers)
    recency += np.where(rng.random(n_customers) < gone_share, 12 * gap_days, 0)
    active = (n_orders - 1) * gap_days * rng.uniform(0.7, 1.4, n_customers)
    last = END - pd.to_timedelta(recency, "D")
    return pd.DataFrame(
        {
            "customer_id": [f"c{n}" for n in range(n_customers)],
            "recency_days": recency,
            "n_orders": n_orders,
            "monetary": n_orders * rng.lognormal(3, 0.5, n_customers),
            "first_order_at": last - pd.to_timedelta(active, "D"),
            "last_order_at": last,
        }
    )


@given(st.sampled_from([1.0, 7.0, 30.0, 180.0, 365.0]), st.integers(0, 1_000))
def test_those_are_lapsed_who_are_late_by_the_rhythm_and_no_others(gap_days, seed):
    customers = shop_of(gap_days, seed=seed)

    named, late = assign_rfm(customers)["segment"], lateness(customers)

    assert (named.isin(LAPSED) == (late > LATE)).all()
    assert not named[late <= GONE].eq("Lost").any()


@pytest.mark.parametrize("gap_days", [7.0, 365.0])
def test_the_same_shop_at_another_pace_has_the_same_names(gap_days):
    daily, slower = shop_of(1.0), shop_of(gap_days)

    assert assign_rfm(slower)["segment"].equals(assign_rfm(daily)["segment"])
    clusters = {"cluster": np.arange(400) % 4}
    of_daily = [name.split(" (")[0] for name in name_personas(daily.assign(**clusters)).values()]
    assert [n.split(" (")[0] for n in name_personas(slower.assign(**clusters)).values()] == of_daily


@pytest.mark.parametrize("gap_days", [7.0, 365.0])
def test_a_shop_that_everyone_comes_back_to_has_nobody_lapsed(gap_days):
    customers = shop_of(gap_days, gone_share=0.0).query("recency_days <= @gap_days")

    assert not assign_rfm(customers)["segment"].isin(LAPSED).any()
    assert not assign_segments(customers, SegmentChoice())["segment"].isin(LAPSED).any()


def test_three_weeks_are_late_for_weekly_buyers_and_nothing_for_yearly_ones():
    weekly, yearly = (shop_of(gap, gone_share=0.0).assign(recency_days=23.0) for gap in (7.0, 365.0))

    assert (lateness(weekly)[weekly["n_orders"] > 3] > LATE).mean() > 0.8
    assert (lateness(yearly) < 1).all()


def test_a_customers_own_rhythm_counts_before_the_shops():
    customers = shop_of(7.0, gone_share=0.0)
    slow = {
        "n_orders": 13,
        "recency_days": 25.0,
        "last_order_at": END,
        "first_order_at": END - pd.Timedelta("360D"),
    }
    customers.loc[0, list(slow)] = list(slow.values())

    assert lateness(customers)[0] < 1


def test_without_repeated_orders_there_is_no_rhythm():
    assert lateness(shop_of(7.0).assign(n_orders=1)) is None
    assert lateness(shop_of(7.0).drop(columns="first_order_at")) is None


def test_who_is_gone_brought_revenue_and_brings_none():
    assert {verb(name) for name in LAPSED} == {"brought"}
    assert {verb(name) for name in LIVELY} == {"bring"}
