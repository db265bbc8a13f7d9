import numpy as np
import pytest

from analytics.pricing.offers import GRID, offer_curves
from analytics.pricing.offers.baskets import Parts, SeenVisits, all_baskets
from analytics.pricing.offers.choice_rules import ChoiceRule, calibrated_synergy, logit_rule, willingness_rule
from analytics.pricing.offers.smooth_choice import shared_draws, smooth_willingness_rule
from tests.demand import audience_by_hand, costs_by_hand, logit_curves

N_DRAWS = 400_000
TASTE = [-0.5, 0.3, -1.0]
SLOPE, PRICE, COST = 3.0, 10.0, 5.0


def weights_of(taste, cross=0.0):
    audience = audience_by_hand(np.tile(taste, (200, 1)), SLOPE)
    effects = cross * (1 - np.eye(len(taste), dtype=np.float32))
    parts = Parts.of(list(range(len(taste))), audience, costs_by_hand(len(taste), COST))
    return SeenVisits(audience.taste, audience.slope, audience.basket, effects, parts).weighed(), effects


def by_lot(taste, discount):
    """Return take rate and extra profit of customers whose worths are drawn one by one."""
    worth = np.array(taste) + np.random.default_rng(0).logistic(size=(N_DRAWS, len(taste)))
    baskets = all_baskets(len(taste))
    value = worth @ baskets.T
    value[:, -1] += discount * SLOPE * len(taste)
    best = value.argmax(1)
    takes = best == len(baskets) - 1
    money = baskets[best].sum(1) * (PRICE - COST) - takes * discount * PRICE * len(taste)
    return takes.mean(), money.mean() - (worth > 0).sum(1).mean() * (PRICE - COST)


@pytest.mark.parametrize("taste", [TASTE[:2], TASTE])
@pytest.mark.parametrize("discount", [0.0, 0.1, 0.4])
def test_who_compares_worths_does_what_customers_drawn_by_lot_do(taste, discount):
    curves = offer_curves(
        audience_by_hand(np.tile(taste, (200, 1)), SLOPE),
        range(len(taste)),
        costs_by_hand(len(taste), COST),
        rules=(ChoiceRule.WILLINGNESS_TO_PAY,),
    )
    at = round(discount * 100)

    take, profit = by_lot(taste, discount)

    assert curves.metrics["take_rate"][0, at] == pytest.approx(take, abs=0.003)
    assert curves.metrics["incremental_profit"][0, at] == pytest.approx(profit, abs=0.03)


def test_without_an_offer_both_laws_sell_alike():
    weights, cross = weights_of(TASTE)

    by_logit, by_worth = logit_rule(weights)(0.0), willingness_rule(weights, cross, 1.0, 200)(0.0)

    for one, other in zip(by_logit, by_worth, strict=True):
        assert other.mean() == pytest.approx(one.mean(), rel=2e-3)


@pytest.mark.parametrize("name", ["logit", "worth", "smooth"])
def test_many_discounts_asked_at_once_are_answered_as_one_by_one(name):
    weights, cross = weights_of(TASTE, 0.8)
    law = {
        "logit": lambda: logit_rule(weights),
        "worth": lambda: willingness_rule(weights, cross, 0.9, 20),
        "smooth": lambda: smooth_willingness_rule(
            weights, cross, 0.9, shared_draws(len(weights.utility), len(TASTE))
        ),
    }[name]()
    lifts = np.linspace(0, 2, 5)[:, None] * weights.pull

    at_once, one_by_one = law(lifts), [law(lift) for lift in lifts]

    for figure, found in enumerate(at_once):
        np.testing.assert_allclose(found, [one[figure] for one in one_by_one], rtol=1e-6)


@pytest.mark.parametrize("cross", [0.8, -0.8])
def test_joint_worth_is_calibrated_to_sell_all_parts_as_often_as_the_logit(cross):
    weights, effects = weights_of(TASTE, cross)

    synergy = calibrated_synergy(weights, effects)

    wanted = logit_rule(weights)(0.0)[0].mean()
    assert willingness_rule(weights, effects, synergy, 200)(0.0)[0].mean() == pytest.approx(
        wanted, rel=0.01, abs=5e-4
    )
    assert willingness_rule(weights, effects, 1.0, 200)(0.0)[0].mean() != pytest.approx(
        wanted, rel=0.01, abs=5e-4
    )


def test_curves_are_the_mean_of_both_laws_and_the_band_spans_them():
    audience, costs = audience_by_hand(np.tile(TASTE, (200, 1)), SLOPE), costs_by_hand(3, COST)
    curves, by_logit = offer_curves(audience, (0, 1), costs), logit_curves(audience, (0, 1), costs)

    low, high = curves.band()

    np.testing.assert_allclose(curves.metrics["incremental_profit"], curves.by_rule.mean(0))
    np.testing.assert_allclose(curves.by_rule[0], by_logit.metrics["incremental_profit"])
    np.testing.assert_allclose(low, curves.by_rule.min(0))
    np.testing.assert_allclose(high, curves.by_rule.max(0))
    assert (
        curves.by_rule[1, 0, 5:] < curves.by_rule[0, 0, 5:]
    ).all()  # a bundle draws buyers of the parts first
    assert len(GRID) == low.shape[1]


def beside(effect, rule):
    """Return what a third product earns more where the other two are bundled at 30 % off."""
    cross = np.zeros((1, 3, 3), np.float32)
    cross[0, 0, 2] = cross[0, 2, 0] = effect
    audience = audience_by_hand(np.zeros((400, 3)), cross=cross)
    earned = [
        offer_curves(audience, (0, 1), costs_by_hand(3, [6.0, 6.0, cost]), rules=(rule,))
        for cost in (0, PRICE)
    ]
    all_of_it, nothing = (curves.metrics["incremental_profit"][0, 30] for curves in earned)
    return all_of_it - nothing


@pytest.mark.parametrize("rule", ChoiceRule)
def test_what_replaces_the_parts_sells_less_by_either_rule(rule):
    assert beside(-1.0, rule) < -0.1


def test_what_completes_the_parts_sells_more_by_the_logit_alone():
    assert beside(1.0, ChoiceRule.LOGIT) > 0.1
    assert beside(1.0, ChoiceRule.WILLINGNESS_TO_PAY) == pytest.approx(0, abs=1e-4)
