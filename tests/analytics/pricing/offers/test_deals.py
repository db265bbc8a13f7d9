from dataclasses import replace

import numpy as np
import pytest

from analytics.pricing.offers import METRICS
from analytics.pricing.offers.deals import Deal
from analytics.pricing.scenarios.setting import CostChange
from tests.demand import audience_by_hand, costs_by_hand, logit_curves

AT_20 = 20  # position of 20 % on the grid
PARTS = (0, 1)
VISIT = audience_by_hand([0.0, 0.0], slope=[[2.0, 3.0]])


def curves(deal, audience=VISIT, **costs):
    return logit_curves(audience, PARTS, costs_by_hand(2, **costs), deal)


def test_a_coupon_on_one_part_lifts_all_parts_by_that_parts_answer_alone():
    take = curves(Deal(on=(1,))).metrics["take_rate"][0, AT_20]

    assert take == pytest.approx(np.exp(3.0 * 0.2) / (3 + np.exp(3.0 * 0.2)), rel=1e-5)


def test_a_coupon_on_one_part_costs_its_share_of_that_parts_price():
    found = curves(Deal(on=(1,)))
    take = found.metrics["take_rate"][0, AT_20]
    without = (0 + 4 + 4 + 8) / 4
    with_offer = (1 - take) / 3 * (4 + 4) + take * (8 - 0.2 * 10)

    assert found.metrics["incremental_profit"][0, AT_20] == pytest.approx(with_offer - without, rel=1e-5)


def test_a_coupon_on_every_part_is_the_bundles_price():
    for name in METRICS:
        np.testing.assert_allclose(
            curves(Deal(on=(0, 1))).metrics[name], curves(Deal()).metrics[name], rtol=1e-6
        )


def test_free_shipping_attracts_as_much_as_a_discount_of_the_same_money():
    shipping = curves(Deal(carried=4.0)).metrics
    discount = curves(Deal()).metrics

    assert shipping["take_rate"][0, 0] == pytest.approx(discount["take_rate"][0, AT_20], rel=1e-5)
    assert shipping["incremental_profit"][0, 0] == pytest.approx(
        discount["incremental_profit"][0, AT_20], rel=1e-4
    )


def test_free_shipping_leaves_revenue_but_for_those_who_come_for_it():
    shipping, discount = curves(Deal(carried=4.0)).metrics, curves(Deal()).metrics

    assert shipping["revenue"][0, 0] > discount["revenue"][0, AT_20]


def test_a_coupon_that_half_of_the_visitors_use_earns_half():
    half, whole = curves(Deal(on=(1,), used_share=0.5)).metrics, curves(Deal(on=(1,))).metrics

    np.testing.assert_allclose(half["incremental_profit"], whole["incremental_profit"] / 2, rtol=1e-5)
    gain = whole["take_rate"] - whole["take_rate"][:, :1]
    np.testing.assert_allclose(half["take_rate"] - half["take_rate"][:, :1], gain / 2, atol=1e-7)


def test_members_follow_the_deal_as_the_fit_does():
    audience = replace(
        VISIT,
        sample=np.array([0]),
        member_taste=np.zeros((1, 4, 2), np.float32),
        member_slope=np.repeat(VISIT.slope[:, None], 4, 1),
        cross=np.zeros((4, 2, 2), np.float32),
    )

    found = curves(Deal(on=(0,), used_share=0.4), audience)

    np.testing.assert_allclose(
        found.replicates, np.repeat(found.metrics["incremental_profit"][None], 4, 0), rtol=1e-5, atol=1e-6
    )


def test_a_change_of_costs_keeps_what_it_does_not_name():
    costs = costs_by_hand(2, per_order=1.5, payment_fee_share=0.02)

    changed = CostChange(per_item=0.3, product_cost_change=0.1).of(costs)

    assert (changed.per_order, changed.per_item, changed.payment_fee_share) == (1.5, 0.3, 0.02)
    np.testing.assert_allclose(changed.product_cost, 6.6)


def test_no_change_of_costs_is_the_shops_own():
    costs = costs_by_hand(2, per_order=1.5)

    assert CostChange().of(costs).per_order == 1.5
    np.testing.assert_array_equal(CostChange().of(costs).product_cost, costs.product_cost)
