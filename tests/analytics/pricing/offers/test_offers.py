from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from analytics.pricing.offers import GRID
from analytics.pricing.offers.baskets import all_baskets
from tests.demand import audience_by_hand, costs_by_hand, logit_curves, true_audience
from tests.oracles.best_discounts import incremental_profit
from tests.simulated import simulate_shop

AT_20 = 20  # position of 20 % on the grid


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def metric(curves, name, discount=AT_20, segment=0):
    return float(curves.metrics[name][segment, discount])


def world_of_four(seed=0, **changes):
    return simulate_shop(n_customers=60, n_visits_per_customer=1.0, n_products=4, seed=seed, **changes)


def with_drawn_baskets(world, seed=0, n_draws=60):
    """Many visits of every customer, their baskets drawn from the true demand at list prices."""
    audience = true_audience(world)
    baskets = all_baskets(4)
    utility = audience.taste @ baskets.T + 0.5 * np.einsum("bi,ij,bj->b", baskets, world.truth.cross, baskets)
    weight = np.exp(utility)
    chance = (weight / weight.sum(1, keepdims=True)).repeat(n_draws, 0)
    drawn = (chance.cumsum(1) < np.random.default_rng(seed).random(len(chance))[:, None]).sum(1)
    rows = np.arange(len(utility)).repeat(n_draws)
    many = audience.rows(rows)
    return replace(many, basket=baskets[np.minimum(drawn, 15)].astype(bool))


def test_baskets_start_empty_and_end_full():
    baskets = all_baskets(3)

    assert baskets.shape == (8, 3)
    assert baskets[0].tolist() == [0, 0, 0] and baskets[-1].tolist() == [1, 1, 1]
    assert len(np.unique(baskets, axis=0)) == 8


def test_without_cross_effects_both_parts_sell_as_two_coins_fall():
    curves = logit_curves(audience_by_hand([0.4, -0.7]), (0, 1), costs_by_hand(2))

    assert metric(curves, "take_rate", 0) == pytest.approx(sigmoid(0.4) * sigmoid(-0.7), rel=1e-5)


def test_a_discount_lifts_the_full_basket_by_the_money_saved():
    curves = logit_curves(audience_by_hand([0.0, 0.0], slope=2.0), (0, 1), costs_by_hand(2))
    # weights of nothing, either one, and both at 20 %: utility rises by 2 products × slope 2 × 0.2

    assert metric(curves, "take_rate") == pytest.approx(np.exp(0.8) / (3 + np.exp(0.8)), rel=1e-5)


def test_incremental_profit_by_hand():
    curves = logit_curves(audience_by_hand([0.0, 0.0], slope=2.0), (0, 1), costs_by_hand(2, 6.0))
    take = np.exp(0.8) / (3 + np.exp(0.8))
    without = (0 + 4 + 4 + 8) / 4
    with_offer = (1 - take) / 3 * (0 + 4 + 4) + take * (0.8 * 20 - 12)

    assert metric(curves, "contribution_margin", 0) == pytest.approx(without, rel=1e-5)
    assert metric(curves, "incremental_profit") == pytest.approx(with_offer - without, rel=1e-5)


def test_units_and_revenue_by_hand():
    curves = logit_curves(audience_by_hand([0.0, 0.0], slope=2.0), (0, 1), costs_by_hand(2))
    take = np.exp(0.8) / (3 + np.exp(0.8))

    assert metric(curves, "units") == pytest.approx((1 - take) / 3 * 2 + take * 2, rel=1e-5)
    assert metric(curves, "revenue") == pytest.approx((1 - take) / 3 * 20 + take * 16, rel=1e-5)


def test_those_who_would_have_bought_both_cost_the_whole_discount():
    curves = logit_curves(audience_by_hand([30.0, 30.0]), (0, 1), costs_by_hand(2))

    assert metric(curves, "cannibalized_margin") == pytest.approx(0.2 * 20, rel=1e-5)
    assert metric(curves, "incremental_profit") == pytest.approx(-0.2 * 20, rel=1e-5)


def test_returns_fees_and_parcels_are_paid_from_the_margin():
    costs = costs_by_hand(2, 6.0, return_share=0.1, per_order=1.0, per_item=0.5, payment_fee_share=0.02)

    curves = logit_curves(audience_by_hand([30.0, 30.0]), (0, 1), costs)

    unit = (10 * 0.98 - 6) * 0.9 - 0.5
    assert costs.contributions(np.array([10.0, 10.0])) == pytest.approx([unit, unit])
    assert metric(curves, "contribution_margin", 0) == pytest.approx(2 * unit - 1.0, rel=1e-5)
    assert metric(curves, "incremental_profit") == pytest.approx(-0.2 * 20 * 0.9 * 0.98, rel=1e-4)


