import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.price_changes.changes import LEAST_CHANGE, NO_CHANGE, during_changes, find_changes
from analytics.evidence.price_changes.codes import ChangeKind

PATHS = st.lists(st.sampled_from([6.0, 8.0, 9.4, 9.7, 10.0, 10.4, 12.0]), min_size=1, max_size=60)


def changes_of(*price, days=7):
    return find_changes(np.array([price], float), days)


def test_a_price_that_never_moves_has_no_change():
    assert changes_of(*[10] * 30).empty


def test_a_price_that_falls_and_comes_back_was_a_promotion():
    changes = changes_of(10, 10, 10, 8, 7, 10, 10)

    assert changes.to_dict("records") == [
        {"product": 0, "first": 3, "last": 4, "kind": ChangeKind.PROMOTION, "price_before": 10.0}
    ]


def test_a_price_that_rises_and_comes_back_was_dearer_for_a_time():
    assert changes_of(10, 10, 10, 12, 12, 10)["kind"].tolist() == [ChangeKind.DEARER_FOR_A_TIME]


@pytest.mark.parametrize(
    ("price", "kind"), [(8, ChangeKind.LASTING_CUT), (12, ChangeKind.LASTING_RISE)], ids=["cut", "rise"]
)
def test_a_price_that_stays_away_is_a_new_one_judged_by_its_first_eight_weeks(price, kind):
    changes = changes_of(*[10] * 5, *[price] * 20)

    assert changes[["first", "last", "kind"]].to_numpy().tolist() == [[5, 12, kind]]


def test_after_a_lasting_change_later_prices_are_compared_with_the_new_one():
    changes = changes_of(*[10] * 5, *[8] * 12, 10, 8, 8)

    assert changes["price_before"].tolist() == [10, 8]
    assert changes["kind"].tolist() == [ChangeKind.LASTING_CUT, ChangeKind.DEARER_FOR_A_TIME]


def test_a_change_that_the_data_end_in_is_still_on():
    assert changes_of(10, 10, 10, 8, 8)["kind"].tolist() == [ChangeKind.STILL_ON]


def test_a_change_of_exactly_five_percent_counts_and_a_smaller_one_does_not():
    assert len(changes_of(10, 10, 10, 9.5, 10)) == 1
    assert changes_of(10, 10, 10, 9.51, 10).empty


def test_where_prices_move_by_the_day_a_price_is_lasting_after_as_many_days_as_eight_weeks_have():
    for_long, for_short = [10] * 21 + [8] * 70, [10] * 21 + [8] * 40 + [10] * 20

    assert changes_of(*for_long, days=1)["kind"].tolist() == [ChangeKind.LASTING_CUT]
    assert changes_of(*for_short, days=1)["kind"].tolist() == [ChangeKind.PROMOTION]


def test_a_promotion_in_the_first_weeks_makes_no_rise_of_the_usual_price():
    assert changes_of(10, 8, 10, 10, 10, 10).empty


def test_a_product_that_was_never_priced_has_no_change():
    assert changes_of(*[np.nan] * 12).empty


@given(PATHS)
def test_changes_do_not_overlap_and_are_away_from_the_price_before(path):
    price = np.array([path])
    changes = find_changes(price, 7)

    number, before = during_changes(price, changes)

    assert (number != NO_CHANGE).sum() == (changes["last"] - changes["first"] + 1).sum()
    away = np.abs(price / before - 1)
    assert (away[number != NO_CHANGE] >= LEAST_CHANGE - 1e-9).all()
    assert (away[number == NO_CHANGE] == 0).all()


@given(PATHS, st.floats(0.01, 1000))
def test_changes_are_the_same_in_any_currency(path, rate):
    columns = ["first", "last", "kind"]

    here, there = (find_changes(np.array([path]) * factor, 7)[columns] for factor in (1, rate))

    assert here.equals(there)
