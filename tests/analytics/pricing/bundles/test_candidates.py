from itertools import combinations

import numpy as np

from analytics.pricing.bundles.candidates import Wanted, candidate_offers
from analytics.pricing.offers import offer_curves
from tests.demand import catalog_by_hand, costs_by_hand


def candidates(audience, n_pairs=2, n_triples=1, among=None, cost=6.0):
    n = len(audience.product_ids)
    among = list(range(n) if among is None else among)
    wanted = Wanted(n_pairs, n_triples)
    return candidate_offers(audience, costs_by_hand(n, cost), audience.price * 0.5, among, wanted)


def test_candidates_are_made_of_the_products_that_may_take_part():
    found = candidates(catalog_by_hand(np.zeros((30, 6)), slope=8.0), 3, 1, among=[1, 3, 5])

    assert set(found) == {(1, 3), (1, 5), (3, 5), (1, 3, 5)}


def test_the_pair_that_earns_most_comes_first():
    taste = np.zeros((40, 4))
    taste[:, :2] = -4.0  # hardly anyone wants the first two

    assert candidates(catalog_by_hand(taste, slope=8.0), n_pairs=1)[0] == (2, 3)


def test_candidates_are_pairs_and_then_triples():
    found = candidates(catalog_by_hand(np.zeros((30, 5)), slope=8.0), n_pairs=4, n_triples=3)

    assert [len(offer) for offer in found] == [2, 2, 2, 2, 3, 3, 3]
    assert len(set(found)) == len(found)


def test_parts_bought_together_at_times_and_often_apart_promise_most():
    taste = np.zeros((40, 6))
    taste[:, :2], taste[:, 2:4] = 5.0, -5.0  # always together, never, and by halves

    assert candidates(catalog_by_hand(taste, slope=8.0), n_pairs=1, n_triples=0) == [(4, 5)]


def test_larger_offers_are_those_that_promise_more_than_what_they_grew_from():
    audience, costs = liked_together(), costs_by_hand(6, 2.0)

    found = candidates(audience, 3, 6, cost=2.0)

    larger = [offer for offer in found if len(offer) > 3]
    assert larger
    for offer in larger:
        smaller = max(profit_of(audience, part, costs) for part in combinations(offer, len(offer) - 1))
        assert profit_of(audience, offer, costs) > smaller


def test_parts_that_nobody_nearly_bought_together_make_no_larger_offer():
    audience = liked_together(basket=None)

    found = candidates(audience, 3, 4, cost=2.0)

    assert max(map(len, found)) == 3


def test_a_larger_offer_that_members_dispute_is_left_out():
    shifts = [0.0, *(-8 * np.random.default_rng(0).random(4))]
    audience = liked_together(shifts=shifts, sample=np.arange(40))

    found = candidates(audience, 3, 4, cost=2.0)

    assert max(map(len, found)) == 3


def liked_together(**changes):
    """Visits that like six products and more so together, and bought all of them but one."""
    basket = np.arange(6) != np.arange(40)[:, None] % 6
    fields = {"slope": 12.0, "cross": 0.5 * (1 - np.eye(6)), "basket": basket}
    return catalog_by_hand(np.full((40, 6), -1.6), **fields | changes)


def profit_of(audience, offer, costs):
    return offer_curves(audience, offer, costs).metrics["incremental_profit"][:, :51].max()


def test_where_larger_offers_gain_nothing_there_are_none():
    found = candidates(catalog_by_hand(np.full((40, 6), -4.0), slope=3.0), 3, 8)

    assert max(map(len, found)) == 3


def test_half_as_many_larger_offers_as_triples_are_sought():
    audience = liked_together()

    found = candidates(audience, 3, 4, cost=2.0)

    assert sum(len(offer) > 3 for offer in found) == 2


def test_no_product_is_in_more_than_a_third_of_the_offers_while_others_are_left():
    taste = np.zeros((30, 9))
    taste[:, 0] = 1.0

    found = candidates(catalog_by_hand(taste, slope=8.0), n_pairs=12, n_triples=0)

    assert max(sum(j in offer for offer in found) for j in range(9)) <= 4


def test_a_shop_of_two_products_has_one_candidate():
    assert candidates(catalog_by_hand(np.zeros((10, 2)), slope=8.0)) == [(0, 1)]


def test_the_same_seed_finds_the_same_candidates():
    audience = catalog_by_hand(np.random.default_rng(0).normal(size=(3_000, 5)), slope=8.0)

    assert candidates(audience, 4, 2) == candidates(audience, 4, 2)
