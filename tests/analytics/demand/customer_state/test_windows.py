import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.demand.customer_state.windows import visit_windows, window_length

SHOPS = st.lists(st.integers(1, 70), min_size=1, max_size=8)


def customers(n_visits):
    return np.repeat(np.arange(len(n_visits), dtype=np.int32), n_visits)


@given(SHOPS, st.sampled_from([4, 8, 32]))
def test_every_visit_is_answered_once_and_only_beside_visits_of_its_customer(n_visits, length):
    customer = customers(n_visits)

    windows = visit_windows(customer, length)

    assert sorted(windows.visit[windows.is_own]) == list(range(len(customer)))
    for row in windows.visit:
        there = row[row >= 0]
        assert len(set(customer[there])) == 1
        assert (np.diff(there) == 1).all()


@given(SHOPS, st.sampled_from([4, 8, 32]))
def test_a_visit_is_told_of_half_a_window_or_of_all_that_came_before(n_visits, length):
    customer = customers(n_visits)
    first = np.searchsorted(customer, customer)

    windows = visit_windows(customer, length)

    for row, is_own in zip(windows.visit, windows.is_own, strict=True):
        for place in np.flatnonzero(is_own):
            n_before = row[place] - first[row[place]]
            assert place >= min(n_before, length // 2)


@pytest.mark.parametrize(("n_visits", "length"), [([1] * 10, 4), ([6] * 9 + [500], 8), ([300] * 3, 32)])
def test_windows_are_as_long_as_most_customers_need(n_visits, length):
    assert window_length(customers(n_visits)) == length
