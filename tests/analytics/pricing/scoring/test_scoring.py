"""Customers scored one by one: together they are the price book, and nobody's score hangs on the others."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.demand.pairs import Pairs
from analytics.demand.rows import SparseRows
from analytics.pricing.offers import offer_curves
from analytics.pricing.scoring.offer_scorer import OfferScorer, People, calibration_rows
from analytics.pricing.scoring.terms import NO_OFFER, terms_of_book
from tests.demand import audience_by_hand, catalog_by_hand, costs_by_hand


def scores_of(audience, costs, offer, discount):
    """Return what the visits of an audience do with an offer."""
    scorer = OfferScorer(calibration_rows(audience), costs, offer)
    return scorer.scores(people_of(audience, scorer.near), discount)


def people_of(audience, near):
    around, rates = audience.around(near), audience.look_rates(near)
    taste = around.taste - audience.told_by_looks(near)
    return People(taste, around.slope, around.basket, rates, around.segment.astype(np.int64))


def known_by_orders(replacing, n_rows=400):
    """Return visits with pasts of their own, to products that few look at, of which 0 and 2 are alike."""
    rng = np.random.default_rng(0)
    row, product = np.repeat(np.arange(n_rows), 3), np.tile([0, 1, 2], n_rows)
    n_bought = rng.integers(0, 4, 3 * n_rows)
    audience = catalog_by_hand(
        rng.normal(-3, 0.3, (n_rows, 3)),
        cross=np.full((3, 3), np.log(6.0)),
        pairs=replace(Pairs.of_all(3), is_learned=False, is_alike=np.array([False, True, False])),
        replacing=replacing,
        n_visits=np.full((n_rows, 2), 20, np.float32),
        history=SparseRows.of(
            row, product, np.column_stack([np.full(3 * n_rows, 20), n_bought, n_bought]), n_rows
        ),
    )
    weights = audience.weights
    rarity, past = np.full_like(weights.rarity, np.log(6.0)), weights.past + np.float32(0.3)
    return replace(audience, weights=replace(weights, rarity=rarity, past=past))


@pytest.mark.parametrize("replacing", [0.0, -0.6])
def test_where_joint_purchases_tell_who_looks_scores_average_to_the_curves_as_well(replacing):
    audience = known_by_orders(replacing)
    curves = offer_curves(audience, (0, 1), costs_by_hand(3))

    without, take, profit = scores_of(audience, costs_by_hand(3), (0, 1), np.full(len(audience.segment), 0.2))

    assert without.mean() == pytest.approx(curves.metrics["take_rate"][0, 0], rel=0.02)
    assert take.mean() == pytest.approx(curves.metrics["take_rate"][0, 20], rel=0.02)
    assert profit.mean() == pytest.approx(curves.metrics["incremental_profit"][0, 20], rel=0.05)
    assert take.max() > 3 * take.min()  # who bought them before looks at them more often


def test_visits_in_no_file_count_in_scores_as_in_curves():
    counted = np.array([1.0, 1.4] * 50, np.float32)
    audience = catalog_by_hand(np.full((100, 2), -0.5), visits_per_known=counted)
    curves = offer_curves(audience, (0, 1), costs_by_hand(2))
    plain = offer_curves(replace(audience, visits_per_known=np.ones_like(counted)), (0, 1), costs_by_hand(2))

    _, take, profit = scores_of(audience, costs_by_hand(2), (0, 1), np.full(100, 0.2))

    assert take.mean() == pytest.approx(curves.metrics["take_rate"][0, 20], rel=0.02)
    assert profit.mean() == pytest.approx(curves.metrics["incremental_profit"][0, 20], rel=0.05)
    gained = curves.metrics["incremental_profit"][0] / 1.2
    np.testing.assert_allclose(gained, plain.metrics["incremental_profit"][0], atol=1e-4)


@pytest.mark.parametrize("offer", [(0, 1), (2, 5), (0, 1, 2), (1, 3, 4, 6)])
def test_scores_averaged_by_segment_are_the_curves_of_the_offer(exogenous, offer):
    market = exogenous.results.market
    audience, at = market.audience, 20
    curves = offer_curves(audience, offer, market.costs)

    scores = scores_of(audience, market.costs, offer, np.full(len(audience.segment), at / 100))

    for code in range(len(audience.segments)):
        own = audience.segment == code
        take, profit = (np.average(values[own], weights=audience.weight[own]) for values in scores[1:])
        assert take == pytest.approx(curves.metrics["take_rate"][code, at], abs=0.004)
        half_band = 0.5 * np.ptp(curves.band(), axis=0)[code, at]
        assert abs(profit - curves.metrics["incremental_profit"][code, at]) < max(0.25 * half_band, 0.01)


def test_without_a_discount_an_offer_changes_nothing():
    audience = audience_by_hand(np.random.default_rng(0).normal(0, 1, (50, 3)))

    without, take, profit = scores_of(audience, costs_by_hand(3), (0, 2), np.zeros(50))

    np.testing.assert_allclose(take, without)
    np.testing.assert_allclose(profit, 0, atol=1e-6)


def test_a_deeper_discount_is_taken_more_often_by_every_customer():
    audience = audience_by_hand(np.random.default_rng(0).normal(0, 1, (200, 3)))

    (without, some, _), (_, more, _) = (
        scores_of(audience, costs_by_hand(3), (0, 1, 2), np.full(200, d)) for d in (0.1, 0.3)
    )

    assert (some > without).all()
    assert (more > some).all()


def test_each_customer_is_scored_at_their_own_discount():
    audience = audience_by_hand(np.random.default_rng(0).normal(0, 1, (30, 2)))
    scorer = OfferScorer(audience, costs_by_hand(2), (0, 1))
    discount = np.linspace(0, 0.5, 30)
    people = people_of(audience, scorer.near)

    together = scorer.scores(people, discount)
    alone = [scorer.scores(people.where(np.arange(30) == i), discount[[i]])[:, 0] for i in (3, 17)]

    np.testing.assert_allclose(together[:, [3, 17]].T, alone, rtol=1e-5)


def book_of(rows):
    columns = [
        "offer_id",
        "product_ids",
        "segment",
        "n_customers",
        "discount_share",
        "bundle_price",
        "verdict",
    ]
    return pd.DataFrame(rows, columns=columns)


def test_customers_without_a_segment_get_the_price_of_the_largest_one():
    audience = audience_by_hand(np.zeros((2, 2)), segment=[0, 1])
    book = book_of(
        [
            ("a", ["p0", "p1"], "tier 0", 10, 0.1, 18.0, "PASS"),
            ("a", ["p0", "p1"], "tier 1", 90, 0.2, 16.0, "WARN"),
        ]
    )

    (terms,) = terms_of_book(book, audience)

    discount, price, verdict = terms.of(np.array([0, 1, -1]))
    assert discount.tolist() == [0.1, 0.2, 0.2]
    assert price.tolist() == [18.0, 16.0, 16.0]
    assert verdict.tolist() == ["PASS", "WARN", "WARN"]


def test_no_discount_says_so_and_a_withheld_one_stays_withheld():
    audience = audience_by_hand(np.zeros((2, 2)), segment=[0, 1])
    book = book_of(
        [
            ("a", ["p0", "p1"], "tier 0", 10, 0.0, 20.0, "PASS"),
            ("a", ["p0", "p1"], "tier 1", 9, np.nan, np.nan, "FAIL"),
        ]
    )

    (terms,) = terms_of_book(book, audience)

    assert terms.verdict.tolist() == [NO_OFFER, "FAIL", NO_OFFER]
    assert np.isnan(terms.discount_share[1])
