from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.segments.rfm import (
    ONE_ORDER,
    SEGMENT_NAMES,
    SEGMENT_TABLE,
    assign_rfm,
    merge_small_segments,
)

Build = Callable[..., pd.DataFrame]

figures = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 30), st.integers(0, 5_000)), min_size=1, max_size=60
)


def frame(rows: list[tuple[int, int, int]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["recency_days", "n_orders", "monetary"])
    return table.assign(customer_id=[f"c{row}" for row in range(len(rows))])


def test_five_different_customers_get_the_scores_one_to_five(customers: Build) -> None:
    five = customers(recency_days=[5, 4, 3, 2, 1], n_orders=[2, 3, 4, 5, 6], monetary=[10, 20, 30, 40, 50])

    scored = assign_rfm(five)

    for score in ("r_score", "f_score", "m_score"):
        assert scored[score].tolist() == [1, 2, 3, 4, 5]
    assert scored["segment"].tolist() == [
        "Lost",
        "Hibernating",
        "Need attention",
        "Loyal customers",
        "Champions",
    ]


def test_scores_of_ties_are_those_of_their_mean_rank(customers: Build) -> None:
    # ranks 1, 2.5, 2.5, 4 of 4 lie at 1/8, 4/8, 4/8, 7/8: fifths 1, 3, 3, 5
    scored = assign_rfm(customers(monetary=[1, 2, 2, 3]))

    assert scored["m_score"].tolist() == [1, 3, 3, 5]


def test_one_order_is_no_frequency_even_where_everyone_has_one(customers: Build) -> None:
    scored = assign_rfm(customers(n_orders=[1] * 10, recency_days=list(range(10)), monetary=list(range(10))))

    assert set(scored["f_score"]) == {1}
    assert set(scored["segment"]) == set(ONE_ORDER.values())


@given(figures)
def test_a_name_says_of_one_order_only_how_long_ago_it_was(rows: list[tuple[int, int, int]]) -> None:
    scored = assign_rfm(frame([*rows, (10, 1, 5_001)]))

    once = scored[scored["n_orders"] == 1]
    assert (once["segment"] == once["r_score"].map(ONE_ORDER)).all()
    assert not set(ONE_ORDER.values()) & {"Champions", "Loyal customers", "Potential loyalists", "At risk"}


@pytest.mark.parametrize("n_customers", [0, 1, 2, 3])
def test_shops_of_hardly_any_customers_are_scored(n_customers: int, shop_customers: Build) -> None:
    scored = assign_rfm(shop_customers(n_customers))

    assert len(scored) == n_customers
    assert set(scored["segment"]) <= set(SEGMENT_NAMES)


def test_a_missing_figure_is_refused(customers: Build) -> None:
    with pytest.raises(ValueError, match="recency_days has missing values"):
        assign_rfm(customers(recency_days=[1.0, np.nan]))


def test_every_name_is_in_the_table_and_every_cell_has_a_name() -> None:
    cells = [name for row in SEGMENT_TABLE.values() for name in row]

    assert set(cells) == set(SEGMENT_NAMES)
    assert len(cells) == 25


@given(figures, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[int, int, int]], random) -> None:
    customers = frame(rows)
    shuffled = customers.sample(frac=1, random_state=random.randint(0, 2**31))

    expected, found = assign_rfm(customers), assign_rfm(shuffled)

    pd.testing.assert_frame_equal(found.sort_index(), expected)


@given(figures)
def test_equal_figures_get_equal_scores_and_better_figures_never_lower_ones(rows) -> None:
    scored = assign_rfm(frame(rows))

    assert scored[["r_score", "f_score", "m_score"]].isin(range(1, 6)).all(axis=None)
    for figure, score, sign in (
        ("recency_days", "r_score", -1),
        ("n_orders", "f_score", 1),
        ("monetary", "m_score", 1),
    ):
        by_figure = scored.groupby(figure)[score]
        assert (by_figure.min() == by_figure.max()).all()
        assert (np.diff(by_figure.first().to_numpy()) * sign >= 0).all()


def test_a_small_segment_joins_its_nearest_neighbor() -> None:
    segments = pd.Series(["Champions"] * 100 + ["Lost"] * 10 + ["Hibernating"] * 50)

    merged = merge_small_segments(segments)

    assert merged.value_counts().to_dict() == {"Champions": 100, "Hibernating": 60}


def test_two_percent_of_a_large_shop_is_the_least_size() -> None:
    segments = pd.Series(["Champions"] * 9_810 + ["Lost"] * 190)

    assert set(merge_small_segments(segments)) == {"All customers"}
    assert set(merge_small_segments(segments, share_min=0.01)) == {"Champions", "Lost"}


def test_pricing_gets_at_most_eight_segments() -> None:
    segments = pd.Series(list(SEGMENT_NAMES) * 200)

    merged = merge_small_segments(segments)

    assert merged.nunique() == 8
    assert len(merged) == len(segments)


def test_a_single_segment_keeps_its_name() -> None:
    assert set(merge_small_segments(pd.Series(["Promising"] * 3))) == {"Promising"}


@given(st.lists(st.sampled_from(SEGMENT_NAMES), max_size=400))
def test_merging_loses_nobody_and_leaves_no_small_segment(names: list[str]) -> None:
    merged = merge_small_segments(pd.Series(names, dtype="str"))

    sizes = merged.value_counts()
    assert sizes.sum() == len(names)
    assert len(sizes) <= 1 or sizes.min() >= 30
