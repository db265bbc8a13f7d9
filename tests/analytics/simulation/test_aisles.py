"""Shops with aisles: visits see a part of what is sold, and the truth counts just that."""

from dataclasses import asdict
from itertools import product

import numpy as np
import pandas as pd
import pytest

from analytics.simulation import shop as shop_room
from analytics.simulation.baskets import all_baskets
from analytics.simulation.files import read_truth, write_shop
from analytics.simulation.kinds import config_of
from data.schema import InputError
from tests.simulated import simulate_shop

SMALL = {
    "n_products": 8, "aisle_size": 2, "department_size": 2, "n_departments_known": 2,
    "n_departments_seen": 1.2, "n_customers": 12, "has_relative_slopes": True,
    "slopes": (1.0, 3.0, 6.0), "cross_effect": 1.2,
}  # fmt: skip


def small(**changes):
    return simulate_shop(**SMALL | {"n_visits_per_customer": 3.0} | changes)


def aisle_patterns(truth, customer):
    """Return every set of aisles that a visit can see with its chance, as arrays over products."""
    _, n_aisles, size = truth.config.known
    entry, interest = (getattr(truth.people, name)[customer] for name in ("entry", "interest"))
    assert truth.people.known[customer].tolist() == [0, 1]
    for entered in product([0, 1], repeat=2):
        for seen in product([0, 1], repeat=2 * n_aisles):
            chance = np.where(entered, entry, 1 - entry).prod()
            chance *= np.where(seen, interest, 1 - interest)[np.repeat(entered, n_aisles) == 1].prod()
            if all(entered[a // n_aisles] or not s for a, s in enumerate(seen)):
                yield chance, np.repeat(seen, size)


def by_hand(truth, customer, offer, discount):
    """Return take rate and profit of a visit at its whole assortment, all that it may see enumerated."""
    goods, price = truth.assortment, truth.list_price
    baskets = all_baskets(len(price))
    full = baskets[:, list(offer)].all(1)
    paid = baskets @ price - discount * price[list(offer)].sum() * full
    felt = baskets.sum(1) - discount * len(offer) * full  # in list prices
    alone = people_scores(truth)[customer] @ baskets.T - truth.people.slope[customer] * felt
    alone = alone + 0.5 * np.einsum("bi,ij,bj->b", baskets, goods.cross, baskets)
    found = np.zeros(3)
    for chance, seen in aisle_patterns(truth, customer):
        weight = np.exp(alone) * (baskets <= seen).all(1)
        weight /= weight.sum()
        found += chance * np.array([weight @ full, weight @ (paid - baskets @ goods.cost), float(seen.any())])
    return found


def people_scores(truth):
    return truth.assortment.intercept + truth.people.tastes_at(truth.assortment, 1.0)


@pytest.mark.parametrize("offer", [(0, 2), (1, 5), (0, 1, 7)])
def test_what_an_offer_earns_is_what_all_that_visits_may_see_says(offer):
    truth = small().truth
    rows = np.flatnonzero(truth.people.tier == 1)
    share = truth.people.activity[rows] / truth.people.activity[rows].sum()

    take, profit = truth.offer_curve(offer, 1, np.array([0.0, 0.1, 0.3]))

    told = {d: share @ [by_hand(truth, c, offer, d) for c in rows] for d in (0.0, 0.1, 0.3)}
    looks = told[0.0][2]
    for at, d in enumerate(told):
        assert take[at] == pytest.approx(told[d][0] / looks)
        assert profit[at] == pytest.approx((told[d][1] - told[0.0][1]) / looks, abs=1e-12)


def test_visits_see_and_buy_as_often_as_the_truth_says():
    world = small(n_customers=300, n_visits_per_customer=60.0, price_spread=0.0, taste_spread=0.3)
    n_visits = world.events["session_id"].nunique()
    seen, bought = (
        pd.crosstab(rows["session_id"], rows["product_id"])[world.product_ids] > 0
        for rows in (world.events[world.events["event_type"] == name] for name in ("view", "purchase"))
    )

    np.testing.assert_allclose(bought.sum() / n_visits, world.truth.response()[0], rtol=0.08)
    for offer in [(0, 2), (1, 5)]:  # tied to each other, and of two departments
        together = bought.iloc[:, list(offer)].all(axis=1).sum() / n_visits
        assert together == pytest.approx(world.truth.offer_curve(offer)[0, 0], rel=0.12)
    assert (seen.mean() < 0.9).all()


def test_an_offer_that_nobody_can_see_whole_earns_nothing():
    truth = simulate_shop(config_of("catalog", n_customers=3, seed=1)).truth
    known = truth.people.known
    strangers = [d for d in range(truth.config.n_departments) if d not in known]

    curve = truth.offer_curve((20 * known[0, 0], 20 * strangers[0]))

    assert (curve == 0).all()


def test_elasticities_are_the_differences_that_a_small_price_step_makes():
    truth, step = small().truth, 1e-4
    one = np.eye(8)[3] * step

    sales = [truth.response(price=truth.list_price * (1 + f * one))[0][3] for f in (-1, 1)]

    expected = np.log(sales[1] / sales[0]) / np.log((1 + step) / (1 - step))
    assert truth.elasticities()[3] == pytest.approx(expected, rel=1e-4)


def test_the_truth_comes_back_from_disk_and_blocks_have_one_shop(tmp_path, monkeypatch):
    monkeypatch.setattr(shop_room, "BLOCK_CELLS", 4_000)
    config = config_of("catalog", n_products=200, n_departments_known=6, n_customers=60, seed=3)
    write_shop(config, tmp_path)

    read, made = read_truth(tmp_path / "truth"), simulate_shop(config).truth

    assert shop_room.n_blocks(config) > 1
    np.testing.assert_array_equal(read.offer_curve((0, 4)), made.offer_curve((0, 4)))
    np.testing.assert_array_equal(read.people.known, made.people.known)


def test_what_visits_see_does_not_grow_with_the_catalog():
    few, many = (
        simulate_shop(config_of("catalog", n_products=n, n_customers=100)).events for n in (300, 2_400)
    )

    per_visit = [len(events) / events["session_id"].nunique() for events in (few, many)]

    assert per_visit[0] == pytest.approx(per_visit[1], rel=0.2)
    assert per_visit[1] < 40


def test_some_prices_never_move_some_rarely_and_most_often():
    prices = simulate_shop(config_of("catalog", n_customers=10)).truth.assortment.price[0]

    n_prices = np.array([len(np.unique(column)) for column in prices.T])

    assert (n_prices == 1).mean() == pytest.approx(0.1, abs=0.04)
    assert ((n_prices > 1) & (n_prices < 10)).mean() == pytest.approx(0.2, abs=0.05)
    assert (n_prices > 15).mean() > 0.6


def test_all_that_lively_shops_do_is_done_in_aisles_too():
    changes = asdict(config_of("lively")) | {"is_rich": False}
    for name in ("n_products", "n_visits_per_customer", "aisle_size", "slopes", "n_customers"):
        changes.pop(name)
    world = simulate_shop(**changes | SMALL | {"n_customers": 200})

    cells = world.events.groupby(["session_id", "product_id"])["event_type"].agg(set)

    assert {"view", "cart", "purchase", "return"} == set(world.events["event_type"])
    assert all("view" in kinds for kinds in cells)
    assert (world.truth.offer_curve((0, 2), None, day=100.0)[0] > 0).all()


@pytest.mark.parametrize("kind", ["catalog", "electronics"])
def test_catalogs_are_files_with_names_and_the_tier_of_customers(kind):
    world = simulate_shop(config_of(kind, n_customers=50))

    products, customers = world.products, world.customers
    tier = customers[world.config.segment_column]
    assert products["title"].is_unique and products["brand"].notna().all()
    assert (products["cost"] < products["list_price"]).all()
    assert pd.crosstab(tier, world.truth.people.tier).astype(bool).sum().tolist() == [1, 1, 1]


def test_electronics_go_with_the_phone_of_their_brand():
    world = simulate_shop(config_of("electronics", n_customers=20))
    at = world.products.reset_index().set_index("title")["index"]
    cross = world.truth.cross
    phone = at["Aura X2 phone 128 GB"]

    assert cross[phone, at["Aura Buds earphones"]] > 0 > cross[phone, at["Aura X2 phone 256 GB"]]
    assert cross[phone, at["Pixa Buds earphones"]] == 0
    assert world.products.groupby("category").size().tolist() == [8] * 12
    assert world.products.set_index("title")["list_price"]["Aura X2 phone 256 GB"] > 500


@pytest.mark.parametrize(
    "change",
    [
        {"n_products": 7},
        {"n_departments_known": 3},
        {"demand": "willingness to pay"},
        {"story": "electronics"},
    ],
)
def test_aisles_that_make_no_sense_are_refused(change):
    with pytest.raises(InputError):
        small(**change)
