import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.explain.shapley import shapley_values

outcome = st.floats(-100, 100)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(outcome, min_size=2**n, max_size=2**n)))
def test_values_add_up_to_what_all_players_change(outcomes):
    table = np.array(outcomes)

    values = shapley_values(table)

    assert values.sum() == pytest.approx(table[-1] - table[0], abs=1e-9)


@given(st.lists(outcome, min_size=4, max_size=4))
def test_a_player_who_changes_nothing_adds_nothing(outcomes):
    beside = np.concatenate([outcomes, outcomes])  # the third player's bit is the highest

    assert shapley_values(beside)[2] == pytest.approx(0, abs=1e-9)
    assert shapley_values(beside)[:2] == pytest.approx(shapley_values(np.array(outcomes)), abs=1e-9)


def test_players_who_are_alike_add_the_same():
    by_size = np.array([0.0, 1.0, 5.0, 6.0])
    outcomes = np.array([by_size[bin(place).count("1")] for place in range(8)])

    assert shapley_values(outcomes) == pytest.approx([2.0, 2.0, 2.0])


def test_the_glove_game_has_its_known_values():
    """One has a left glove, two have a right one: a pair is worth 1."""
    outcomes = np.array([float(place & 1 and place >> 1 > 0) for place in range(8)])

    assert shapley_values(outcomes) == pytest.approx([2 / 3, 1 / 6, 1 / 6])
