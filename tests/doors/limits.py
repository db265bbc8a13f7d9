"""What costs and limits do to a price book, by hand: no row breaks a limit, and every option counts."""

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.cli.options import costs_of
from analytics.pricing.constraints import NO_LIMITS
from analytics.pricing.money import AS_IN_FILES
from analytics.pricing.price_book.sharing import given_up
from analytics.runs.candidates import candidates
from analytics.runs.reprice import reprice
from tests.doors.files import NO_COST
from tests.doors.left_out import is_same, repriced, without_offers
from tests.doors.rows import Doors

Check = Callable[[Doors], None]


def counting(check: Check, name: str, option: str) -> Check:
    """Return a check, and that the row's price book would be another one without the option."""

    def both(doors: Doors) -> None:
        check(doors)
        book = doors.done(name).book
        assert is_same(repriced(doors, name), book)
        assert not is_same(repriced(doors, name, without=option), book)

    return both


def offered(doors: Doors, name: str) -> pd.DataFrame:
    """Return the rows of a price book that have a discount; there are some."""
    book = doors.done(name).book
    assert (book["discount_share"] > 0).any()
    return book[book["discount_share"] > 0]


def cents(doors: Doors, name: str) -> set[int]:
    return set((100 * offered(doors, name)["bundle_price"]).round().astype(int) % 100)


def costs_are_as_given(doors: Doors) -> None:
    costs = costs_of(doors.done("money").options)
    assert doors.done("money").found.config.costs == costs
    assert (costs.margin_share, costs.per_order, costs.per_item) == (0.4, 0.5, 0.1)
    assert (costs.payment_fee_share, costs.return_share) == (0.03, 0.1)


def the_margin_is_of_products_without_a_cost(doors: Doors) -> None:
    for name, margin in (("money", 0.4), ("orders", 0.3)):
        products = doors.done(name).found.products.set_index("product_id")
        assert products.index[products["is_cost_assumed"]].tolist() == [NO_COST]
        assumed = products.loc[NO_COST]
        np.testing.assert_allclose(assumed["cost"], (1 - margin) * assumed["list_price"])


def no_bundle_leaves_less_than_the_least_margin(doors: Doors) -> None:
    cost = doors.done("later").found.products.set_index("product_id")["cost"]
    for row in offered(doors, "later").itertuples():
        assert 1 - cost[list(row.product_ids)].sum() / row.bundle_price >= 0.43 - 1e-9


def no_discount_is_deeper_than_the_deepest(doors: Doors) -> None:
    assert offered(doors, "demo")["discount_share"].max() <= 0.08 + 1e-9


def no_price_changes_by_more_than_the_largest_change(doors: Doors) -> None:
    book = offered(doors, "orders")
    assert (book["bundle_price"] >= 0.94 * book["component_price"] - 1e-9).all()


def prices_end_as_asked(doors: Doors) -> None:
    assert [cents(doors, name) for name in ("money", "orders", "later")] == [{99}, {95}, {0}]
    assert len(cents(doors, "demo")) > 1


def the_excluded_are_in_no_bundle(doors: Doors) -> None:
    done = doors.done("money")
    without = candidates(replace(done.found.market, limits=NO_LIMITS), done.found.config)
    assert not any("p4" in ids for ids in done.book["product_ids"])
    assert any("p4" in offer.product_ids for offer in without)


def bundles_take_no_more_than_is_in_stock(doors: Doors) -> None:
    """What bundles sell more of it, and what its own buyers take, is no more than there is."""
    found, book = doors.done("money").found, doors.done("money").book
    audience, visits = found.audience, found.market.expected_visits()
    bought = audience.weight * audience.bought(audience.positions(["p1"])[0])
    own = float((np.bincount(audience.segment, bought) / found.market.visit_weight) @ visits)
    anyway = without_offers(doors, "money")
    assert book["offer_id"].tolist() == anyway["offer_id"].tolist()
    of_segment = book["segment"].map(dict(zip(audience.segments, visits, strict=True))).astype(float)
    has_it = np.array(["p1" in ids for ids in book["product_ids"]])
    more = ((book["take_rate"] - anyway["take_rate"]) * of_segment)[has_it].sum()
    assert 0 < more <= 75 - own + 1e-6


