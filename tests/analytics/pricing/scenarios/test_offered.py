from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from analytics.pricing.bundles.effects import CrossEffects
from analytics.pricing.constraints import Constraints
from analytics.pricing.price_book.market import Market
from analytics.pricing.scenarios.offered import offered
from analytics.pricing.scenarios.setting import CostChange, Mechanism, Setting
from tests.demand import audience_by_hand, costs_by_hand

PARTS = ("p0", "p1")


def market(limits=None, lowest=5.0):
    audience = audience_by_hand([[-1.0, -1.5, -1.0], [-2.0, -1.0, -1.0]], slope=4.0, segment=[0, 1])
    return Market(
        audience=audience,
        costs=costs_by_hand(3, 4.0),
        gates=[],
        effects=CrossEffects.of_table(audience.cross),
        n_both=sparse.csr_array(np.full((3, 3), 500)),
        lowest_price=np.full(3, lowest),
        n_customers=np.array([10, 10]),
        limits=limits or Constraints(),
    )


def offer(setting=None, **changes):
    shop = market(**changes)
    return offered(shop, shop.audience, PARTS, setting or Setting())


def test_a_scenario_of_other_parts_has_their_curves():
    own = offer(Setting(parts=("p0", "p1", "p2")))

    assert own.curves.component_price == 30.0 and own.curves.offer == (0, 1, 2)


def test_dearer_products_earn_less_at_every_discount():
    plain = offer().curves.metrics["incremental_profit"]
    dearer = offer(Setting(costs=CostChange(product_cost_change=0.3))).curves.metrics["incremental_profit"]

    assert (dearer[:, 1:] < plain[:, 1:]).all()


def test_a_coupons_prices_have_been_seen_as_deep_as_its_parts():
    coupon = offer(Setting(mechanism=Mechanism.COUPON, coupon_for="p1"), lowest=7.0)

    assert coupon.deepest == pytest.approx(0.3)
    assert coupon.price(0.5) == pytest.approx(15.0)


def test_carried_shipping_leaves_less_room_for_discounts():
    assert offer(
        Setting(mechanism=Mechanism.FREE_SHIPPING, shipping=2.0), lowest=7.0
    ).deepest == pytest.approx(0.2)
    assert offer(Setting(mechanism=Mechanism.FREE_SHIPPING, shipping=9.0), lowest=7.0).deepest == 0


def test_no_best_discount_breaks_a_limit_and_those_that_would_are_known():
    free, held = offer(), offer(limits=Constraints(deepest_discount=0.1))

    assert max(r.at for r in free.best) > 10 and not free.barred
    assert max(*(r.at for r in held.best), held.best_flat.at) <= 10
    assert held.barred == frozenset(range(11, 61))


def test_a_coupon_keeps_the_limits_of_the_whole_bundle():
    coupon = offer(
        Setting(mechanism=Mechanism.COUPON, coupon_for="p1"), limits=Constraints(deepest_discount=0.1)
    )

    assert coupon.barred == frozenset(range(21, 61))  # half of the price gets cheaper
    assert not coupon.barred & {coupon.best_flat.at, *(best.at for best in coupon.best)}


def test_a_free_coupon_would_break_that_limit():
    coupon = offer(Setting(mechanism=Mechanism.COUPON, coupon_for="p1"))

    assert max(best.at for best in coupon.best) > 20  # so keeping it costs something


def test_a_list_without_a_segment_is_offered_to_the_others():
    shop = market()
    audience = replace(shop.audience.rows(np.array([1])), segments=("tier 1",), segment=np.zeros(1, np.int32))

    assert offered(shop, audience, PARTS).curves.metrics["take_rate"].shape[0] == 1
