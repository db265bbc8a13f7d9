from dataclasses import replace

import numpy as np
import pytest

from analytics.checks.recovery.replayed import simulate
from analytics.checks.recovery.tables import tables_of
from analytics.simulation.replay import TEST_WEEKS, Setting, calibrated


def with_world(shop, **changes):
    return replace(shop, world=replace(shop.world, **changes))


def test_the_shop_as_it_is_has_its_own_visits_days_and_prices(shop):
    drawn = simulate(shop, Setting(), seed=0)

    own, found = tables_of(shop.log), tables_of(drawn.log)
    assert (drawn.log.visited_at == shop.log.visited_at).all()
    assert found.price[found.considered] == pytest.approx(own.price[own.considered], rel=1e-5)
    assert (found.considered == own.considered).all()
    assert (drawn.log.customer == shop.log.customer).all()
    assert (drawn.bought != own.bought).any()


def test_the_log_holds_what_was_bought(shop):
    drawn = simulate(shop, Setting(visits=2), seed=0)

    assert (tables_of(drawn.log).bought == drawn.bought).all()
    assert (drawn.log.n_bought == drawn.bought.sum(1)).all()


def test_the_same_seed_simulates_the_same_shop(shop):
    shops = [simulate(shop, Setting(visits=2), seed=3).bought for _ in range(2)]

    assert (shops[0] == shops[1]).all()


def test_more_visits_are_of_further_customers_like_the_first(shop):
    own, twice = (simulate(shop, Setting(visits=n), seed=0) for n in (1, 2))
    n = len(own.log)

    assert len(twice.log) == 2 * n
    assert len(twice.customers) == 2 * len(own.customers)
    assert (twice.bought[:n] == own.bought).all()
    assert (twice.bought[n:] != own.bought).any()
    assert (np.diff(twice.log.customer) >= 0).all()


def test_fewer_visits_are_those_of_fewer_customers(shop):
    few = simulate(shop, Setting(visits=0.25), seed=0)

    assert len(few.customers) == len(shop.log.customer_ids) // 4 == few.own.sum()
    assert few.log.customer.max() == few.own.sum() - 1
    assert len(few.log) == few.own[shop.log.customer].sum()


def test_every_simulated_customer_has_the_segment_of_the_one_they_are_like(shop):
    twice = simulate(shop, Setting(visits=2), seed=0)
    segments = shop.customers["segment"].reindex(shop.log.customer_ids).tolist()

    assert twice.customers["segment"].tolist() == 2 * segments
    assert list(twice.customers.index) == list(twice.log.customer_ids)


def test_livelier_prices_vary_so_many_times_as_much_around_their_usual_level(shop):
    own, lively = (tables_of(simulate(shop, Setting(prices=f), seed=0).log) for f in (1, 2))
    levels = [
        np.array([np.log(t.price[t.considered[:, j], j]).mean() for j in range(4)]) for t in (own, lively)
    ]
    spreads = [
        np.array([np.log(t.price[t.considered[:, j], j]).std() for j in range(4)]) for t in (own, lively)
    ]

    assert spreads[1] == pytest.approx(2 * spreads[0], rel=1e-3)
    assert levels[1] == pytest.approx(levels[0], abs=1e-3)


def test_a_price_test_moves_the_prices_of_the_last_weeks_only_by_ten_per_cent(shop):
    own, tested = (tables_of(simulate(shop, Setting(has_test=t), seed=0).log) for t in (False, True))
    moved = np.where(own.considered, tested.price / own.price, np.nan).round(4)
    is_late = shop.world.week < TEST_WEEKS

    assert set(np.unique(moved[is_late][own.considered[is_late]])) == {np.float32(0.9), np.float32(1.1)}
    assert (moved[~is_late][own.considered[~is_late]] == 1).all()


def test_where_no_price_was_logged_calendars_move_with_the_prices(shop):
    bare = replace(shop.log, has_views=False, seen=shop.log.seen.where(np.zeros(len(shop.log.seen), bool)))
    bare = replace(bare, bought=replace(bare.bought, price=np.full(len(bare.bought), np.nan, np.float32)))
    own = tables_of(bare)
    silent = replace(
        with_world(shop, price=own.price, considered=own.considered, bought=own.bought), log=bare
    )

    drawn, test = (simulate(silent, Setting(has_test=t), seed=0) for t in (False, True))
    moved = tables_of(test.log).price / tables_of(drawn.log).price

    told = own.considered & (shop.world.week < TEST_WEEKS)[:, None]
    assert set(np.unique(moved[told].round(3))) == {np.float32(0.9), np.float32(1.1)}
    assert tables_of(drawn.log).price[own.considered] == pytest.approx(own.price[own.considered], rel=1e-4)


def test_products_of_a_calibrated_world_sell_as_often_as_they_did(made):
    lame = replace(made.world, taste=made.world.taste - 1)

    sold = simulate(replace(made, world=calibrated(lame, seed=0)), Setting(), seed=0).bought.sum(0)

    assert sold == pytest.approx(made.world.bought.sum(0), rel=0.15)


def test_cross_effects_that_let_baskets_grow_beyond_the_shops_are_taken_in_part(made):
    strong = np.full_like(made.world.cross, 2.5) * (1 - np.eye(len(made.world.cross), dtype=np.float32))

    world = calibrated(replace(made.world, cross=strong), seed=0)

    assert world.cross_share < 0.8
    assert world.true_cross == pytest.approx(world.cross_share * strong)


def test_a_basket_known_by_its_purchase_tells_nothing_of_its_sole_product(shop):
    bare = replace(shop.log, has_views=False, seen=shop.log.seen.where(np.zeros(len(shop.log.seen), bool)))
    forced = replace(with_world(shop, must_buy=np.ones(len(shop.log), bool)), log=bare)

    drawn = simulate(forced, Setting(), seed=0)
    found = tables_of(drawn.log)

    alone = drawn.bought.sum(1) == 1
    others = found.considered & ~drawn.bought
    assert drawn.bought.any(1).all()
    assert not found.counts[alone][drawn.bought[alone]].any()
    assert found.counts[alone][others[alone]].all()


def test_prices_that_rise_make_simulated_customers_buy_less(shop):
    dear = with_world(shop, price=2 * shop.world.price)
    own, fewer = (simulate(w, Setting(visits=8), seed=0).bought.sum() for w in (shop, dear))

    assert fewer < own
