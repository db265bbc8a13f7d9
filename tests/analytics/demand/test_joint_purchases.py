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


def implied(lift, nearest=None, own=NOTHING, effect=0.0):
    ratio, effects = np.log(np.full((2, 2), lift)), effect * (1 - np.eye(2))
    rarity = np.maximum(np.log(np.full(2, nearest or lift)), 0)
    return implied_looks(TASTE, own, SLOPE, WEIGHT, ratio, rarity, effects)


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


def test_what_replaces_what_leaves_purchases_as_counted():
    looks = implied(8, nearest=16, effect=-0.7)

    one, other = np.swapaxes(TASTE + looks.more, 0, 1)
    both = np.exp(one + other - 0.7)
    total = 1 + np.exp(one) + np.exp(other) + both
    assert mean((np.exp(one) + both) / total) / 16 == pytest.approx(bought(TASTE)[0], rel=0.03)
    assert looks.share * mean(both / total) == pytest.approx(8 * bought(TASTE).prod(), rel=0.05)


def test_where_no_effects_are_learned_an_offer_moves_its_parts_and_what_they_replace():
    alike = np.array([False, True, False])  # of the pairs 0–1, 0–2, 1–2
    pairs = replace(Pairs.of_all(3), is_learned=False, is_alike=alike)
    cross = np.full((3, 3), np.log(4.0))
    alone, beside = (
        catalog_by_hand(np.full((40, 3), -3.0), cross=cross, pairs=pairs, replacing=effect)
        for effect in (0.0, -0.5)
    )
    rarity = np.full((3, 1), np.log(4.0), np.float32)
    alone, beside = (replace(one, weights=replace(one.weights, rarity=rarity)) for one in (alone, beside))

    around = alone.around(alone.near([0, 1]), n_parts=2)

    assert alone.near([0, 1]) == [0, 1]
    assert around.looked == pytest.approx(0.25, rel=1e-3)
    assert not around.cross.any()
    assert expit(around.taste) == pytest.approx(expit(np.full((40, 2), -3.0)) * 4, rel=1e-3)
    assert alone.looks_at([0, 1]) == pytest.approx(0.25, rel=1e-3)
    assert beside.near([0, 1]) == [0, 1, 2]
    effect = beside.around([0, 1, 2], n_parts=2).cross[0]
    assert effect[0, 2] == effect[2, 0] == -0.5
    assert np.count_nonzero(effect) == 2
