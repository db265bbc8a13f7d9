"""What prices of their own are worth: who gets which, what it adds, and who pays for it."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.pricing.selling.modes import PriceScheme
from analytics.pricing.selling.personal_tables import (
    final_choices,
    groups_frame,
    payers_frame,
    schemes_frame,
)
from analytics.pricing.selling.price_groups import best_few
from tests.analytics.pricing.selling.samples import audience_with_members, trial_of

TIERS = ("tier 0", "tier 1")


def two_tiers(n=40, noise=0.0, **changes):
    """Half the visits hardly mind prices and buy anyway; the other half waits for a discount."""
    segment = np.arange(n) % 2
    slope = np.where(segment[:, None] == 0, 2.0, 14.0)
    taste = np.where(segment[:, None] == 0, 1.0, -1.0) * np.ones((1, 2))
    return audience_with_members(taste, slope, noise=noise, segment=segment, **changes)


def row(frame, scheme, **values):
    chosen = frame[frame["scheme"] == scheme]
    for name, value in values.items():
        chosen = chosen[chosen[name] == value]
    return chosen.iloc[0]


def test_unlike_segments_are_worth_a_price_each():
    worth = schemes_frame(trial_of(two_tiers()))

    assert row(worth, PriceScheme.SEGMENTS)["worth"] > 0.01
    assert row(worth, PriceScheme.ONE)["worth"] == 0


def test_the_worth_of_a_scheme_is_what_it_earns_above_one_price_for_all():
    worth = schemes_frame(trial_of(two_tiers(noise=0.2)))

    above = worth["extra_profit"] - row(worth, PriceScheme.ONE)["extra_profit"]
    np.testing.assert_allclose(worth["worth"], above, atol=1e-9)


def test_two_price_groups_find_two_kinds_of_customers_without_being_told():
    trial = trial_of(two_tiers())

    chosen = final_choices(trial)

    np.testing.assert_array_equal(chosen[PriceScheme.GROUPS_2], chosen[PriceScheme.SEGMENTS])
    np.testing.assert_array_equal(chosen[PriceScheme.GROUPS_2], chosen[PriceScheme.CUSTOMERS])


def test_the_best_discount_of_a_segment_is_the_top_of_its_own_curve():
    trial = trial_of(two_tiers())

    at = final_choices(trial)[PriceScheme.SEGMENTS]

    for tier in (0, 1):
        mask = trial.sample.segment == tier
        curve = trial.profit[:, 1:, mask].mean((0, 1, 2))
        assert (at[mask] == curve.argmax()).all()


def test_customers_who_differ_by_nothing_but_noise_are_not_worth_prices_of_their_own():
    audience = audience_with_members(np.zeros((400, 2)), 8.0, noise=0.5)

    worth = schemes_frame(trial_of(audience))

    assert row(worth, PriceScheme.CUSTOMERS)["worth"] <= 0


def test_members_that_choose_their_own_prices_would_flatter_them():
    trial = trial_of(audience_with_members(np.zeros((400, 2)), 8.0, noise=0.5))
    known = trial.profit[:, 1:].mean((0, 1))

    flattered = known.max(1).mean() - known.mean(0).max()

    assert flattered > row(schemes_frame(trial), PriceScheme.CUSTOMERS)["worth"]


def test_a_price_of_ones_own_does_not_know_what_is_in_the_basket():
    rng = np.random.default_rng(0)
    cross = 1.5 * (1 - np.eye(4))
    audience = audience_with_members(rng.normal(size=(200, 4)), 8.0, cross=cross)
    baskets = rng.random((200, 4)) < 0.5
    mixed_up = np.random.default_rng(1).permutation(baskets)  # the same baskets, at other visits

    first, second = (
        final_choices(trial_of(replace(audience, basket=b)))[PriceScheme.CUSTOMERS]
        for b in (baskets, mixed_up)
    )

    np.testing.assert_array_equal(first, second)


def test_those_with_the_steeper_slope_pay_less_and_the_others_more():
    payers = payers_frame(trial_of(two_tiers()), TIERS)

    loyal, hunters = (row(payers, PriceScheme.SEGMENTS, segment=name) for name in TIERS)
    assert (loyal["share_more"], loyal["share_less"]) == (1, 0)
    assert (hunters["share_more"], hunters["share_less"]) == (0, 1)
    assert loyal["surplus"] < 0 < hunters["surplus"]


def test_how_much_more_somebody_pays_is_the_difference_of_the_bundles_prices():
    trial = trial_of(two_tiers())
    chosen = final_choices(trial)
    price = 20 * (1 - trial.discounts)

    more = row(payers_frame(trial, TIERS), PriceScheme.SEGMENTS, segment="tier 0")["mean_more"]

    assert more == pytest.approx(price[chosen[PriceScheme.SEGMENTS][0]] - price[chosen[PriceScheme.ONE][0]])


def test_payers_add_up_over_segments():
    payers = payers_frame(trial_of(two_tiers(noise=0.3)), TIERS)

    for scheme in list(PriceScheme)[1:]:
        parts = payers[(payers["scheme"] == scheme) & payers["segment"].notna()]
        whole = row(payers[payers["segment"].isna()], scheme)
        for name in ("share_more", "share_less", "mean_discount", "surplus"):
            assert parts["visit_share"] @ parts[name] == pytest.approx(whole[name], abs=1e-9)


def test_price_groups_cover_all_visits_and_the_dearest_minds_prices_least():
    groups = groups_frame(trial_of(two_tiers()), TIERS, 2)

    assert groups["visit_share"].sum() == pytest.approx(1)
    assert groups["bundle_price"].is_monotonic_decreasing
    assert groups["elasticity"].is_monotonic_decreasing
    assert groups["segment"].tolist() == list(TIERS)


def test_only_allowed_discounts_are_given():
    allowed = np.array([0.0, 0.05, 0.123])

    worth = schemes_frame(trial_of(two_tiers(noise=0.2), discounts=allowed))

    assert worth["n_prices"].max() <= 3
    assert set(worth["scheme"]) == set(PriceScheme)


def test_an_offer_that_may_have_no_discount_is_worth_nothing():
    worth = schemes_frame(trial_of(two_tiers(), discounts=np.zeros(1)))

    assert (worth["extra_profit"] == 0).all()
    assert (worth["worth"] == 0).all()


def test_without_members_the_band_spans_the_laws_of_how_visitors_weigh_offers():
    trial = trial_of(two_tiers(n_members=1))

    one = row(schemes_frame(trial), PriceScheme.ONE)

    at = final_choices(trial)[PriceScheme.ONE][0]
    by_law = trial.profit[:, 0, :, at] @ trial.sample.weight
    assert (one["extra_low"], one["extra_high"]) == pytest.approx((by_law.min(), by_law.max()), rel=1e-5)


@given(
    arrays(float, st.tuples(st.integers(3, 12), st.integers(3, 7)), elements=st.integers(-9, 9)),
    st.integers(0, 100),
)
def test_more_prices_never_earn_less_and_two_are_the_best_pair_or_near_it(profit, seed):
    weight = np.random.default_rng(seed).random(len(profit))

    few = best_few(profit, weight, 3)

    earned = [weight @ profit[:, chosen].max(1) for chosen in few]
    best_pair = max(weight @ profit[:, list(p)].max(1) for p in combinations(range(profit.shape[1]), 2))
    best_one = (weight @ profit).max()
    assert earned[0] == pytest.approx(best_one)
    assert earned[0] - 1e-9 <= earned[1] <= earned[2] + 1e-9
    assert earned[1] - best_one >= 0.5 * (best_pair - best_one) - 1e-9
