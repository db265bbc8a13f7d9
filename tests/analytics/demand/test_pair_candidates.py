"""Which pairs get a cross effect, and how likely each has one."""

import numpy as np
import pytest

from analytics.demand.pair_candidates import candidate_pairs
from analytics.demand.pair_evidence import EFFECT_SD, bulk_of
from tests.logs import log_by_hand


def visits(n_products=80, n_visits=4000, seed=0):
    """Return independent purchases, 5 % a product."""
    return np.random.default_rng(seed).random((n_visits, n_products)) < 0.05


def pairs_of(bought, category=-1, **how):
    log = log_by_hand(bought, **how)
    return candidate_pairs(log, np.broadcast_to(category, log.n_products))


def place_of(pairs, a, b):
    return int(pairs.places(np.array([a]), np.array([b]))[0])


def test_of_few_products_every_pair_is_learned_alike():
    pairs = pairs_of(visits(5))

    assert len(pairs) == 10
    assert (pairs.spread == pairs.spread[0]).all()


def test_pairs_that_are_bought_together_or_apart_more_than_chance_explains_have_an_effect():
    bought = visits()
    bought[:, 1] |= bought[:, 0] & (np.random.default_rng(1).random(len(bought)) < 0.5)
    bought[:, 3] = bought[:, 2] & (np.arange(len(bought)) % 2 == 0)
    bought[:, 5] &= ~bought[:, 4]

    pairs = pairs_of(bought)

    for a, b in ((0, 1), (2, 3)):
        assert pairs.spread[place_of(pairs, a, b)] > 0.7
    assert pairs.spread[place_of(pairs, 4, 5)] > 2 * np.median(pairs.spread)
    assert np.median(pairs.spread) < 0.2


@pytest.mark.parametrize("variation", [0.02, 0.6])
def test_where_no_pair_has_an_effect_hardly_one_is_believed(variation):
    rng = np.random.default_rng(0)
    expected = rng.gamma(2, 5, 50_000)
    found = rng.poisson(0.8 * expected * rng.gamma(variation**-2, variation**2, 50_000))

    bulk = bulk_of(found, expected)

    assert bulk.mean == pytest.approx(0.8, rel=0.05)
    assert bulk.variation == pytest.approx(variation, rel=0.5, abs=0.1)
    assert (bulk.chance_of_effect(found, expected) > 0.5).mean() < 0.002


def test_the_share_of_pairs_with_an_effect_is_found():
    rng = np.random.default_rng(0)
    expected = np.full(50_000, 100.0)
    has = np.arange(50_000) < 2500
    found = rng.poisson(expected * np.exp(has * rng.normal(0, EFFECT_SD, 50_000)))

    chance = bulk_of(found, expected).chance_of_effect(found, expected)

    assert chance.mean() == pytest.approx(0.05, abs=0.01)
    assert chance[has].mean() > 10 * chance[~has].mean()


def test_products_of_one_category_are_candidates_for_what_they_have_in_common():
    category = np.full(80, -1)
    category[[70, 71, 72]] = 7

    pairs = pairs_of(visits(), category)

    found = {(int(pairs.a[k]), int(pairs.b[k])) for k in np.flatnonzero(pairs.is_alike)}
    assert found == {(70, 71), (70, 72), (71, 72)}


def test_where_visits_look_at_a_part_of_the_shop_each_no_effects_are_learned():
    aisle = np.arange(80) // 8
    enters = np.random.default_rng(0).random((20_000, 10)) < 0.15
    bought = enters[:, aisle] & (np.random.default_rng(1).random((20_000, 80)) < 0.15)

    by_looks = pairs_of(bought, seen=False)
    by_views = pairs_of(bought, seen=enters[:, aisle])
    usual = pairs_of(visits(n_visits=20_000), seen=False)

    assert (by_looks.is_learned, by_views.is_learned, usual.is_learned) == (False, True, True)
    assert len(by_looks.learned) == 0
