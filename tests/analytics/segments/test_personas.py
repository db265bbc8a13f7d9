from collections.abc import Callable

import pandas as pd
import pytest

from analytics.segments.personas import COLUMNS, describe_segments, name_personas
from analytics.segments.rfm import SEGMENT_NAMES, assign_rfm
from components.segments.words import MEANINGS, with_sentences

Build = Callable[..., pd.DataFrame]


def sentences_of(customers: pd.DataFrame) -> list[str]:
    return with_sentences(describe_segments(customers), customers)["sentence"].tolist()


def test_sizes_and_revenue_are_counted_by_hand(customers: Build) -> None:
    shop = customers(monetary=[100.0, 300.0, 100.0], n_orders=[2, 4, 1], recency_days=[10, 20, 3])

    segments = describe_segments(shop.assign(segment=["gold", "gold", "iron"])).set_index("segment")

    assert segments.loc["gold", "n_customers"] == 2
    assert segments.loc["gold", "customer_share"] == pytest.approx(2 / 3)
    assert segments.loc["gold", "revenue"] == 400
    assert segments.loc["gold", "revenue_share"] == pytest.approx(0.8)
    assert segments.loc["gold", ["median_recency_days", "mean_orders", "mean_monetary"]].tolist() == [
        15,
        3,
        200,
    ]
    assert sentences_of(shop.assign(segment=["gold", "gold", "iron"]))[0] == (
        "Order 1.3 × as often and spend 1.2 × as much as the average customer: 2 customers (67 %) bring 80 % "
        "of the revenue, with about 3 orders and 200 each; the last order typically 15 days ago."
    )


def test_half_a_day_is_rounded_alike_in_the_table_and_in_the_sentence(customers: Build) -> None:
    shop = customers(recency_days=[42, 43, 41, 42]).assign(segment=["gold", "gold", "iron", "iron"])

    segments = describe_segments(shop)

    assert segments["median_recency_days"].tolist() == [43, 42]
    assert [sentence[-13:] for sentence in sentences_of(shop)] == [" 43 days ago.", " 42 days ago."]


def test_rfm_segments_stand_best_first_and_say_what_they_mean(shop_customers: Build) -> None:
    customers = assign_rfm(shop_customers(600))

    assert describe_segments(customers)["segment"].iloc[[0, -1]].tolist() == ["Champions", "Lost"]
    assert sentences_of(customers)[0].startswith("Bought lately, buy often and spend the most: ")


def test_a_small_multiple_is_not_rounded_to_nothing(customers: Build) -> None:
    shop = customers(monetary=[199.0, 196.0, 5.0]).assign(segment=["gold", "gold", "iron"])

    assert "spend 0.04 × as much" in sentences_of(shop)[1]


def test_other_and_unknown_stand_last(customers: Build) -> None:
    shop = customers(monetary=[900.0, 800.0, 5.0]).assign(segment=["Unknown", "Other", "gold"])

    assert describe_segments(shop)["segment"].tolist() == ["gold", "Other", "Unknown"]


def test_an_empty_shop_has_no_segments(shop_customers: Build) -> None:
    segments = describe_segments(shop_customers(0).assign(segment=pd.Series(dtype="str")))

    assert segments.empty
    assert list(segments.columns) == list(COLUMNS)


def test_a_shop_without_revenue_has_no_shares(customers: Build) -> None:
    segments = describe_segments(customers(monetary=[0.0, 0.0]).assign(segment="gold"))

    assert segments["revenue_share"].tolist() == [0.0]


def test_personas_say_how_often_how_much_and_how_lately(customers: Build) -> None:
    shop = customers(
        recency_days=[3.0, 3.0, 30.0, 30.0, 300.0],
        n_orders=[20, 20, 4, 4, 1],
        monetary=[900.0, 900.0, 60.0, 60.0, 20.0],
    )

    names = name_personas(shop.assign(cluster=[0, 0, 1, 1, 2]))

    assert names == {
        0: "Frequent big spenders, here lately",
        1: "Occasional small spenders",
        2: "One-time small spenders, gone quiet",
    }


def test_personas_that_would_share_a_name_are_told_apart(customers: Build) -> None:
    shop = customers(monetary=[100.0, 101.0, 101.0])

    names = name_personas(shop.assign(cluster=[0, 1, 2]))

    assert names == {
        0: "Regular buyers (100 each)",
        1: "Regular buyers (101 each)",
        2: "Regular buyers (101 each), group 3",
    }


def test_every_rfm_segment_has_its_meaning():
    assert set(SEGMENT_NAMES) <= set(MEANINGS)
