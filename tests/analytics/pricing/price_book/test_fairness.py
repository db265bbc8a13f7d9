"""No price book breaks the limit on what groups pay, whatever else is limited; it says what held a price."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.findings import Reason
from analytics.pricing.constraints import Constraints
from analytics.pricing.offers import GRID, OfferCurves
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.groups import Groups, group_counts, groups_of
from analytics.pricing.price_book.market import Offer
from analytics.pricing.price_book.met import groups_pay, met_by_segments
from analytics.pricing.price_book.sharing import given_up
from data.schema import InputError
from tests.demand import costs_by_hand
from tests.markets import market_by_hand

N_SEGMENTS, N_PRODUCTS = 4, 4
OFFERS = [Offer("A", ("p0", "p1")), Offer("B", ("p1", "p2", "p3")), Offer("C", ("p0", "p2"), 0.1)]


def market(limits, rng):
    where = market_by_hand(
        np.full((N_SEGMENTS, N_PRODUCTS), -1.0),
        10.0,
        costs_by_hand(N_PRODUCTS, product_cost=4.0),
        limits=limits,
        visits_per_week=100.0,
        segment=np.arange(N_SEGMENTS),
        price=rng.uniform(8, 12, N_PRODUCTS).round(2),
    )
    rows = [
        {"attribute": "area", "group": f"g{g}", "segment": name, "n_customers": int(rng.integers(1, 60))}
        for g in range(3)
        for name in where.audience.segments
    ]
    return replace(where, groups=Groups(pd.DataFrame(rows), where.audience.segments))


def drawn_curves(where, rng):
    """Curves as they may be: take rates that rise with the discount, profits as hills anywhere."""
    known = {}
    for offer in OFFERS:
        parts = tuple(where.audience.positions(offer.product_ids))
        take = rng.uniform(0, 0.2, (N_SEGMENTS, 1)) + rng.uniform(0, 0.5, (N_SEGMENTS, 1)) * GRID
        top = rng.uniform(-0.1, 0.5, (N_SEGMENTS, 1))
        profit = rng.uniform(0, 3, (N_SEGMENTS, 1)) * (top**2 - (GRID - top) ** 2)
        metrics = {"take_rate": take, "incremental_profit": profit, "units": take, "revenue": take}
        whole, none = float(where.audience.price[list(parts)].sum()), np.empty((0, N_SEGMENTS, len(GRID)))
        known[parts] = OfferCurves(parts, whole, metrics, none, np.ones(N_SEGMENTS))
    return known


@settings(max_examples=12, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.01, 0.05]), st.sampled_from([None, 5.0, 40.0]),
    st.sampled_from(["none", ".99"]),
)  # fmt: skip
def test_no_price_book_breaks_the_limit_and_none_uses_more_for_it(seed, share, budget, ending):
    rng = np.random.default_rng(seed)
    others = Constraints(budget=budget, price_ending=ending)
    where = market(replace(others, fairness_limit=share, fairness_groups="area"), rng)

    book = build_price_book(where, OFFERS, drawn_curves(where, rng))

    pay = groups_pay(book, where.groups, "area")
    assert len(pay) == 3 * len(OFFERS) and (pay["excess_share"] <= share + 1e-9).all()
    if budget is not None:
        assert given_up(where, book) <= budget * (1 + 1e-6) + 0.01 * len(book)  # prices are in whole cents


def test_a_price_that_the_limit_holds_back_says_so():
    rng = np.random.default_rng(3)
    where = market(Constraints(fairness_limit=0.0, fairness_groups="area"), rng)

    book = build_price_book(where, OFFERS, drawn_curves(where, rng))

    assert book["reason"].str.contains(Reason.GROUPS_APART).any()


def test_groups_that_nobody_is_in_are_refused_by_name():
    rng = np.random.default_rng(0)
    where = market(Constraints(fairness_limit=0.02, fairness_groups="shoe size"), rng)

    with pytest.raises(InputError, match="no groups of customers"):
        build_price_book(where, OFFERS, drawn_curves(where, rng))


def test_a_limit_without_groups_is_refused():
    with pytest.raises(InputError, match="needs both"):
        Constraints(fairness_limit=0.02)


def test_what_segments_meet_counts_withheld_offers_at_their_parts_prices():
    book = pd.DataFrame({
        "offer_id": ["A", "B"], "segment": "s", "component_price": [10.0, 20.0],
        "bundle_price": [8.0, np.nan], "discount_share": [0.2, np.nan], "take_rate": [0.5, np.nan],
    })  # fmt: skip

    met = met_by_segments(book).iloc[0]

    assert (met["price_paid"], met["discount_share"], met["access_share"]) == (14.0, 0.1, 0.5)
    assert met["gain_per_visit"] == pytest.approx(0.5)  # half of the visits save 2 on one of two offers


def test_small_groups_are_pooled_and_gone_where_they_stay_small():
    column = pd.Series(["a"] * 30 + ["b"] * 6 + ["c"] * 5 + [None] * 20)

    groups = groups_of(column)

    assert groups.value_counts().to_dict() == {"a": 30, "unknown": 20, "other": 11}
    assert set(groups_of(column[:36]).dropna()) == {"a"}
    counts = group_counts(pd.DataFrame({"segment": "s", "x": column}), ["x"])
    assert counts["n_customers"].sum() == 61
