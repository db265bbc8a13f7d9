"""The truth of logit shops against brute force over all baskets of all products."""

import numpy as np
import pytest

from analytics.simulation.baskets import all_baskets, components
from analytics.simulation.truth import GRID
from tests.oracles.best_discounts import best_discount, incremental_profit, purchase_chance
from tests.simulated import simulate_shop
from tests.worlds import true_profit


def small(**changes):
    return simulate_shop(n_customers=40, n_visits_per_customer=3.0, n_products=5, **changes)


def chances(truth, who, price, saved=0.0, offer=()):
    """Return every customer's chance of every basket when the offer's full baskets are `saved` cheaper."""
    assortment, people = truth.assortment, truth.people
    baskets = all_baskets(len(price))
    taste = people.tastes_at(assortment, 1.0)[who]
    paid = baskets @ price - saved * baskets[:, list(offer)].all(1)
    utility = (assortment.intercept + taste) @ baskets.T - people.slope[who, None] * paid
    utility += 0.5 * np.einsum("bi,ij,bj->b", baskets, assortment.cross, baskets)
    weight = np.exp(utility)
    return weight / weight.sum(1, keepdims=True), baskets, paid


def brute_profit(truth, who, offer, discount):
    price = truth.assortment.list_price
    chance, baskets, paid = chances(truth, who, price, discount * price[list(offer)].sum(), offer)
    return (chance @ (paid - baskets @ truth.assortment.cost)).mean()


@pytest.mark.parametrize("offer", [(0, 1), (0, 2), (1, 3, 4), (0, 1, 2, 3, 4)])
def test_what_an_offer_adds_is_what_all_baskets_together_say(offer):
    truth = small(seed=2).truth
    who = truth.people.tier == 1

    gain = truth.offer_curve(offer, 1)[1]

    without = brute_profit(truth, who, offer, 0.0)
    expected = [brute_profit(truth, who, offer, d) - without for d in GRID[[0, 7, 30, 60]]]
    np.testing.assert_allclose(gain[[0, 7, 30, 60]], expected, atol=1e-10)


def test_the_take_rate_is_the_chance_of_a_basket_with_all_parts():
    truth = small().truth
    price = truth.assortment.list_price
    chance, baskets, _ = chances(truth, truth.people.tier == 0, price, 0.2 * price[[1, 2]].sum(), (1, 2))

    take = truth.offer_curve((1, 2), 0)[0]

    assert take[20] == pytest.approx((chance @ baskets[:, [1, 2]].all(1)).mean())
    assert (np.diff(take) > 0).all()


def test_an_offer_without_a_discount_adds_nothing_whatever_the_demand():
    for demand in ("logit", "willingness to pay"):
        truth = small(demand=demand).truth

        assert [truth.offer_curve((0, 3), tier)[1, 0] for tier in range(3)] == [0.0, 0.0, 0.0]


def test_purchase_chances_are_those_of_all_baskets():
    truth = small().truth
    price = truth.assortment.list_price * 1.1
    chance, baskets, _ = chances(truth, truth.people.tier == 2, price)

    np.testing.assert_allclose(purchase_chance(truth, 2, price=price), (chance @ baskets).mean(0), atol=1e-12)


@pytest.mark.parametrize("demand", ["logit", "willingness to pay"])
def test_elasticities_are_the_differences_that_a_small_price_step_makes(demand):
    truth = small(demand=demand).truth
    price, step = truth.assortment.list_price, 1e-4

    told = truth.elasticities(1)

    for j in range(len(price)):
        one = np.where(np.arange(len(price)) == j, step, 0.0)
        sales = [purchase_chance(truth, 1, price=price * (1 + f * one))[j] for f in (-1, 1)]
        assert told[j] == pytest.approx(
            np.log(sales[1] / sales[0]) / np.log((1 + step) / (1 - step)), rel=1e-4
        )
        assert told[j] < 0


@pytest.mark.parametrize("demand", ["logit", "willingness to pay"])
def test_a_dearer_complement_costs_sales_and_a_dearer_substitute_brings_some(demand):
    truth = small(demand=demand, cross_effect=1.5).truth
    sales = purchase_chance(truth, 1)
    dearer = [purchase_chance(truth, 1, price=truth.list_price * (1 + 0.01 * np.eye(5)[j])) for j in range(5)]

    gained = np.array(dearer) / sales - 1  # by the column's product when the row's is 1 % dearer

    assert gained[0, 1] < -1e-4 and gained[1, 0] < -1e-4
    assert gained[2, 3] > 1e-4 and gained[3, 2] > 1e-4
    assert np.abs(gained[0, 2:]).max() < 1e-11


def test_a_group_is_a_tier_a_mask_positions_or_ids():
    truth = small().truth
    rows = np.flatnonzero(truth.people.tier == 2)
    answers = [
        incremental_profit(truth, (0, 1), group, 0.2)
        for group in (2, truth.people.tier == 2, rows, [f"c{i}" for i in rows])
    ]

    assert answers == [answers[0]] * 4


def test_everyone_is_the_mean_over_tiers_by_customers():
    truth = small().truth
    share = np.bincount(truth.people.tier) / len(truth.people.tier)

    together = sum(s * incremental_profit(truth, (0, 1), t, 0.2) for t, s in enumerate(share))

    assert incremental_profit(truth, (0, 1), None, 0.2) == pytest.approx(together)


def test_returns_take_their_share_of_every_profit():
    kept, half = small().truth, small(return_share=0.5).truth
    kept_share = 1 - half.assortment.return_share

    assert half.assortment.return_share.mean() == pytest.approx(0.5, abs=0.25)
    assortment = half.assortment
    expected = purchase_chance(half, 1) @ ((assortment.list_price - assortment.cost) * kept_share)
    assert true_profit(half, (0, 1), 1) == pytest.approx(expected)
    assert true_profit(half, (0, 1), 1) < true_profit(kept, (0, 1), 1)


def test_products_of_one_component_are_tied_and_others_are_not():
    groups = components(small().truth.cross)

    assert [list(group) for group in groups] == [[0, 1], [2, 3], [4]]


def test_the_shops_that_benchmarks_are_measured_on_stay_as_they_are():
    truth = simulate_shop(n_customers=200, demand_shock=0.5, price_follows_demand=0.12, seed=1,
                          cost_pass_through=0.6, price_spread=0.05).truth  # fmt: skip

    assert best_discount(truth, (0, 1), 2) == (0.23, pytest.approx(1.1456600359236))
    assert true_profit(truth, (1, 2), 0, 0.2) == pytest.approx(8.7098435670993)


def test_visits_of_which_orders_tell_nothing_are_counted_by_the_truth():
    many = {"n_customers": 400, "n_products": 4, "seed": 5}
    seen, ordered = (simulate_shop(has_views=has_views, **many) for has_views in (True, False))
    n_visits, n_orders = seen.events["session_id"].nunique(), ordered.events["order_id"].nunique()

    assert seen.truth.visits_per_known(n_visits) == 1
    assert n_orders * ordered.truth.visits_per_known(n_orders) == pytest.approx(n_visits, rel=0.03)
    assert n_orders < 0.95 * n_visits
