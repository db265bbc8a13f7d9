from dataclasses import replace

import numpy as np
import pytest

from analytics.cli.reasons import with_reason_words
from analytics.pricing.constraints import ENDINGS, Constraints
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.sharing import given_up
from tests.demand import costs_by_hand
from tests.markets import market_by_hand

N_SEGMENTS, N_PRODUCTS, N_MARKETS = 40, 6, 150  # with five offers each: 30,000 rows
PAIRS = [("p0", "p1"), ("p1", "p2"), ("p3", "p4"), ("p0", "p5"), ("p2", "p3", "p4")]


def market(limits, price=10.0, **changes):
    costs = costs_by_hand(N_PRODUCTS, product_cost=0.6 * price, per_order=0.02 * price)
    changes |= {
        "segment": np.arange(N_SEGMENTS),
        "price": np.full(N_PRODUCTS, price),
    }
    taste = np.full((N_SEGMENTS, N_PRODUCTS), -1.0)
    return market_by_hand(taste, 10.0, costs, limits=limits, visits_per_week=100.0, **changes)


def drawn_curves(where, offers, rng):
    """Curves as they may be: take rates that rise with the discount, profits as hills anywhere."""
    known = {}
    for offer in offers:
        parts = tuple(where.audience.positions(offer.product_ids))
        take = rng.uniform(0, 0.2, (N_SEGMENTS, 1)) + rng.uniform(0, 0.5, (N_SEGMENTS, 1)) * GRID
        top = rng.uniform(-0.1, 0.6, (N_SEGMENTS, 1))
        profit = rng.uniform(0, 3, (N_SEGMENTS, 1)) * (top**2 - (GRID - top) ** 2)
        metrics = {"take_rate": take, "incremental_profit": profit, "units": take, "revenue": take}
        whole = float(where.audience.price[list(parts)].sum())
        none = np.empty((0, N_SEGMENTS, len(GRID)))
        known[parts] = OfferCurves(parts, whole, metrics, none, np.ones(N_SEGMENTS))
    return known


def drawn_limits(rng):
    shares = {"least_margin": (0, 0.4), "deepest_discount": (0, 0.5), "largest_change": (0, 0.5)}
    given = {name: float(rng.uniform(*ends)) for name, ends in shares.items() if rng.random() < 0.4}
    if rng.random() < 0.6:
        given["budget"] = float(rng.choice([0.0, 10.0, 500.0]))
    stock = {f"p{j}": float(rng.choice([0.0, 5.0, 60.0])) for j in rng.choice(N_PRODUCTS, 2, replace=False)}
    excluded = (f"p{rng.integers(N_PRODUCTS)}",) if rng.random() < 0.3 else ()
    ending = ENDINGS[rng.integers(len(ENDINGS))]
    return Constraints(stock=tuple(stock.items()), excluded=excluded, price_ending=ending, **given)


def bundles_added(where, rows, known):
    """Return how many more bundles each row's discount sells over the horizon."""
    at = [where.audience.segments.index(name) for name in rows["segment"]]
    parts = [tuple(where.audience.positions(ids)) for ids in rows["product_ids"]]
    base = np.array([known[p].metrics["take_rate"][s, 0] for p, s in zip(parts, at, strict=True)])
    return (rows["take_rate"].to_numpy() - base) * where.expected_visits()[at]


