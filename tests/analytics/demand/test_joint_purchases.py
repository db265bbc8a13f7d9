"""Who looks at an offer's parts, as joint purchases tell."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.joint_purchases import implied_looks, replaced
from analytics.demand.pairs import Pairs
from analytics.numerics import expit
from tests.demand import catalog_by_hand

RNG = np.random.default_rng(0)
TASTE = RNG.normal(-4, 0.5, (900, 2)).astype(np.float32)
SLOPE = RNG.uniform(1, 4, (900, 2)).astype(np.float32)
WEIGHT = RNG.integers(1, 5, 900).astype(np.float32)
OWN = RNG.normal(0, 0.4, (900, 2)).astype(np.float32)  # what the customers' own past tells
NOTHING = np.zeros((900, 2), np.float32)


def mean(values):
    return np.average(np.asarray(values, float), axis=0, weights=WEIGHT)


def bought(taste):
    return mean(expit(taste.astype(float)))


def answers(taste, slope):
    chance = expit(taste.astype(float))
    return mean(slope * chance * (1 - chance)) / mean(chance)


def implied(lift, nearest=None, own=NOTHING):
    ratio = np.log(np.full((2, 2), lift))
    return implied_looks(TASTE, own, SLOPE, WEIGHT, ratio, np.log(np.full(2, nearest or lift)))


@pytest.mark.parametrize(("lift", "nearest", "own"), [(2, 2, NOTHING), (8, 8, NOTHING), (5, 12, OWN)])
def test_purchases_alone_and_together_and_answers_to_prices_stay_as_counted(lift, nearest, own):
    looks = implied(lift, nearest, own)

    lookers = TASTE - own + looks.more
    assert bought(lookers) / nearest == pytest.approx(bought(TASTE), rel=1e-3)
    assert looks.share * bought(lookers).prod() == pytest.approx(lift * bought(TASTE).prod(), rel=1e-3)
    assert answers(lookers, SLOPE * looks.steeper) == pytest.approx(answers(TASTE, SLOPE), rel=1e-3)
    assert (looks.steeper > 1).all()


def test_products_that_are_looked_at_apart_are_seen_together_as_rarely_as_chance_has_it():
    looks = implied(1, nearest=10)

    assert looks.share == pytest.approx(0.01)


def test_where_joint_purchases_are_no_more_than_independent_ones_everybody_looks():
    looks = implied(0.6)

    assert looks.share == 1
    assert not looks.more.any()
    assert looks.steeper == pytest.approx(np.ones(2))


def test_nobody_buys_more_than_looks():
    looks = implied(1e8)

    assert bought(TASTE + looks.more).max() < 0.81
    assert looks.share <= 1


def test_where_no_effects_are_learned_an_offer_moves_its_parts_alone():
    pairs = replace(Pairs.of_all(3), is_learned=False)
    basket = np.zeros((40, 3), bool)
    basket[:, 2] = True
    cross = np.full((3, 3), np.log(4.0))
    audience = catalog_by_hand(np.full((40, 3), -3.0), cross=cross, basket=basket, pairs=pairs)

    around = audience.around(audience.near([0, 1]), n_parts=2)

    each = np.exp(-replaced(0, 1)[0]) / 4  # of visits looks at a part
    assert audience.near([0, 1]) == [0, 1]
    assert around.looked == pytest.approx(4 * each**2, rel=1e-3)
    assert not around.cross.any()
    assert expit(around.taste) == pytest.approx(expit(np.full((40, 2), -3.0)) / each, rel=1e-3)
    assert audience.looks_at([0, 1]) == pytest.approx(4 * each**2, rel=1e-3)
