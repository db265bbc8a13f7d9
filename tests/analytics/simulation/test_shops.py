import numpy as np
import pandas as pd
import pytest

from tests.oracles.best_discounts import best_discount, incremental_profit, last_tastes
from tests.simulated import simulate_shop
from tests.worlds import true_profit


def small(**changes):
    return simulate_shop(n_customers=20, n_visits_per_customer=5.0, n_products=4, **changes)


def plain(**changes):
    """One kind of customer and two products whose prices never move."""
    constant = {"slopes": (0.5,), "slope_spread": 0.0, "taste_spread": 0.0, "price_spread": 0.0}
    return simulate_shop(n_customers=400, n_visits_per_customer=20.0, n_products=2, **constant | changes)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def shares_bought(shop):
    bought = shop.events[shop.events["event_type"] == "purchase"]
    baskets = bought.groupby("session_id")["product_id"].agg(frozenset)
    n_visits = shop.events["session_id"].nunique()
    return {
        ids: float((baskets == frozenset(ids)).sum() / n_visits) for ids in [("p0",), ("p1",), ("p0", "p1")]
    }


def test_the_same_seed_makes_the_same_shop():
    first, second = small(seed=3), small(seed=3)

    pd.testing.assert_frame_equal(first.events, second.events)


def test_another_seed_makes_another_shop():
    assert last_tastes(small(seed=3).truth)[0, 0] != last_tastes(small(seed=4).truth)[0, 0]


def test_the_first_pair_are_complements_and_the_second_substitutes():
    cross = small(cross_effect=0.7).truth.cross

    assert cross[0, 1] == cross[1, 0] == 0.7
    assert cross[2, 3] == cross[3, 2] == -0.7
    assert np.count_nonzero(cross) == 4


def test_without_cross_effects_profit_is_the_sum_over_products():
    shop = plain(cross_effect=0.0)
    price, cost = (shop.products[name].to_numpy(float) for name in ("list_price", "cost"))

    expected = ((price - cost) * sigmoid(shop.truth.assortment.intercept - 0.5 * price)).sum()

    assert true_profit(shop.truth, (0, 1), 0) == pytest.approx(expected)


def test_a_bundle_price_changes_only_the_full_basket():
    shop = plain(cross_effect=0.8)
    price, cost = (shop.products[name].to_numpy(float) for name in ("list_price", "cost"))
    a, b = shop.truth.assortment.intercept - 0.5 * price
    weight = np.exp([0.0, a, b, a + b + 0.8 + 0.5 * 0.1 * price.sum()])
    money = [0.0, price[0] - cost[0], price[1] - cost[1], 0.9 * price.sum() - cost.sum()]

    expected = float((weight / weight.sum()) @ money)

    assert true_profit(shop.truth, (0, 1), 0, 0.1) == pytest.approx(expected)


def test_an_offer_without_a_discount_adds_nothing():
    assert incremental_profit(small().truth, (0, 1), 1, 0.0) == 0.0


def test_the_oracle_never_loses_by_an_offer():
    truth = small().truth

    assert all(best_discount(truth, (a, 3), tier)[1] >= 0 for a in range(3) for tier in range(3))


def test_no_discount_on_the_grid_beats_the_oracle():
    truth = small().truth

    best = best_discount(truth, (0, 1), 2)[1]

    assert max(incremental_profit(truth, (0, 1), 2, d / 100) for d in range(1, 61)) <= best + 1e-12


def test_baskets_are_drawn_as_often_as_the_logit_says():
    shop = plain(cross_effect=0.8)
    a, b = shop.truth.assortment.intercept - 0.5 * shop.products["list_price"].to_numpy(float)
    weight = np.exp([0.0, a, b, a + b + 0.8])

    seen = shares_bought(shop)

    for ids, expected in zip([("p0",), ("p1",), ("p0", "p1")], weight[1:] / weight.sum(), strict=True):
        assert seen[ids] == pytest.approx(expected, abs=0.02)


def test_prices_stand_still_where_nothing_moves_them():
    assert small(price_spread=0.0).events.groupby("product_id")["net_price"].nunique().max() == 1


def test_prices_change_by_the_week():
    events = small().events
    week = (pd.to_datetime(events["event_time"]) - pd.Timestamp("2025-01-06")).dt.days // 7

    assert events.groupby([events["product_id"], week])["net_price"].nunique().max() == 1
    assert events.groupby("product_id")["net_price"].nunique().min() > 20


def test_a_shop_without_views_knows_orders_only():
    events = small(has_views=False).events

    assert set(events["event_type"]) == {"purchase"}
    assert "order_id" in events and "session_id" not in events


def test_prices_that_follow_demand_are_high_when_much_is_bought():
    shop = simulate_shop(
        n_customers=300, slopes=(0.05,), demand_shock=1.0, price_follows_demand=0.1, price_spread=0.01
    )
    events = shop.events.assign(
        week=(pd.to_datetime(shop.events["event_time"]) - pd.Timestamp("2025-01-06")).dt.days // 7,
        bought=shop.events["event_type"] == "purchase",
    )
    weeks = events.groupby(["product_id", "week"]).agg(price=("net_price", "mean"), bought=("bought", "mean"))

    together = [group["price"].corr(group["bought"]) for _, group in weeks.groupby("product_id")]

    assert min(together) > 0.3


def test_every_purchase_was_seen_first_in_its_session():
    events = small().events
    cells = events.groupby(["session_id", "product_id"])["event_type"].agg(list)

    assert all(kinds[0] == "view" for kinds in cells)


def test_costs_move_prices_only_where_they_are_passed_through():
    passed = small(cost_pass_through=1.0, price_spread=0.0).events.groupby("product_id")
    kept = small(cost_pass_through=0.0, price_spread=0.0).events.groupby("product_id")

    assert all(group["net_price"].corr(group["cost"]) > 0.95 for _, group in passed)
    assert all(group["net_price"].min() == group["net_price"].max() for _, group in kept)
