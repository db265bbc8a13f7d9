"""Every switch of a synthetic shop does what it says."""

import numpy as np
import pandas as pd
import pytest

from analytics.simulation.config import WorldConfig
from analytics.simulation.kinds import KINDS, config_of
from data.schema import InputError
from tests.oracles.best_discounts import best_discount, purchase_chance
from tests.simulated import simulate_shop


def shop(**changes):
    return simulate_shop(**{"n_customers": 120, "n_visits_per_customer": 8.0, "n_products": 6} | changes)


def together(a, b):
    return float(np.corrcoef(np.ravel(a), np.ravel(b))[0, 1])


def relative(values):
    return np.log(values) - np.log(values).mean(0)


def purchases(world):
    return world.events[world.events["event_type"] == "purchase"]


def days(world):
    return (world.events["event_time"] - pd.Timestamp("2025-01-06")).dt.days


def test_confounded_prices_go_with_hidden_demand_and_exogenous_ones_do_not():
    confounded = shop(**KINDS["confounded"]).truth.assortment
    by_chance = shop(demand_shock=0.5).truth.assortment

    assert together(relative(confounded.price[0]), confounded.shock) > 0.6
    assert abs(together(relative(by_chance.price[0]), by_chance.shock)) < 0.15


def test_the_instrument_moves_prices_and_has_nothing_to_do_with_demand():
    market = shop(**KINDS["instrument"], n_products=30).truth.assortment

    assert together(relative(market.unit_cost), relative(market.price[0])) > 0.5
    assert abs(together(relative(market.unit_cost), market.shock)) < 0.15


def test_tastes_that_drift_keep_their_spread_and_end_elsewhere():
    truth = shop(n_customers=500, taste_drift=1.0, slopes=(0.5,)).truth
    early, middle, late = (truth.people.tastes_at(truth.assortment, t) for t in (0.0, 0.5, 1.0))

    assert abs(together(early, late)) < 0.1
    assert together(early, middle) > 0.5
    assert early.std() == pytest.approx(late.std(), rel=0.05) == pytest.approx(middle.std(), rel=0.05)


def test_fashion_moves_what_a_tier_buys_and_the_best_discount():
    world = shop(n_customers=400, n_visits_per_customer=20.0, fashion_drift=1.5, slopes=(0.5,))
    gained = purchase_chance(world.truth, day=363) - purchase_chance(world.truth, day=0)
    share = pd.crosstab(purchases(world)["product_id"], days(world) >= 182, normalize="columns")

    assert together(gained, share[True] - share[False]) > 0.8
    assert best_discount(world.truth, (0, 1), 0, day=0) != best_discount(world.truth, (0, 1), 0)


def test_without_drift_every_day_is_like_the_last():
    truth = shop().truth

    assert best_discount(truth, (0, 1), 1, day=0.0) == best_discount(truth, (0, 1), 1)


def test_products_sell_best_in_their_season():
    world = shop(n_customers=300, n_visits_per_customer=20.0, seasonality=1.2, taste_spread=0.0)
    phase = world.truth.assortment.season_phase
    angle = 2 * np.pi * days(world) / 364
    bought = world.events["event_type"] == "purchase"
    for j, product in enumerate(world.product_ids):
        own = angle[bought & (world.events["product_id"] == product)]
        best = np.arctan2(np.sin(own).mean(), np.cos(own).mean()) * 364 / (2 * np.pi) % 364
        assert min(abs(best - phase[j]), 364 - abs(best - phase[j])) < 25


def test_weekends_are_busier_where_the_shop_has_a_rhythm():
    by_weekday = purchases(shop(n_customers=400, rhythm=1.0))["event_time"].dt.day_of_week.value_counts()

    assert by_weekday[5] > 1.3 * by_weekday[0]


def test_stores_have_prices_of_their_own_unless_prices_never_move():
    events = shop(n_stores=3).events
    week = (events["event_time"] - pd.Timestamp("2025-01-06")).dt.days // 7

    prices = events.groupby([events["product_id"], week])["net_price"].nunique()
    still = shop(n_stores=3, price_spread=0.0).events.groupby("product_id")["net_price"].nunique()

    assert prices.max() == 3
    assert set(events["store_id"]) == {"store 1", "store 2", "store 3"}
    assert still.max() == 1


def test_promotions_are_announced_and_below_the_list_price():
    world = shop(promoted_share=0.2)
    promoted = world.events["promotion"].notna()
    depth = 1 - world.events["net_price"] / world.events["list_price"]

    assert (world.truth.assortment.promotion > 0).mean() == pytest.approx(0.2, abs=0.06)
    assert depth[promoted].between(0.08, 0.32).all()
    assert (depth[~promoted] == 0).all()


def test_quantity_tiers_are_the_only_prices_that_differ():
    bought = purchases(shop(**KINDS["tiers"], n_customers=200))
    unit = bought.groupby(["product_id", "quantity"])["net_price"]

    assert unit.nunique().max() == 1
    prices = (
        unit.first().reset_index().pivot_table(index="product_id", columns="quantity", values="net_price")
    )
    np.testing.assert_allclose(prices[6] / prices[1], 0.9, atol=0.005)
    np.testing.assert_allclose(prices[12] / prices[1], 0.8, atol=0.005)


def test_a_switch_moves_nothing_but_what_it_is_about():
    plain, guests = shop(), shop(guest_share=0.3)

    assert (plain.truth.people.taste == guests.truth.people.taste).all()
    assert (plain.events["net_price"] == guests.events["net_price"]).all()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_shop_can_be_made_and_asked(kind):
    world = simulate_shop(config_of(kind, n_customers=40))

    assert len(purchases(world)) > 100
    assert best_discount(world.truth, (0, 1), 1)[1] >= 0


@pytest.mark.parametrize("change", [{"churn": 1.5}, {"n_products": 0}, {"wtp_spreads": (1.0,)}])
def test_switches_that_make_no_sense_are_refused(change):
    with pytest.raises(InputError):
        WorldConfig(demand="willingness to pay", **change)
