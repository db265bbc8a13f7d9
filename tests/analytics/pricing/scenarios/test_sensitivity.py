from dataclasses import replace

import numpy as np
import pytest

from analytics.pricing.offers import offer_curves
from analytics.pricing.offers.deals import Deal
from analytics.pricing.scenarios.sensitivity import what_matters
from tests.demand import audience_by_hand, costs_by_hand

PERCENTS = (20, 10)


def audience(spread=0.0, n_members=9):
    """Return two segments of visits whose members' slopes differ by a spread."""
    rng = np.random.default_rng(0)
    taste = rng.normal(-0.5, 0.7, (40, 2)).astype(np.float32)
    people = audience_by_hand(taste, slope=2.5, segment=np.arange(40) % 2)
    factor = np.linspace(1 - spread, 1 + spread, n_members).astype(np.float32)
    return replace(
        people,
        cross=np.zeros((n_members, 2, 2), np.float32),
        sample=np.arange(40),
        member_taste=np.repeat(taste[:, None], n_members, 1),
        member_slope=people.slope[:, None] * factor[:, None],
    )


def drivers(people=None, costs=None, deal=None, spread=None):
    table = what_matters(
        people or audience(), (0, 1), costs or costs_by_hand(2, 6.0), PERCENTS, deal or Deal(), spread
    )
    return table.set_index("driver")


def base(people, costs):
    profit = offer_curves(people, (0, 1), costs).metrics["incremental_profit"]
    return (profit[0, 20] + profit[1, 10]) / 2


def test_the_largest_comes_first():
    table = drivers()

    assert table["width"].is_monotonic_decreasing
    assert table["width"].iloc[0] > 0


def test_a_driver_moves_profit_as_computing_it_anew_does():
    people, costs = audience(), costs_by_hand(2, 6.0)
    dearer = base(people, costs_by_hand(2, 6.6)) - base(people, costs)

    assert drivers()["profit_high"]["product_cost"] == pytest.approx(dearer, rel=1e-6)


def test_a_price_response_that_is_not_sure_ranges_over_its_band():
    table = drivers(audience(spread=0.3))
    slope = np.linspace(0.7, 1.3, 9)[1:]

    assert table["is_band"]["price_response"]
    assert table["high"]["price_response"] == pytest.approx(
        1.645 * slope.std(ddof=1) / slope.mean(), rel=1e-3
    )
    assert table["profit_high"]["price_response"] != 0


def test_without_members_estimates_range_over_stated_shares():
    people = audience()
    table = drivers(people.rows(np.arange(40)))

    assert not table["is_band"].any()
    assert (table["low"]["price_response"], table["high"]["price_response"]) == (-0.2, 0.2)


def test_visits_scale_profit_within_the_spread_of_past_weeks():
    people, costs = audience(), costs_by_hand(2, 6.0)
    table = drivers(spread=(-0.3, 0.5))

    assert table["is_band"]["visits"]
    assert table["profit_high"]["visits"] == pytest.approx(0.5 * base(people, costs), rel=1e-5)


def test_costs_that_are_nothing_so_far_range_up_to_a_twentieth_of_the_price():
    table = drivers()

    assert (table["low"]["per_order"], table["high"]["per_order"]) == (0, 1.0)
    assert table["profit_low"]["per_order"] == pytest.approx(0)


def test_a_coupon_and_carried_shipping_are_drivers_of_their_own():
    assert not {"carried", "used_share"} & set(drivers().index)
    assert {"carried", "used_share"} <= set(drivers(deal=Deal(carried=2.0, used_share=0.6)).index)


def test_a_dearer_return_and_fee_never_raise_what_the_bundle_gives_up():
    table = drivers(costs=costs_by_hand(2, 6.0, return_share=0.1, payment_fee_share=0.03))

    assert table["low"]["payment_fee_share"] == pytest.approx(0.02)
    assert table.loc[["returns", "payment_fee_share"], "width"].gt(0).all()
