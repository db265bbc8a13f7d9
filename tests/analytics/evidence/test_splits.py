import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.evidence.splits import split_in_time
from data.schema import NotEnoughDataError


def times(*days: int) -> np.ndarray:
    return np.datetime64("2024-01-01", "us") + np.array(days, dtype="timedelta64[D]")


def test_the_last_fifth_is_held_out() -> None:
    train, test, boundary = split_in_time(times(*range(10)), holdout_share=0.2)

    assert train.tolist() == [True] * 8 + [False] * 2
    assert test.tolist() == [False] * 8 + [True] * 2
    assert boundary == np.datetime64("2024-01-09")


def test_a_moment_shared_by_many_visits_stays_on_one_side() -> None:
    # holding out the two later days would be 90 %, the last one alone 10 %: nearer to 20 %
    train, test, boundary = split_in_time(times(0, 1, 1, 1, 1, 1, 1, 1, 1, 2))

    assert test.sum() == 1
    assert train.sum() == 9
    assert boundary == np.datetime64("2024-01-03")


def test_of_two_boundaries_equally_near_the_later_is_taken() -> None:
    assert split_in_time(times(0, 1, 2, 3), holdout_share=0.375)[2] == np.datetime64("2024-01-04")


def test_one_moment_cannot_be_split() -> None:
    with pytest.raises(NotEnoughDataError, match="same moment"):
        split_in_time(times(5, 5, 5))


@pytest.mark.parametrize("visited_at", [[1, 2, 3], ["2024-01-01"], np.array(["NaT"], dtype="datetime64[s]")])
def test_anything_but_known_times_is_refused(visited_at: list[object]) -> None:
    with pytest.raises(ValueError, match="without missing values"):
        split_in_time(visited_at)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=80), st.floats(0, 1))
def test_every_training_visit_is_before_every_test_visit(days: list[int], holdout_share: float) -> None:
    if len(set(days)) < 2:
        return
    visited_at = times(*days)

    train, test, boundary = split_in_time(visited_at, holdout_share)

    assert train.any() and test.any() and (train ^ test).all()
    assert visited_at[train].max() < boundary == visited_at[test].min()