def discounts_give_up_no_more_than_the_budget(doors: Doors) -> None:
    market = doors.done("demo").found.market
    assert 0 < given_up(market, doors.done("demo").book) <= 2.0 + 1e-9
    assert given_up(market, repriced(doors, "demo", without="budget")) > 2.0


def the_horizon_is_as_long_as_asked(doors: Doors) -> None:
    for name, weeks in (("money", 8), ("demo", 4)):
        market = doors.done(name).found.market
        assert np.isclose(market.expected_visits().sum(), weeks * market.visits_per_week)


def a_visit_is_shown_no_more_bundles_than_asked(doors: Doors) -> None:
    """Of what the command wrote: how many rows a segment is shown, and what they add up to."""
    for name, most in (("money", 1), ("orders", 3)):
        out = doors.done(name).out
        portfolio = json.loads((out / "portfolio.json").read_text())
        shown = pd.read_parquet(out / "portfolio.parquet").query("is_shown")
        assert portfolio["offers_per_visit"] == most
        assert shown.groupby("segment").size().max() <= most
        np.testing.assert_allclose(shown["worth_per_year"].sum(), portfolio["total"])
        assert portfolio["low"] < portfolio["total"] < portfolio["high"]
        assert portfolio["share_of_profit"] > 0 and 0 < portfolio["revenue_covered"] <= 1
    for most in (1, 2):  # without the other limits there are two to show
        limits = replace(NO_LIMITS, offers_per_visit=most)
        shown = reprice(doors.done("money").found, AS_IN_FILES, limits).portfolio.rows.query("is_shown")
        assert 0 < shown.groupby("segment").size().max() <= most


def nothing_is_sold_below_cost_unless_asked_for(doors: Doors) -> None:
    allowed, held = doors.done("dear allowed"), repriced(doors, "dear allowed", without="below_cost")
    cost = allowed.found.products.set_index("product_id")["cost"]
    of_parts = held["product_ids"].map(lambda ids: cost[list(ids)].sum())
    is_below = held["component_price"] < of_parts - 0.005
    assert is_below.any() and not is_below.all()
    failed = held[is_below]
    assert (failed["verdict"] == "FAIL").all() and failed["discount_share"].isna().all()
    offered = held["discount_share"] > 0
    assert (held["bundle_price"] >= of_parts - 0.005)[offered].all()
    assert failed["reason"].str.contains("below_cost|more").all()
    assert not allowed.book["reason"].str.contains("below the").any()
    assert (allowed.found.gates["name"] != "below_cost").all()  # it is the offer that is at fault


MONEY: dict[str, Check] = {
    "--margin": counting(the_margin_is_of_products_without_a_cost, "money", "margin_share"),
    "--per-parcel": counting(costs_are_as_given, "money", "per_order"),
    "--per-item": counting(costs_are_as_given, "money", "per_item"),
    "--payment-fee": counting(costs_are_as_given, "money", "payment_fee_share"),
    "--returns": counting(costs_are_as_given, "money", "return_share"),
    "--least-margin": counting(no_bundle_leaves_less_than_the_least_margin, "later", "least_margin"),
    "--deepest-discount": counting(no_discount_is_deeper_than_the_deepest, "demo", "deepest_discount"),
    "--largest-change": counting(
        no_price_changes_by_more_than_the_largest_change, "orders", "largest_change"
    ),
    "--price-ending": counting(prices_end_as_asked, "money", "price_ending"),
    "--below-cost": nothing_is_sold_below_cost_unless_asked_for,
    "--exclude": the_excluded_are_in_no_bundle,
    "--stock": counting(bundles_take_no_more_than_is_in_stock, "money", "stock"),
    "--budget": counting(discounts_give_up_no_more_than_the_budget, "demo", "budget"),
    "--offers-per-visit": a_visit_is_shown_no_more_bundles_than_asked,
    "--weeks": counting(the_horizon_is_as_long_as_asked, "money", "horizon_weeks"),
}
