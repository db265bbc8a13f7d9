from dataclasses import replace

import numpy as np
import pytest

from analytics.pricing.scenarios.audience_subset import thinned
from analytics.pricing.scenarios.heat import STEPS, heat_of_bundles, heat_of_segments
from tests.demand import audience_by_hand, catalog_by_hand, costs_by_hand, logit_curves, true_audience
from tests.simulated import simulate_shop

AT = (STEPS * 100).round().astype(int)


def world_audience():
    """Return an audience in which the parts of one bundle sell those of the other, and none its own."""
    world = simulate_shop(n_customers=80, n_visits_per_customer=1.0, n_products=4, seed=1)
    cross = np.zeros((1, 4, 4), np.float32)
    cross[0, :2, 2:] = cross[0, 2:, :2] = 0.3
    return replace(true_audience(world), cross=cross)


def total(curves):
    return curves.metrics["incremental_profit"].T @ (curves.weight / curves.weight.sum())


def test_one_bundle_without_the_other_is_that_bundle_alone():
    audience, costs = world_audience(), costs_by_hand(4, 1.0)

    heat = heat_of_bundles(audience, (0, 1), (2, 3), costs)

    np.testing.assert_allclose(heat.profit[:, 0], total(logit_curves(audience, (0, 1), costs))[AT], atol=1e-5)
    np.testing.assert_allclose(heat.profit[0], total(logit_curves(audience, (2, 3), costs))[AT], atol=1e-5)


def test_visits_in_no_file_count_for_two_bundles_as_for_one():
    audience, costs = catalog_by_hand(np.full((60, 4), -0.5)), costs_by_hand(4, 1.0)
    counted = replace(audience, visits_per_known=np.full(60, 1.25, np.float32))

    heats = [heat_of_bundles(visits, (0, 1), (2, 3), costs).profit for visits in (audience, counted)]

    np.testing.assert_allclose(heats[1], 1.25 * heats[0], rtol=1e-5, atol=1e-9)


def test_bundles_that_share_no_part_and_do_not_sell_each_other_add_up():
    audience = audience_by_hand([[0.1, -0.5, 0.3, -1.0]], slope=2.0)
    costs = costs_by_hand(4, 6.0)

    heat = heat_of_bundles(audience, (0, 1), (2, 3), costs)

    np.testing.assert_allclose(heat.profit, heat.profit[:, [0]] + heat.profit[[0]], atol=1e-6)


def test_two_bundles_by_hand_where_they_share_a_part():
    audience = audience_by_hand([[0.0, 0.0, 0.0]], slope=2.0)
    heat = heat_of_bundles(audience, (0, 1), (1, 2), costs_by_hand(3, 6.0))
    one, other = 2, 4  # 10 and 20 %: whoever takes all three gets the 4.00 of the second bundle, not 2.00
    lift = {0: 0.0, 1: 2 * 2 * 0.1, 2: 2 * 2 * 0.2}
    baskets = {(0, 1): 1, (1, 2): 2, (0, 1, 2): 2}
    weights = {b: np.exp(lift[k]) for b, k in baskets.items()}
    spent = {1: 0.1 * 20, 2: 0.2 * 20}
    plain = [(), (0,), (1,), (2,), (0, 2)]
    worth = sum(4 * len(b) for b in plain)
    worth += sum(w * (4 * len(b) - spent[baskets[b]]) for b, w in weights.items())
    expected = worth / (len(plain) + sum(weights.values())) - 12 / 2

    assert heat.profit[one, other] == pytest.approx(expected, abs=1e-6)


def test_bundles_of_too_many_parts_are_refused():
    audience = audience_by_hand(np.zeros((1, 9)))

    with pytest.raises(ValueError, match="9 parts"):
        heat_of_bundles(audience, range(5), range(4, 9), costs_by_hand(9))


def test_two_segments_are_looked_up_where_the_others_keep_theirs():
    audience = audience_by_hand([[0.1, 0.2], [-0.4, 0.3], [0.5, -1.0]], segment=[0, 1, 2])
    curves = logit_curves(audience, (0, 1), costs_by_hand(2, 4.0))
    profit = curves.metrics["incremental_profit"]

    heat = heat_of_segments(curves, (5, 10, 15), 0, 2)

    assert heat.profit[30, 7] == pytest.approx((profit[0, 30] + profit[1, 10] + profit[2, 7]) / 3)
    i, j = heat.best
    assert (i, j) == (int(profit[0].argmax()), int(profit[2].argmax()))


def test_a_thinned_audience_is_always_the_same_and_no_larger():
    audience = audience_by_hand(np.zeros((50, 2)))

    assert len(thinned(audience, 20).segment) == 20
    assert len(thinned(audience, 80).segment) == 50


def test_the_best_place_lies_within_what_may_be_advised():
    audience = audience_by_hand([[0.1, 0.2], [-0.4, 0.3]], slope=6.0, segment=[0, 1])
    heat = heat_of_segments(logit_curves(audience, (0, 1), costs_by_hand(2, 1.0)), (0, 0), 0, 1)

    assert min(heat.best) > 10
    assert replace(heat, deepest=(0.10, 0.05)).best == (10, 5)
