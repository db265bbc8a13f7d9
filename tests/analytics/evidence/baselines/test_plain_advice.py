import numpy as np
import pytest

from analytics.evidence.baselines.plain_advice import independent_discounts
from analytics.pricing.offers import offer_curves
from analytics.pricing.offers.choice_rules import ChoiceRule
from analytics.pricing.optimize import best_discounts
from tests.demand import audience_by_hand, costs_by_hand

N = 60
PRICE, LOWEST = np.full(3, 10.0), np.full(3, 5.0)
SEGMENT = np.arange(N) % 2
OFFERS = [(0, 1), (0, 1, 2)]


def tastes(seed: int = 0):
    return np.random.default_rng(seed).normal(-0.5, 0.8, (N, 3))


def logit_chances(taste, slope):
    return lambda price: 1 / (1 + np.exp(-(taste - slope * (price - 1))))


@pytest.mark.parametrize("more", [{}, {"per_order": 1.5, "per_item": 0.3, "payment_fee_share": 0.02}])
def test_independent_parts_get_the_advice_of_a_basket_model_without_cross_effects(more):
    taste, costs = tastes(), costs_by_hand(3, 4.0, 0.1, **more)
    audience = audience_by_hand(taste, 3.0, segment=SEGMENT)

    found = independent_discounts(
        logit_chances(taste, 3.0), SEGMENT, np.ones(N), OFFERS, PRICE, LOWEST, costs
    )

    for offer, discounts in zip(OFFERS, found, strict=True):
        best = best_discounts(offer_curves(audience, offer, costs, rules=(ChoiceRule.LOGIT,)), 0.5)
        assert discounts.tolist() == pytest.approx([b.discount_share for b in best], abs=0.011)
        assert discounts.max() > 0.02


def test_demand_that_never_answers_prices_gets_no_discount():
    flat = independent_discounts(
        logit_chances(tastes(), 0.0), SEGMENT, np.ones(N), OFFERS, PRICE, LOWEST, costs_by_hand(3)
    )

    assert (flat == 0).all()


def test_no_discount_goes_deeper_than_prices_were_seen():
    eager = logit_chances(tastes(), 12.0)

    found = independent_discounts(
        eager, SEGMENT, np.ones(N), OFFERS, PRICE, np.array([9.0, 9.0, 8.0]), costs_by_hand(3, 1.0)
    )

    assert found[0].tolist() == pytest.approx([0.10, 0.10])
    assert found[1].max() <= 4 / 30 + 1e-9


def test_a_segment_that_nobody_was_asked_in_gets_none():
    nobody_in_0 = np.ones(N, int)

    found = independent_discounts(
        logit_chances(tastes(), 6.0), nobody_in_0, np.ones(N), OFFERS, PRICE, LOWEST, costs_by_hand(3, 1.0)
    )

    assert (found[:, 0] == 0).all() and (found[:, 1] > 0).all()
