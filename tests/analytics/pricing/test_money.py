import numpy as np
import pandas as pd
import pytest

from analytics.pricing.money import BundleMoney, CostAssumptions
from data.schema import InputError
from tests.demand import costs_by_hand


def listing(**columns):
    return pd.DataFrame(
        {"list_price": [10.0, 20.0], "cost": [4.0, np.nan], "return_share": [0.1, np.nan]} | columns
    )


def test_a_margin_is_what_is_left_after_fee_cost_returns_and_fulfilment():
    costs = costs_by_hand(1, product_cost=4.0, return_share=0.1, per_item=0.5, payment_fee_share=0.02)

    assert costs.contributions(np.array([10.0]))[0] == pytest.approx((10 * 0.98 - 4) * 0.9 - 0.5)


def test_the_steps_of_a_unit_add_up_to_its_contribution():
    costs = costs_by_hand(2, product_cost=[4, 6], return_share=[0, 0.1], per_item=0.5, payment_fee_share=0.02)
    price = np.array([[10.0, 9.0], [8.0, 7.0]])

    assert sum(costs.steps(price).values()) == pytest.approx(costs.contributions(price))


def test_a_bundle_given_away_at_a_discount_loses_what_fees_and_returns_leave_of_it():
    costs = costs_by_hand(2, return_share=0.1, per_order=1.0, payment_fee_share=0.02)
    price = np.array([10.0, 20.0])
    money = BundleMoney.of(price, costs, [0, 1])

    reduced = costs.contributions(0.8 * price).sum() - 1.0

    assert money.contribution - 0.2 * money.outlay == pytest.approx(reduced)
    assert money.margin_share(np.array([24.0]))[0] == pytest.approx(reduced / 24)


def test_one_parcel_is_paid_for_by_a_basket_and_none_by_nothing():
    costs = costs_by_hand(2, per_order=1.0)

    contributions = costs.in_one_parcel(np.array([4.0, 14.0]), np.array([[0, 0], [1, 0], [1, 1]]))

    assert contributions.tolist() == [0, 3, 17]


def test_known_costs_stay_and_unknown_ones_follow_the_margin():
    costs = CostAssumptions(margin_share=0.25, per_order=2.0).costs(listing())

    assert costs.product_cost.tolist() == [4.0, 15.0]
    assert costs.return_share.tolist() == [0.1, 0.0]
    assert costs.per_order == 2.0


def test_an_earlier_assumption_is_assumed_anew():
    products = listing(cost=[4.0, 14.0], is_cost_assumed=[False, True])

    assert CostAssumptions(margin_share=0.5).costs(products).product_cost.tolist() == [4.0, 10.0]


def test_returns_of_ones_own_take_the_place_of_those_measured():
    assert CostAssumptions(return_share=0.2).costs(listing()).return_share.tolist() == [0.2, 0.2]


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"margin_share": 1.5}, "the margin share is 1.5"),
        ({"per_order": -1.0}, "at least 0"),
        ({"return_share": 0.99}, "between 0 and 0.95"),
        ({"payment_fee_share": float("nan")}, "payment fee share"),
    ],
)
def test_a_figure_out_of_range_is_refused_in_a_sentence(figures, words):
    with pytest.raises(InputError, match=words):
        CostAssumptions(**figures)
