"""Price lists over the demand model: the same figures as the offer's curves, and welfare by its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.offers import offer_curves
from analytics.pricing.selling.price_lists import (
    bundle_only,
    by_size,
    neighbors_today,
    parts_and_bundle,
    profits,
    surpluses,
)
from analytics.pricing.selling.visit_sample import sample_visits
from tests.analytics.pricing.selling.samples import audience_with_members, trial_of
from tests.demand import audience_by_hand, costs_by_hand

TEN = np.full(2, 10.0)
CROSS = np.array([[0, 0.6, 0.3], [0.6, 0, 0], [0.3, 0, 0]])  # the third product is a neighbor


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def some_audience(n=30, seed=0):
    rng = np.random.default_rng(seed)
    return audience_with_members(
        rng.normal(-1, 1, (n, 3)),
        rng.uniform(2, 9, (n, 3)),
        noise=0.2,
        cross=CROSS,
        segment=np.arange(n) % 2,
        basket=rng.random((n, 3)) < 0.3,
    )


def one_visit(taste=(0.2, -0.4), slope=3.0):
    return sample_visits(audience_by_hand([taste], slope), [0, 1], costs_by_hand(2))


def test_todays_prices_bring_the_margin_without_an_offer():
    audience = some_audience()
    sample = sample_visits(audience, [0, 1], costs_by_hand(3))
    curves = offer_curves(audience, (0, 1), costs_by_hand(3))

    margin = profits(sample, sample.actual, parts_and_bundle(TEN, np.zeros(2)))[:, 0].mean()

    expected = curves.weight @ curves.metrics["contribution_margin"][:, 0] / curves.weight.sum()
    assert margin == pytest.approx(expected, rel=1e-3)


def test_a_bundle_at_twenty_off_brings_what_the_offers_curve_says():
    audience = some_audience()
    sample = sample_visits(audience, [0, 1], costs_by_hand(3))
    curves = offer_curves(audience, (0, 1), costs_by_hand(3))

    extra = [profits(sample, sample.actual, parts_and_bundle(TEN, np.zeros(2), d))[:, 0] for d in (-0.2, 0.0)]

    expected = curves.weight @ curves.metrics["incremental_profit"][:, 20] / curves.weight.sum()
    assert (extra[0] - extra[1]).mean() == pytest.approx(expected, rel=1e-2)


def test_every_discount_of_a_trial_earns_what_the_members_curves_say():
    audience = some_audience()
    trial = trial_of(audience)
    curves = offer_curves(audience, (0, 1), costs_by_hand(3))

    extra = np.einsum("lmnd,n->md", trial.profit, trial.sample.weight) / 2

    share = curves.weight / curves.weight.sum()
    expected = np.einsum("msd,s->md", curves.replicates[:, :, : len(trial.discounts)], share)
    np.testing.assert_allclose(extra, expected, atol=1e-3)  # curves are interpolated between steps


def test_a_bundle_as_dear_as_its_parts_is_no_news():
    change = np.array([-0.1, 0.2])

    with_bundle = parts_and_bundle(TEN, change, bundle_change=0.05)

    np.testing.assert_allclose(with_bundle.change, parts_and_bundle(TEN, change).change)


def test_a_bundle_costs_what_its_change_says_however_its_parts_are_priced():
    prices = parts_and_bundle(np.array([4.0, 16.0]), np.array([0.1, 0.3]), bundle_change=-0.15)

    assert prices.prices(np.array([4.0, 16.0])) == pytest.approx([0, 4.4, 20.8, 17])


def test_more_parts_never_get_a_smaller_discount():
    ten = np.full(3, 10.0)

    prices = by_size(ten, np.zeros(3), np.array([0.2, 0.1]), np.full(3, -0.5)).prices(ten)

    assert prices == pytest.approx([0, 10, 10, 16, 10, 16, 16, 24])


def test_no_basket_is_cheaper_than_its_parts_ever_were():
    prices = by_size(TEN, np.array([-0.1, 0.0]), np.array([0.4]), np.array([-0.2, -0.1])).prices(TEN)

    assert prices == pytest.approx([0, 9, 10, 17])


def test_a_shop_that_sells_the_bundle_only_sells_no_part():
    sample = one_visit()
    draws = np.linspace(0, 1, 20_001)[1:-1]
    draws = np.log(draws / (1 - draws))  # of what the first part is worth to whoever compares worths
    chances = sigmoid(0.2 - 0.4), sigmoid(0.2 - 0.4 + draws).mean()

    profit = profits(sample, sample.actual, bundle_only(TEN, 0.0))[:, 0]

    assert profit == pytest.approx(np.multiply(chances, 8), abs=5e-3)  # two margins of 4


def test_the_surplus_of_a_price_cut_is_the_logsum_in_money():
    sample = one_visit(slope=3.0)

    gain = surpluses(sample, sample.actual, parts_and_bundle(TEN, np.array([-0.1, 0.0])))[:, 0]

    before = (1 + np.exp(0.2)) * (1 + np.exp(-0.4))
    after = (1 + np.exp(0.2 + 0.3)) * (1 + np.exp(-0.4))
    expected = np.log(after / before) / (2 * 3.0 / 20)  # parts that do not meet: the same by both laws
    assert gain == pytest.approx([expected, expected], rel=5e-3)


@given(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.floats(1, 8))
def test_a_small_price_rise_costs_customers_what_they_buy_times_the_rise(one, other, slope):
    sample = one_visit((one, other), slope)
    rise = 0.01

    lost = surpluses(sample, sample.actual, parts_and_bundle(TEN, np.array([rise, 0.0])))[:, 0]

    bought = 1 / (1 + np.exp(-one))
    assert -lost == pytest.approx(np.full(2, bought * rise * 10), rel=0.06)


def test_neighbors_bring_nothing_where_there_are_none():
    sample = one_visit()

    assert neighbors_today(sample, sample.actual) == pytest.approx(0, abs=1e-6)


def test_all_visits_of_a_segment_weigh_as_much_as_in_the_audience():
    audience = some_audience()
    sample = sample_visits(audience, [0, 1], costs_by_hand(3))

    share = np.bincount(sample.segment, sample.weight)

    expected = np.bincount(audience.segment, audience.weight)
    assert share == pytest.approx(expected / expected.sum())


def test_who_chooses_prices_never_values_them():
    sample = sample_visits(some_audience(), [0, 1], costs_by_hand(3))

    assert len(sample.folds) == 2
    assert all(not set(choosing) & set(valuing) for choosing, valuing in sample.folds)
    assert sorted(m for _, valuing in sample.folds for m in valuing) == list(range(1, 12))


def test_an_audience_without_members_is_valued_by_its_fit():
    assert one_visit().folds == [([0], [0])]