def test_no_price_book_ever_breaks_a_limit():
    rng, n_advised = np.random.default_rng(5), 0

    for _ in range(N_MARKETS):
        limits = drawn_limits(rng)
        where = market(limits, price=float(rng.choice([1.5, 10.0, 80.0])))
        wanted = [rng.choice([None, 0.07, 0.3], p=[0.8, 0.1, 0.1]) for _ in PAIRS]
        offers = [
            Offer(f"B{i}", pair, want) for i, (pair, want) in enumerate(zip(PAIRS, wanted, strict=True))
        ]
        known = drawn_curves(where, offers, rng)

        book = build_price_book(where, offers, known)

        rows = book[book["discount_share"] > 0]
        n_advised += len(rows)
        off = 1 - rows["bundle_price"] / rows["component_price"]
        assert (off <= limits.deepest + 1e-9).all() and (rows["verdict"] != "FAIL").all()
        parts = np.array([len(ids) for ids in rows["product_ids"]]) * where.audience.price[0]
        left = rows["bundle_price"] - 0.6 * parts - where.costs.per_order
        assert (
            limits.least_margin is None or (left / rows["bundle_price"] >= limits.least_margin - 1e-9).all()
        )
        assert not any(set(ids) & set(limits.excluded) for ids in rows["product_ids"])
        if limits.price_ending != "none":
            cents = {".99": 99, ".95": 95, "whole": 0}[limits.price_ending]
            assert set((rows["bundle_price"] * 100).round().astype(int) % 100) <= {cents}
        assert limits.budget is None or given_up(where, book) <= limits.budget * (1 + 1e-6)
        added = bundles_added(where, rows, known)
        for product, units in limits.stock:
            is_part = np.array([product in ids for ids in rows["product_ids"]], bool)
            assert added[is_part].sum() <= units * (1 + 1e-6) + 1e-9

    assert n_advised > 6_000


def one_row(limits, discount_share=None, **changes):
    where = market(limits, **changes)
    book = build_price_book(where, [Offer("B", ("p0", "p1"), discount_share)])
    return with_reason_words(book, {"p1": "Coffee"}).iloc[0]


def test_a_discount_asked_for_that_breaks_a_limit_fails_with_the_sentence():
    row = one_row(Constraints(deepest_discount=0.1), 0.2)

    assert row["verdict"] == "FAIL"
    assert row["reason"].startswith("20.0 % off is deeper than the 10 % that you allow")
    assert np.isnan(row["discount_share"]) and np.isnan(row["bundle_price"])


def test_a_discount_asked_for_takes_the_nearest_price_that_ends_as_wanted():
    row = one_row(Constraints(price_ending=".99"), 0.2)

    assert (row["bundle_price"], row["discount_share"]) == (15.99, pytest.approx(1 - 15.99 / 20))


def test_a_discount_asked_for_beyond_the_budget_fails():
    row = one_row(Constraints(budget=0.01), 0.2)

    assert row["verdict"] == "FAIL"
    assert row["reason"] == "What the promotion budget has left does not reach for this discount"


def test_an_excluded_part_withholds_the_bundle():
    row = one_row(Constraints(excluded=("p1",)))

    assert (row["verdict"], row["reason"].split(".")[0]) == ("FAIL", "Coffee: Excluded from bundles")


def test_a_part_out_of_stock_withholds_the_bundle():
    row = one_row(Constraints(stock=(("p1", 0.0),)))

    assert row["reason"] == "Coffee: Out of stock, so no bundle with it can be sold. Restock it"


def test_a_products_own_sales_come_before_bundles():
    basket = np.ones((N_SEGMENTS, N_PRODUCTS), bool)

    row = one_row(Constraints(stock=(("p1", 300.0),)), basket=basket)

    assert (row["discount_share"], row["verdict"]) == (0.0, "PASS")
    assert row["reason"] == "Held back by your limits: The stock of Coffee does not reach further"


def test_a_limit_that_holds_a_price_back_is_said_and_is_no_doubt():
    row = one_row(Constraints(least_margin=0.36))

    assert row["verdict"] == "PASS"
    assert "Held back by your limits: Its margin of" in row["reason"]


def test_metrics_are_those_of_the_real_price():
    free, ended = one_row(Constraints()), one_row(Constraints(price_ending=".95"))

    assert ended["discount_share"] == pytest.approx(1 - ended["bundle_price"] / 20)
    assert 0 < ended["incremental_profit_per_visit"] <= free["incremental_profit_per_visit"] * (1 + 1e-6)


def test_a_larger_budget_never_earns_less():
    rng = np.random.default_rng(8)
    offers = [Offer(f"B{i}", pair) for i, pair in enumerate(PAIRS)]
    where = market(Constraints())
    known = drawn_curves(where, offers, rng)

    def earned(budget):
        book = build_price_book(replace(where, limits=Constraints(budget=budget)), offers, known)
        return book["incremental_profit_per_visit"].sum()

    profits = [earned(budget) for budget in (0.0, 50.0, 200.0, 1e9)]
    assert profits == sorted(profits) and profits[0] == 0.0
