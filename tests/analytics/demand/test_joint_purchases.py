"""Who looks at an offer's parts, as joint purchases tell."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.joint_purchases import implied_looks
from analytics.demand.pairs import Pairs
from analytics.numerics import expit
from tests.demand import catalog_by_hand

RNG = np.random.default_rng(0)
TASTE = RNG.normal(-4, 0.5, (900, 2)).astype(np.float32)
WEIGHT = RNG.integers(1, 5, 900).astype(np.float32)


def bought(taste):
    return np.average(expit(taste.astype(float)), axis=0, weights=WEIGHT)


@pytest.mark.parametrize("lift", [2.0, 8.0])
def test_products_are_bought_as_often_as_before_and_together_as_often_as_was_counted(lift):
    share, more = implied_looks(TASTE, WEIGHT, np.log(np.full((2, 2), lift)))

    of_lookers = bought(TASTE + more)
    assert share == pytest.approx(1 / lift, rel=1e-6)
    assert share * of_lookers == pytest.approx(bought(TASTE), rel=1e-3)
    assert share * of_lookers.prod() == pytest.approx(lift * bought(TASTE).prod(), rel=1e-3)


def test_where_joint_purchases_are_no_more_than_independent_ones_everybody_looks():
    share, more = implied_looks(TASTE, WEIGHT, np.full((2, 2), -0.5))

    assert share == 1
    assert not more.any()


def test_nobody_buys_more_than_looks():
    share, more = implied_looks(TASTE, WEIGHT, np.full((2, 2), 20.0))

    assert share * bought(TASTE + more) == pytest.approx(bought(TASTE), rel=1e-3)
    assert bought(TASTE + more).max() < 0.9


def test_where_no_effects_are_learned_an_offer_moves_its_parts_alone():
    pairs = replace(Pairs.of_all(3), is_learned=False)
    basket = np.zeros((40, 3), bool)
    basket[:, 2] = True
    cross = np.full((3, 3), np.log(4.0))
    audience = catalog_by_hand(np.full((40, 3), -3.0), cross=cross, basket=basket, pairs=pairs)

    around = audience.around(audience.near([0, 1]), n_parts=2)

    assert audience.near([0, 1]) == [0, 1]
    assert around.looked == pytest.approx(0.25)
    assert not around.cross.any()
    assert expit(around.taste) == pytest.approx(4 * expit(np.full((40, 2), -3.0)), rel=1e-3)
    assert audience.looks_at([0, 1]) == pytest.approx(0.25)
