"""Shops whose visits compare baskets' worth with their price, against choosing among all baskets."""

import numpy as np
import pytest

from analytics.simulation.baskets import all_baskets, pair_sums
from analytics.simulation.config import LATENT_SD
from tests.oracles.best_discounts import best_discount, incremental_profit, purchase_chance
from tests.simulated import simulate_shop


def shop(**changes):
    usual = {"n_customers": 60, "n_visits_per_customer": 4.0, "n_products": 5, "demand": "willingness to pay"}
    return simulate_shop(**usual | changes)


def chosen(rule, price, offer=(), saved=0.0):
    """Return the best basket of every draw among all of them, and what is paid for it."""
    baskets = all_baskets(len(price))
    smaller = np.minimum(rule.list_price[:, None], rule.list_price)
    pairs = rule.spread[:, None] * pair_sums(rule.cross / LATENT_SD * smaller, baskets)
    paid = baskets @ price - (saved * baskets[:, list(offer)].all(1) if offer else 0.0)
    best = (rule.value @ baskets.T + pairs - paid).argmax(1)
    return baskets[best], paid[best]


@pytest.mark.parametrize("offer", [(0, 1), (1, 2), (0, 3, 4)])
def test_an_offer_adds_what_the_best_of_all_baskets_says(offer):
    truth = shop().truth
    price, cost = truth.assortment.list_price, truth.assortment.cost
    saved = 0.15 * price[list(offer)].sum()

    expected = 0.0
    for rule in truth.choice_rules(1):
        (before, paid), (after, less) = chosen(rule, price), chosen(rule, price, offer, saved)
        expected += rule.weight @ ((less - after @ cost) - (paid - before @ cost))

    assert incremental_profit(truth, offer, 1, 0.15) == pytest.approx(expected)


def test_a_discount_is_taken_up_by_those_to_whom_it_makes_the_bundle_best():
    truth = shop().truth
    price = truth.assortment.list_price
    taken = 0.0
    for rule in truth.choice_rules(None):
        basket, _ = chosen(rule, price, (0, 2), 0.3 * price[[0, 2]].sum())
        taken += rule.weight @ basket[:, [0, 2]].all(1)

    assert truth.offer_curve((0, 2))[0, 30] == pytest.approx(taken)


def test_chances_are_the_shares_of_draws_that_buy():
    truth = shop().truth
    price = truth.assortment.list_price
    shares = sum(rule.weight @ chosen(rule, price)[0] for rule in truth.choice_rules(0))

    np.testing.assert_allclose(purchase_chance(truth, 0), shares, atol=0.01)


def test_as_much_is_bought_as_the_truth_says():
    world = shop(n_customers=600, n_visits_per_customer=20.0, price_spread=0.0)
    n_visits = world.events["session_id"].nunique()
    bought = world.events.query("event_type == 'purchase'")["product_id"].value_counts() / n_visits

    np.testing.assert_allclose(bought[world.product_ids], purchase_chance(world.truth), atol=0.015)


def test_tiers_of_narrow_worths_answer_prices_more():
    truth = shop().truth

    assert (truth.elasticities(2) < truth.elasticities(1)).all()
    assert (truth.elasticities(1) < truth.elasticities(0)).all()


def test_the_same_question_has_the_same_answer():
    assert best_discount(shop().truth, (0, 1), 2) == best_discount(shop().truth, (0, 1), 2)


def test_prices_below_what_a_complement_is_worth_are_always_paid():
    truth = shop(cross_effect=0.0).truth
    free = np.full(5, 0.001)

    assert (purchase_chance(truth, 1, price=free) > 0.999).all()
