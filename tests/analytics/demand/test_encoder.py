"""What the network is told of visits and cells, and that none of it knows the future."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.demand.cells import learned_cells
from analytics.demand.encoder import Encoder
from analytics.demand.histories import History
from analytics.numerics import logit
from tests.logs import log_by_hand


def customers(n=1, **columns):
    return pd.DataFrame({"segment": ["all"] * n, **columns}, index=[f"c{i}" for i in range(n)])


def fitted(log, who):
    return Encoder(np.ones(log.n_products, np.float32)).fit(learned_cells(log, 0), who)


def told(log, who=None):
    who = customers(len(log.customer_ids)) if who is None else who
    return fitted(log, who).visits(log, who)


def past_of(log, who=None, is_training=False):
    """Return purchase rates of all cells of a log without views of its own, (n_visits, n_products, 3)."""
    who = customers(len(log.customer_ids)) if who is None else who
    encoder, cells = fitted(log, who), learned_cells(log, 0)
    found = encoder.past(History(log), cells, encoder.visits(log, who).segment, is_training)
    return found.reshape(len(log), log.n_products, -1)


def test_the_first_visit_knows_no_past_and_customers_share_none():
    past = past_of(log_by_hand([[1], [1], [0]], customer=[0, 0, 1]))

    assert past[[0, 2]] == pytest.approx(0, abs=1e-6)


def test_the_past_is_the_own_rate_shrunk_to_the_average():
    past = past_of(log_by_hand([[1], [1], [0], [0]], customer=[0] * 4))
    rate = (2 + 20 * 0.5) / (4 + 20)

    assert past[3, 0, 0] == pytest.approx(
        logit(np.array((2 + 4 * rate) / 7)) - logit(np.array(rate)), abs=1e-5
    )


def test_while_training_habits_are_read_from_all_other_visits_and_never_the_own():
    log = log_by_hand([[1], [1], [0], [0]], customer=[0] * 4)
    rate = (2 + 20 * 0.5) / (4 + 20)

    past = past_of(log, is_training=True)[:, 0]

    quick = logit(np.array([(n + 4 * rate) / 7 for n in (1, 1, 2, 2)])) - logit(np.array(rate))
    assert past[:, 0] == pytest.approx(quick, abs=1e-5)
    assert past[0, 2] == 0  # the recent past stays what came before


def test_an_unknown_segment_is_the_average_one():
    log = log_by_hand([[1], [0]])
    encoder = fitted(log, customers(2))

    strangers = pd.DataFrame({"segment": ["all", "new"]}, index=["c0", "c1"])
    assert encoder.visits(log, strangers).segment.tolist() == [0, 1]
    assert encoder.visits(log, customers(1)).segment.tolist() == [0, 1]  # of the second nothing is known


def test_attributes_are_one_column_per_value_and_average_to_zero():
    traits = told(log_by_hand([[1]] * 4), customers(4, region=["north", "north", "north", None])).traits

    assert traits[:, :2].mean(0) == pytest.approx([0, 0], abs=1e-6)
    assert traits[0, :2] == pytest.approx([0.25, -0.25])


def test_at_most_eight_values_have_a_column_and_numbers_of_many_values_become_quarters():
    who = customers(12, city=[f"city {i}" for i in range(12)], age=np.arange(12.0))

    levels = fitted(log_by_hand(np.eye(12)), who).levels_

    assert len(levels["city"]) == 8
    assert sorted(levels["age"]) == ["quarter 1", "quarter 2", "quarter 3", "quarter 4"]


def test_values_that_name_a_customer_have_no_column():
    mails = [f"c{i}@shop.example" for i in range(24)]
    who = customers(24, mail=mails, city=["north"] * 12 + mails[12:])

    levels = fitted(log_by_hand(np.eye(24)), who).levels_

    assert levels["mail"] == ()
    assert len(levels["city"]) == 8  # of 13 different values: few enough to be words


@pytest.mark.parametrize("seen", [None, False])
@given(
    future=st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=4, max_size=4),
    markdown=st.floats(0.2, 1.0),
)
def test_nothing_that_is_told_of_a_visit_knows_its_future(seen, future, markdown):
    bought = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 0], [1, 1, 1]] * 2, bool)
    where = {"customer": [0] * 4 + [1] * 4, "period": [0, 1, 2, 3] * 2, "seen": seen}
    is_past = np.array([True, True, False, False] * 2)
    changed = bought.copy()
    changed[~is_past] = future
    price = np.where(is_past[:, None], 1.0, markdown)
    logs = log_by_hand(bought, **where), log_by_hand(changed, price=price, **where)
    who = customers(2, region=["north", "south"])
    encoder = fitted(logs[0].where(is_past), who)
    visit, product = np.repeat(np.flatnonzero(is_past), 3), np.tile(np.arange(3), 4)

    before, after = (encoder.visits(log, who) for log in logs)
    pasts = [vars(History(log).before(visit, product)) for log in logs]

    for name, values in vars(before).items():
        np.testing.assert_array_equal(values[is_past], getattr(after, name)[is_past], name)
    for name, values in pasts[0].items():
        np.testing.assert_array_equal(values, pasts[1][name], name)


def test_a_past_like_the_segments_says_little_however_long_it_is():
    log = log_by_hand([[1], [0]] * 30 + [[0], [0]] * 90, customer=[0] * 60 + [1] * 180)
    apart = pd.DataFrame({"segment": ["often", "never"]}, index=["c0", "c1"])

    past = [past_of(log, who)[58, 0, 1] for who in (apart, customers(2))]

    assert abs(past[0]) < 0.4 < past[1]


def test_a_period_after_training_has_no_effect_of_its_own():
    log = log_by_hand([[1], [0], [1]], period=[0, 1, 2])
    encoder = fitted(log.where(log.period < 2), customers(3))

    assert encoder.visits(log, customers(3)).period.tolist() == [0, 1, encoder.n_periods_]


def test_a_year_of_history_has_a_season_and_less_has_none():
    short, long = (told(log_by_hand([[1], [0]], period=[0, days])).season for days in (100, 330))

    assert not short[:, :2].any()
    assert np.abs(long[:, :2]).max() > 0.5


def test_weekdays_repeat_after_seven_days():
    season = told(log_by_hand([[1], [0], [1]], period=[0, 3, 7])).season

    assert season[0, 2:] == pytest.approx(season[2, 2:], abs=1e-5)
    assert season[0, 2:] != pytest.approx(season[1, 2:], abs=1e-2)


def test_a_customer_looks_the_same_alone_and_among_others():
    log, who = log_by_hand([[1, 0], [0, 1], [1, 1]]), customers(3, region=["north", "south", "south"])
    encoder = fitted(log, who)
    alone = replace(log.where(log.customer == 0), customer_ids=log.customer_ids[:1])

    assert encoder.visits(alone, who).traits[0] == pytest.approx(encoder.visits(log, who).traits[0])
