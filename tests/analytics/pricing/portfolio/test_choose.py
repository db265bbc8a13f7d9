"""Which rows to show together: never against the rules, and as good as an integer program."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.portfolio.choose import rows_to_show
from tests.oracles.best_portfolios import best_portfolio

ROWS = st.lists(
    st.tuples(
        st.floats(-1, 9),
        st.integers(0, 2),
        st.sets(st.integers(0, 6), min_size=2, max_size=4).map(lambda parts: tuple(sorted(parts))),
    ),
    min_size=1,
    max_size=30,
)


def columns(rows):
    worth, segment, parts = zip(*rows, strict=True)
    return np.array(worth), np.array(segment), parts


@given(rows=ROWS, n_at_once=st.integers(1, 5))
def test_what_is_shown_keeps_the_rules_and_nothing_that_fits_is_left_out(rows, n_at_once):
    worth, segment, parts = columns(rows)

    shown = rows_to_show(worth, segment, parts, n_at_once)

    assert (worth[shown] > 0).all()
    for code in range(3):
        own = [parts[row] for row in shown if segment[row] == code]
        taken = {part for mine in own for part in mine}
        assert len(own) <= n_at_once and len(taken) == sum(map(len, own))
        fits = [row for row in np.flatnonzero(segment == code) if worth[row] > 0 and row not in shown]
        assert len(own) == n_at_once or all(taken & set(parts[row]) for row in fits)


@pytest.mark.parametrize("seed", range(40))
def test_greedy_with_swaps_is_as_good_as_the_integer_program(seed):
    rng = np.random.default_rng(seed)
    n_rows, n_products = int(rng.integers(10, 60)), int(rng.integers(5, 15))
    popular = rng.dirichlet(np.full(n_products, 0.7)) + 0.01
    parts = [
        tuple(rng.choice(n_products, int(rng.integers(2, 5)), replace=False, p=popular / popular.sum()))
        for _ in range(n_rows)
    ]
    worth = rng.lognormal(0, 1, n_rows) * np.array([len(own) for own in parts]) - 0.5
    segment, n_at_once = rng.integers(0, 2, n_rows), int(rng.integers(1, 6))

    ours = worth[rows_to_show(worth, segment, parts, n_at_once)].sum()

    assert ours >= 0.99 * worth[best_portfolio(worth, segment, parts, n_at_once)].sum()


def test_two_small_bundles_take_the_place_of_a_big_one_that_shares_a_part_with_both():
    shown = rows_to_show(np.array([5.0, 4.0, 4.0]), np.zeros(3), [(0, 1, 2, 3), (0, 1), (2, 3)], 2)

    assert shown.tolist() == [1, 2]
