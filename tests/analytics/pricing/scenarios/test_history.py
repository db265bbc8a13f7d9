import numpy as np
import pandas as pd
import pytest

from analytics.pricing.scenarios.history import (
    of_those_who_look,
    visits_spread,
    weekly_history,
    whole_weeks,
)
from tests.demand import audience_by_hand, costs_by_hand

MONDAY = pd.Timestamp("2025-01-06 10:00")


def visits(*days):
    return pd.DataFrame(
        {"visit_id": range(len(days)), "visited_at": [MONDAY + pd.Timedelta(days=d) for d in days]}
    )


def lines(*rows):
    return pd.DataFrame(rows, columns=["visit_id", "product_id", "n_bought", "price"])


def history(visits, lines, audience=None, **costs):
    audience = audience or audience_by_hand(np.zeros((1, 3)))
    return weekly_history(visits, lines, audience, (0, 1), costs_by_hand(3, **costs))


def test_a_week_is_told_per_visit_at_the_prices_paid():
    bought = lines((0, "p0", 1, 9.0), (0, "p1", 1, 8.0), (1, "p0", 3, 10.0))

    (week,) = history(visits(0, 1, 2, 3), bought, per_order=1.0).to_dict("records")

    assert week["take_rate"] == 0.25
    assert week["units"] == pytest.approx(3 / 4)  # a product counts once a visit
    assert week["revenue"] == pytest.approx(27 / 4)
    assert week["contribution_margin"] == pytest.approx((9 - 6 + 8 - 6 + 10 - 6 - 2) / 4)


def test_products_that_sell_along_are_counted_and_others_are_not():
    audience = audience_by_hand(np.zeros((1, 4)))
    audience.cross[0, 0, 2] = audience.cross[0, 2, 0] = 0.5
    bought = lines((0, "p2", 1, 10.0), (0, "p3", 1, 10.0))

    table = weekly_history(visits(0), bought, audience, (0, 1), costs_by_hand(4))

    assert audience.near((0, 1)) == [0, 1, 2]
    assert table["revenue"].tolist() == [10.0]


def test_views_and_prices_not_known_do_not_count_as_nothing():
    bought = lines((0, "p0", 0, 9.0), (1, "p0", 1, np.nan))

    table = history(visits(0, 1), bought)

    assert table["revenue"].tolist() == [5.0]  # one of two, at today's 10


def test_weeks_follow_each_other_and_cut_ones_are_left_out():
    table = history(visits(*np.repeat(np.arange(15), 10)), lines((0, "p0", 1, 9.0)))

    assert table["week"].diff().dropna().eq(pd.Timedelta(weeks=1)).all()
    assert len(table) == 3 and len(whole_weeks(table)) == 2


def test_the_spread_of_weeks_is_told_only_where_there_are_enough():
    steady = visits(*np.repeat(np.arange(70), 3))["visited_at"].to_numpy("datetime64[us]")

    assert visits_spread(steady) == (0.0, 0.0)
    assert visits_spread(steady[:60]) is None


def test_where_views_are_recorded_only_visits_that_look_at_all_parts_are_counted():
    lines = pd.DataFrame(
        {
            "visit_id": [0, 0, 0, 1, 1],
            "product_id": ["p0", "p1", "p2", "p0", "p2"],
            "is_seen": [True, True, True, True, True],
        }
    )

    kept = of_those_who_look(lines, ("p0", "p1"))

    assert list(kept["visit_id"]) == [0, 0, 0]
    assert list(kept["product_id"]) == ["p0", "p1", "p2"]
