from dataclasses import replace

import numpy as np
import pytest

from analytics.checks.recovery.replayed import simulate
from analytics.simulation.replay import TEST_WEEKS, Setting, calibrated


def log_spread(visits):
    return np.log(visits.price).std(0)


def with_world(shop, **changes):
    return replace(shop, world=replace(shop.world, **changes))


def test_the_shop_as_it_is_has_its_own_visits_days_and_prices(shop, small):
    drawn = simulate(shop, Setting(), seed=0).visits

    assert (drawn.visited_at == small.visits.visited_at).all()
    assert drawn.price == pytest.approx(small.visits.price, rel=1e-5)
    assert (drawn.customer == small.visits.customer).all()
    assert (drawn.bought != small.visits.bought).any()


def test_the_same_seed_simulates_the_same_shop(shop):
    shops = [simulate(shop, Setting(visits=2), seed=3).visits.bought for _ in range(2)]

    assert (shops[0] == shops[1]).all()


def test_more_visits_are_of_further_customers_like_the_first(shop):
    own, twice = (simulate(shop, Setting(visits=n), seed=0) for n in (1, 2))
    n = len(own.visits)

    assert len(twice.visits) == 2 * n
    assert len(twice.customers) == 2 * len(own.customers)
    assert (twice.visits.bought[:n] == own.visits.bought).all()
    assert (twice.visits.bought[n:] != own.visits.bought).any()
    assert (np.diff(twice.visits.customer) >= 0).all()


def test_fewer_visits_are_those_of_fewer_customers(shop):
    few = simulate(shop, Setting(visits=0.25), seed=0)

    assert len(few.customers) == len(shop.visits.customer_ids) // 4 == few.own.sum()
    assert few.visits.customer.max() == few.own.sum() - 1
    assert len(few.visits) == few.own[shop.visits.customer].sum()


def test_every_simulated_customer_has_the_segment_of_the_one_they_are_like(shop):
    twice = simulate(shop, Setting(visits=2), seed=0)
    segments = shop.customers["segment"].reindex(shop.visits.customer_ids).tolist()

    assert twice.customers["segment"].tolist() == 2 * segments
    assert list(twice.customers.index) == list(twice.visits.customer_ids)


def test_livelier_prices_vary_so_many_times_as_much_around_their_usual_level(shop):
    own, lively = (simulate(shop, Setting(prices=f), seed=0).visits for f in (1, 2))

    assert log_spread(lively) == pytest.approx(2 * log_spread(own), rel=1e-3)
    assert np.log(lively.price).mean(0) == pytest.approx(np.log(own.price).mean(0), abs=1e-3)


def test_a_price_test_moves_the_prices_of_the_last_weeks_only_by_ten_per_cent(shop):
    own, tested = (simulate(shop, Setting(has_test=t), seed=0).visits for t in (False, True))
    moved = (tested.price / own.price).round(4)
    weeks = (own.visited_at.max() - own.visited_at) // np.timedelta64(7, "D")

    assert set(np.unique(moved[weeks < TEST_WEEKS])) == {np.float32(0.9), np.float32(1.1)}
    assert (moved[weeks >= TEST_WEEKS] == 1).all()


def test_products_of_a_calibrated_world_sell_as_often_as_they_did(made):
    lame = replace(made.world, taste=made.world.taste - 1)

    sold = simulate(replace(made, world=calibrated(lame, seed=0)), Setting(), seed=0).visits.bought.sum(0)

    assert sold == pytest.approx(made.visits.bought.sum(0), rel=0.15)


def test_cross_effects_that_let_baskets_grow_beyond_the_shops_are_taken_in_part(made):
    strong = np.full_like(made.world.cross, 2.5) * (1 - np.eye(len(made.world.cross), dtype=np.float32))

    world = calibrated(replace(made.world, cross=strong), seed=0)

    assert world.cross_share < 0.8
    assert world.true_cross == pytest.approx(world.cross_share * strong)


def test_a_basket_known_by_its_purchase_tells_nothing_of_its_sole_product(shop):
    forced = with_world(shop, must_buy=np.ones(len(shop.visits), bool))

    drawn = simulate(forced, Setting(), seed=0).visits

    alone = drawn.bought.sum(1) == 1
    assert drawn.bought.any(1).all()
    assert not drawn.is_informative[alone][drawn.bought[alone]].any()
    assert drawn.is_informative[alone][~drawn.bought[alone]].all()


def test_prices_that_rise_make_simulated_customers_buy_less(shop):
    dear = with_world(shop, price=2 * shop.world.price)
    own, fewer = (simulate(w, Setting(visits=8), seed=0).visits.bought.sum() for w in (shop, dear))

    assert fewer < own
