"""A price book of many offers: the same numbers as the exact one up to its tolerance."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analytics.findings import Gate, GateName, Reason, Verdict
from analytics.pricing.constraints import Constraints
from analytics.pricing.price_book import many
from analytics.pricing.price_book.book import build_price_book
from analytics.pricing.price_book.many import few_of_each_segment, price_offers
from analytics.pricing.price_book.market import Offer
from tests.demand import audience_by_hand


@pytest.fixture(scope="module")
def market(exogenous):
    return exogenous.results.market


@pytest.fixture(scope="module")
def offers(market):
    ids = market.audience.product_ids
    parts = [*list(combinations(ids, 2))[:8], *list(combinations(ids, 3))[:4]]
    return [Offer(f"o{i}", part) for i, part in enumerate(parts)]


@pytest.fixture(scope="module")
def both(market, offers):
    """The exact book and the quick one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many, "FEW", 0)
        quick = price_offers(market, offers)
    return build_price_book(market, offers), quick


def test_few_offers_are_priced_exactly_as_a_run_prices_them(market, offers):
    priced = price_offers(market, offers[:2])

    pd.testing.assert_frame_equal(priced, build_price_book(market, offers[:2]))


def test_many_offers_get_the_discounts_of_the_exact_book_within_two_points(both):
    exact, quick = both

    apart = (quick["discount_share"] - exact["discount_share"]).abs()

    assert list(quick["offer_id"]) == list(exact["offer_id"])
    assert list(quick["segment"]) == list(exact["segment"])
    assert (apart <= 0.0201).mean() >= 0.9
    assert apart.max() <= 0.0601


def test_the_best_of_many_offers_are_priced_exactly(market, offers, both, monkeypatch):
    exact, quick = (book.set_index("offer_id") for book in both)
    monkeypatch.setattr(many, "FEW", 4)

    book = price_offers(market, offers).set_index("offer_id")

    whole = quick["incremental_profit_per_visit"].clip(lower=0) * quick["n_customers"]
    best = set(whole.groupby("offer_id").sum().nlargest(2).index)
    low = "incremental_profit_low"
    as_exact, as_quick = (
        {i for i in exact.index.unique() if np.allclose(book.loc[i, low], other.loc[i, low], rtol=1e-9)}
        for other in (exact, quick)
    )
    assert len(as_exact) == 4
    assert best <= as_exact
    assert as_exact | as_quick == set(exact.index)


def test_many_offers_promise_a_profit_within_the_band_of_the_exact_book(both):
    exact, quick = both
    profit = quick["incremental_profit_per_visit"]

    is_inside = profit.between(
        exact["incremental_profit_low"] - 1e-9, exact["incremental_profit_high"] + 1e-9
    )

    assert is_inside.mean() >= 0.95


def test_what_a_gate_withholds_is_withheld_of_many_offers_too(market, offers, monkeypatch):
    monkeypatch.setattr(many, "FEW", 0)
    barred = market.audience.product_ids[0]
    gate = Gate(GateName.PRICE_VARIATION, barred, Verdict.FAIL, 0.0, Reason.PRICE_NEVER_MOVED)

    book = price_offers(replace(market, gates=[gate]), offers[:8])

    is_barred = book["product_ids"].map(lambda ids: barred in ids)
    assert is_barred.any() and set(book.loc[is_barred, "verdict"]) == {"FAIL"}
    assert book.loc[is_barred, ["discount_share", "bundle_price", "take_rate"]].isna().all(axis=None)


def test_a_budget_is_shared_by_all_of_many_offers(market, offers, monkeypatch):
    monkeypatch.setattr(many, "FEW", 0)
    limited = replace(market, limits=Constraints(budget=0.0))

    book = price_offers(limited, offers)

    assert (book["discount_share"] == 0).all()


def test_offers_are_priced_some_at_a_time_with_the_same_result(market, offers, both, monkeypatch):
    monkeypatch.setattr(many, "FEW", 0)
    said = []

    book = price_offers(market, offers, said.append)

    pd.testing.assert_frame_equal(book, both[1])
    assert said == sorted(said)
    assert len(said) == 13
    assert said[-1] == 1


def test_a_thinned_audience_stands_for_the_same_visits():
    rng = np.random.default_rng(0)
    audience = audience_by_hand(
        rng.normal(0, 1, (5000, 3)),
        segment=rng.integers(0, 2, 5000),
        weight=rng.integers(1, 9, 5000).astype(np.float32),
    )

    few = few_of_each_segment(audience, (0, 1), 200, 0)

    for code in (0, 1):
        ours, all_ = few.segment == code, audience.segment == code
        assert ours.sum() == 200
        assert few.weight[ours].sum() == pytest.approx(audience.weight[all_].sum(), rel=0.002)
        mean = np.average(audience.taste[all_][:, :2].mean(1), weights=audience.weight[all_])
        assert np.average(few.taste[ours][:, :2].mean(1), weights=few.weight[ours]) == pytest.approx(
            mean, abs=0.02
        )
