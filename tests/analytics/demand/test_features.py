from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.demand import visits_by_hand
from tests.encoding import customers, encoded, encoder


def logit(share):
    return np.log(share / (1 - share))


def test_a_price_enters_as_its_distance_from_the_reference():
    x = encoded(visits_by_hand([[1], [0]], price=[[9.0], [12.0]]), reference_price=10.0)

    assert x["price"][:, 0] == pytest.approx([-0.1, 0.2])


def test_the_average_rate_counts_only_choices_that_could_go_either_way():
    visits = visits_by_hand([[1], [1], [0]], is_informative=np.array([[False], [True], [True]]))

    assert encoder(visits, customers(3)).rate_[0] == pytest.approx((1 + 0.5) / (2 + 1))


def test_the_first_visit_knows_no_past():
    x = encoded(visits_by_hand([[1, 0], [0, 1]]))

    assert x["past"] == pytest.approx(np.zeros((2, 2, 3)))


def test_the_past_is_the_own_rate_shrunk_to_the_average():
    x = encoded(visits_by_hand([[1], [1], [0], [0]], customer=[0, 0, 0, 0]))
    rate = (2 + 0.5) / (4 + 1)

    quick = (2 + 4 * rate) / (3 + 4)

    assert x["past"][3, 0, 0] == pytest.approx(logit(quick) - logit(rate), abs=1e-5)


def test_the_recent_past_halves_in_eight_visits():
    bought = [[1]] + [[0]] * 8
    x = encoded(visits_by_hand(bought, customer=[0] * 9))
    rate, decay = (1 + 20 * 0.15) / (9 + 20), 0.5 ** (1 / 8)  # the segment's, drawn to everybody's 0.15
    weight = sum(decay**k for k in range(1, 9))

    recent = (0.5 + 4 * rate) / (weight + 4)

    assert x["past"][8, 0, 2] == pytest.approx(logit(recent) - logit(rate), abs=1e-5)


def test_while_training_habits_are_read_from_all_other_visits():
    visits = visits_by_hand([[1], [1], [0], [0]], customer=[0, 0, 0, 0])
    who = customers()
    rate = (2 + 0.5) / (4 + 1)

    x = encoder(visits, who).transform(visits, who, is_training=True)

    others_of_first, others_of_last = (1 + 4 * rate) / (3 + 4), (2 + 4 * rate) / (3 + 4)
    assert x["past"][0, 0, 0] == pytest.approx(logit(others_of_first) - logit(rate), abs=1e-5)
    assert x["past"][3, 0, 0] == pytest.approx(logit(others_of_last) - logit(rate), abs=1e-5)
    assert x["past"][0, 0, 2] == 0  # the recent past stays what came before


def test_while_training_no_habit_knows_its_own_visit():
    bought = [[1], [1], [0], [0]]
    who = customers()
    habits = []
    for own in (0, 1):
        visits = visits_by_hand([[own], *bought], customer=[0] * 5)
        fitted = encoder(visits_by_hand(bought, customer=[0] * 4), who)
        habits.append(fitted.transform(visits, who, is_training=True)["past"][0])

    assert habits[0] == pytest.approx(habits[1])


def test_customers_do_not_share_a_past():
    x = encoded(visits_by_hand([[1], [1], [0]], customer=[0, 0, 1]))

    assert x["past"][2, 0].tolist() == [0, 0, 0]


def test_an_unknown_segment_has_no_code():
    visits = visits_by_hand([[1], [0]])
    fitted = encoder(visits, customers(2))
    strangers = pd.DataFrame({"segment": ["all", "new"]}, index=["c0", "c1"])

    assert fitted.transform(visits, strangers)["segment"].tolist() == [0, -1]


def test_a_customer_without_a_row_still_has_features():
    x = encoder(visits_by_hand([[1], [0]]), customers(2)).transform(visits_by_hand([[1], [0]]), customers(1))

    assert x["segment"].tolist() == [0, -1]


def test_attributes_are_one_column_per_value_and_average_to_zero():
    visits = visits_by_hand([[1], [0], [1], [0]])
    x = encoded(visits, customers(4, region=["north", "north", "north", None]))

    assert x["attributes"].shape == (4, 2)
    assert x["attributes"].mean(0) == pytest.approx([0, 0], abs=1e-6)
    assert x["attributes"][0] == pytest.approx([0.25, -0.25])


def test_at_most_eight_values_of_an_attribute_have_a_column():
    who = customers(12, city=[f"city {i}" for i in range(12)])

    assert encoded(visits_by_hand(np.eye(12)), who)["attributes"].shape == (12, 8)


def test_a_number_with_many_values_becomes_quarters():
    visits = visits_by_hand(np.eye(12))
    fitted = encoder(visits, customers(12, age=np.arange(12.0)))

    assert sorted(fitted.levels_["age"]) == ["quarter 1", "quarter 2", "quarter 3", "quarter 4"]


futures = st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=4, max_size=4)


@pytest.mark.parametrize("name", ["past", "activity", "attributes", "season", "segment", "period"])
@given(future=futures, markdown=st.floats(0.2, 1.0))
def test_no_feature_of_a_visit_knows_its_future(name, future, markdown):
    bought = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 0], [1, 1, 1]] * 2, bool)
    visits = visits_by_hand(bought, customer=[0] * 4 + [1] * 4, period=[0, 1, 2, 3] * 2)
    is_past = visits.period < 2
    changed = bought.copy()
    changed[~is_past] = future
    price = np.where(is_past[:, None], 1.0, markdown)
    altered = replace(visits, bought=changed, price=np.broadcast_to(price, bought.shape).astype(np.float32))
    fitted = encoder(visits.where(is_past), customers(2, region=["north", "south"]))
    who = customers(2, region=["north", "south"])

    before, after = (
        fitted.transform(visits, who)[name][is_past],
        fitted.transform(altered, who)[name][is_past],
    )

    np.testing.assert_array_equal(before, after)


def test_a_customer_looks_the_same_alone_and_among_others():
    visits = visits_by_hand([[1, 0], [0, 1], [1, 1]])
    who = customers(3, region=["north", "south", "south"])
    fitted = encoder(visits, who)
    alone = replace(visits.where(visits.customer == 0), customer_ids=visits.customer_ids[:1])

    among, by_itself = fitted.transform(visits, who), fitted.transform(alone, who)

    assert by_itself["attributes"][0] == pytest.approx(among["attributes"][0])


def test_a_past_like_the_segments_says_little_however_long_it_is():
    bought = [[1], [0]] * 30 + [[0], [0]] * 90
    visits = visits_by_hand(bought, customer=[0] * 60 + [1] * 180)
    apart = pd.DataFrame({"segment": ["often", "never"]}, index=["c0", "c1"])

    past = [encoded(visits, who)["past"][58, 0, 1] for who in (apart, customers(2))]

    assert abs(past[0]) < 0.4 < past[1]
