"""Customers scored one by one: together they are the price book, and nobody's score hangs on the others."""

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.offers import offer_curves
from analytics.pricing.scoring import NO_OFFER, OfferScorer, People, calibration_rows, terms_of_book
from tests.demand import audience_by_hand, costs_by_hand


def scores_of(audience, costs, offer, discount):
    """Return what the visits of an audience do with an offer."""
    scorer = OfferScorer(calibration_rows(audience), costs, offer)
    return scorer.scores(people_of(audience, scorer.near), discount)


def people_of(audience, near):
    around = audience.around(near)
    looks = np.ones_like(around.taste)
    return People(around.taste, around.slope, around.basket, looks, around.segment.astype(np.int64))


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