def test_visits_count_by_their_weight():
    audience = audience_by_hand([[0.0, 0.0], [30.0, 30.0]], weight=np.array([3, 1], np.float32))

    curves = logit_curves(audience, (0, 1), costs_by_hand(2))

    assert metric(curves, "take_rate", 0) == pytest.approx((3 * 0.25 + 1) / 4, rel=1e-5)
    assert curves.weight.tolist() == [4.0]


def test_segments_are_told_apart():
    audience = audience_by_hand([[0.0, 0.0], [30.0, 30.0]], segment=[0, 1])

    curves = logit_curves(audience, (0, 1), costs_by_hand(2))

    assert curves.metrics["take_rate"][:, 0] == pytest.approx([0.25, 1.0], rel=1e-5)


def test_what_else_is_in_the_basket_moves_the_parts():
    cross = np.zeros((1, 3, 3), np.float32)
    cross[0, 0, 2] = cross[0, 2, 0] = 0.04  # too weak to count as a neighbor
    audience = audience_by_hand([0.0, 0.0, 0.0], cross=cross, basket=np.array([[False, False, True]]))

    curves = logit_curves(audience, (0, 1), costs_by_hand(3))

    assert metric(curves, "take_rate", 0) == pytest.approx(sigmoid(0.04) * 0.5, rel=1e-5)


def test_what_sells_along_with_the_parts_is_counted():
    cross = np.zeros((1, 3, 3), np.float32)
    cross[0, 0, 2] = cross[0, 2, 0] = 1.0
    audience = audience_by_hand([0.0, 0.0, 0.0], cross=cross)
    # four baskets without the third product weigh 1; of those with it, two weigh 1 and two weigh e
    expected = (1 + 1 + 2 + 1 + 2 * np.e + 2 + 3 * np.e) / (6 + 2 * np.e)

    curves = logit_curves(audience, (0, 1), costs_by_hand(3))

    assert metric(curves, "units", 0) == pytest.approx(expected, rel=1e-5)
    assert metric(curves, "contribution_margin", 0) == pytest.approx(4 * expected, rel=1e-5)


@pytest.mark.parametrize("offer", [*combinations(range(4), 2), (0, 1, 2), (1, 2, 3)])
def test_curves_agree_with_an_enumeration_of_all_baskets(offer):
    world = world_of_four(cross_effect=0.8)
    costs = costs_by_hand(4, world.products["cost"].to_numpy(float))

    curves = logit_curves(with_drawn_baskets(world), offer, costs)

    for tier in range(3):
        for at in (5, 15, 30):
            truth = incremental_profit(world.truth, offer, tier, float(GRID[at]))
            assert metric(curves, "incremental_profit", at, tier) == pytest.approx(truth, rel=0.03, abs=0.004)


def test_curves_are_exact_where_no_demand_outside_the_offer_moves():
    world = world_of_four(cross_effect=0.0)
    costs = costs_by_hand(4, world.products["cost"].to_numpy(float))

    curves = logit_curves(true_audience(world), (0, 3), costs)

    for tier in range(3):
        truth = [incremental_profit(world.truth, (0, 3), tier, float(d)) for d in GRID]
        assert curves.metrics["incremental_profit"][tier] == pytest.approx(truth, rel=1e-3, abs=1e-5)


def test_curves_are_exact_for_a_pair_among_itself():
    world = world_of_four(cross_effect=-1.2)
    costs = costs_by_hand(4, world.products["cost"].to_numpy(float))

    curves = logit_curves(true_audience(world), (2, 3), costs)

    truth = [incremental_profit(world.truth, (2, 3), 1, float(d)) for d in GRID]
    assert curves.metrics["incremental_profit"][1] == pytest.approx(truth, rel=1e-3, abs=1e-5)


def test_the_component_price_is_the_sum_of_the_parts():
    audience = audience_by_hand([0.0] * 3, price=np.array([1.25, 2.5, 4.0]))

    assert logit_curves(audience, (0, 2), costs_by_hand(3)).component_price == 5.25


def test_an_unknown_product_is_named_by_its_absence():
    with pytest.raises(KeyError):
        audience_by_hand([0.0, 0.0]).positions(["p0", "elsewhere"])
