"""Cross effects that are counted: parts of an offer are bought together as often as they were."""

import numpy as np
import pytest

from analytics.demand.joint_purchases import counted_effects
from analytics.demand.pairs import Pairs
from tests.demand import catalog_by_hand

RNG = np.random.default_rng(0)
TASTE = RNG.normal(-3, 1, (900, 3)).astype(np.float32)
WEIGHT = RNG.integers(1, 5, 900).astype(np.float32)


def share_of_both(taste, effect, weight):
    a, b = np.exp(taste[:, 0]), np.exp(taste[:, 1])
    both = a * b * np.exp(effect)
    return np.average(both / (1 + a + b + both), weights=weight)


@pytest.mark.parametrize("n_both", [40, 400, 4000])
def test_both_are_bought_as_often_as_was_counted(n_both):
    counts = np.full((3, 3), float(n_both))

    effect = counted_effects(TASTE, WEIGHT, TASTE[:50, None], counts, 100_000)

    assert share_of_both(TASTE, effect[0, 0, 1], WEIGHT) == pytest.approx(n_both / 100_000, rel=0.01)
    assert (effect == np.swapaxes(effect, 1, 2)).all()
    assert (effect[:, np.arange(3), np.arange(3)] == 0).all()


def test_members_who_see_other_tastes_see_the_same_joint_purchases():
    shifts = np.array([0.0, -0.5, 0.5])
    members = TASTE[:, None] + shifts[:, None].astype(np.float32)

    effect = counted_effects(TASTE, WEIGHT, members, np.full((3, 3), 1e6), 100_000_000)

    for m, shift in enumerate(shifts):
        assert share_of_both(TASTE + shift, effect[m, 0, 1], WEIGHT) == pytest.approx(0.01, rel=0.1)


def test_pairs_of_which_nothing_is_known_are_independent():
    assert not counted_effects(TASTE, WEIGHT, TASTE[:, None], np.full((3, 3), -1.0), 1000).any()


def test_where_effects_are_counted_an_offer_moves_its_parts_alone():
    pairs = Pairs(
        3, *np.triu_indices(3, 1), *np.zeros((2, 3)), np.zeros(3, bool), np.full(3, 50.0), 1000, False
    )
    basket = np.zeros((40, 3), bool)
    basket[:, 2] = True
    audience = catalog_by_hand(np.full((40, 3), -2.0), cross=np.full((3, 3), 2.0), basket=basket, pairs=pairs)

    around = audience.around(audience.near([0, 1]))

    assert audience.near([0, 1]) == [0, 1]
    assert (around.taste == -2).all()
    assert share_of_both(around.taste, around.cross[0, 0, 1], around.weight) == pytest.approx(0.05, rel=0.01)
