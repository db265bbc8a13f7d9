from dataclasses import replace

import numpy as np
import pytest

from analytics.demand.unseen_visits import MOST_UNSEEN, visits_per_known
from analytics.pricing.offers.baskets import all_baskets
from tests.demand import catalog_by_hand

CROSS = np.array([[0.0, 0.8, 0.0], [0.8, 0.0, -0.6], [0.0, -0.6, 0.0]])
TASTES = np.array([[-1.0, -0.4, -2.0], [0.3, -1.5, -0.2]])
BASKETS = all_baskets(3)


def chances(tastes, cross=CROSS):
    """Return how likely each basket is, (n_visits, 8)."""
    weight = np.exp(tastes @ BASKETS.T + 0.5 * np.einsum("bi,ij,bj->b", BASKETS, cross, BASKETS))
    return weight / weight.sum(1, keepdims=True)


def known_visits(tastes=TASTES, shifts=(0.0,), cross=CROSS):
    """Return what orders tell of such visits, each basket in its share, and which bought one product."""
    share = chances(tastes, cross)[:, 1:]
    baskets = np.tile(BASKETS[1:], (len(tastes), 1))
    weight = share.ravel().astype(np.float32)
    of = np.repeat(tastes, len(BASKETS) - 1, axis=0)
    audience = catalog_by_hand(of, cross=cross, basket=baskets, shifts=shifts, weight=weight)
    return audience, baskets.sum(1) == 1


def test_known_visits_and_those_behind_them_are_all_visits():
    audience, is_alone = known_visits()

    counted, _ = visits_per_known(audience, is_alone)

    behind = (audience.weight * counted).reshape(len(TASTES), -1).sum(1)
    assert behind == pytest.approx([1.0, 1.0], rel=1e-5)
    assert (counted[~is_alone] == 1).all()


def test_members_take_visits_to_be_more_where_they_see_less_demand():
    shifts = (0.0, -0.3, 0.3)
    audience, is_alone = known_visits(shifts=shifts)

    counted, draws = visits_per_known(replace(audience, sample=np.arange(len(audience.weight))), is_alone)

    weight = audience.weight.astype(float)
    unseen = weight @ (counted - 1.0) / weight.sum()
    expected = (1 + unseen * np.exp(-np.array(shifts))) / (1 + unseen)
    assert draws == pytest.approx(expected, rel=1e-5)


def test_visits_that_are_known_to_have_bought_nothing_are_not_counted_twice():
    audience, is_alone = known_visits()
    n_empty = chances(TASTES)[:, 0].sum()

    half, _ = visits_per_known(audience, is_alone, n_empty / 2)
    none, _ = visits_per_known(audience, is_alone, 2 * n_empty)

    assert audience.weight @ (half - 1) == pytest.approx(n_empty / 2, rel=1e-5)
    assert (none == 1).all()


def test_rare_purchases_are_no_license_to_count_without_end():
    audience, is_alone = known_visits(np.full((1, 3), -6.0))

    counted, _ = visits_per_known(audience, is_alone)

    assert np.average(counted, weights=audience.weight) == pytest.approx(1 + MOST_UNSEEN, rel=1e-5)


def test_an_offer_counts_for_the_visits_behind_those_that_are_known():
    audience, is_alone = known_visits()
    counted, draws = visits_per_known(audience, is_alone)

    around = replace(audience, visits_per_known=counted, visits_per_known_draws=draws).around(
        [0, 1], n_parts=2
    )

    assert around.looked == pytest.approx(counted)
    assert audience.looks_at([0, 1]) == 1
