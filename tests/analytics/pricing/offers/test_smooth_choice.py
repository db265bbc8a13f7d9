"""The law of compared worths in closed form: what its points say, without their steps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.pricing.offers.baskets import Parts, SeenVisits
from analytics.pricing.offers.choice_rules import willingness_rule
from analytics.pricing.offers.smooth_choice import shared_draws, smooth_willingness_rule
from tests.demand import audience_by_hand, costs_by_hand

N_VISITS, N_POINTS = 20, 20_000


def visits_of(n_parts, spread=1.0, effect=0.4):
    """Return baskets of visits that differ, and the cross effects of the parts."""
    rng = np.random.default_rng(n_parts)
    audience = audience_by_hand(rng.normal(-0.5, spread, (N_VISITS, n_parts)), 3.0)
    half = np.triu(rng.normal(0, effect, (n_parts, n_parts)), 1).astype(np.float32)
    cross = half + half.T
    parts = Parts.of(list(range(n_parts)), audience, costs_by_hand(n_parts))
    return SeenVisits(audience.taste, audience.slope, audience.basket, cross, parts).alone, cross


@pytest.mark.parametrize(("n_parts", "most_apart"), [(2, 0.002), (3, 0.005), (4, 0.01), (5, 0.02)])
@pytest.mark.parametrize("lift", [0.0, 0.8])
def test_every_visit_does_what_many_points_say(n_parts, most_apart, lift):
    weights, cross = visits_of(n_parts)

    smooth = smooth_willingness_rule(weights, cross, 0.9, shared_draws(N_VISITS, n_parts))(lift)
    points = willingness_rule(weights, cross, 0.9, N_POINTS)(lift)

    for closed, counted in zip(smooth[:2], points[:2], strict=True):
        np.testing.assert_allclose(closed, counted, atol=3 * most_apart)
        assert closed.mean() == pytest.approx(counted.mean(), abs=most_apart)


@given(
    taste=st.lists(st.floats(-60, 60), min_size=2, max_size=3),
    effect=st.floats(-20, 20),
    lift=st.floats(0, 30),
)
def test_no_visit_is_lost_however_strong_its_wishes_are(taste, effect, lift):
    n_parts = len(taste)
    audience = audience_by_hand(taste, 3.0)
    cross = np.asarray(effect * (1 - np.eye(n_parts)), np.float32)
    parts = Parts.of(list(range(n_parts)), audience, costs_by_hand(n_parts))
    weights = SeenVisits(audience.taste, audience.slope, audience.basket, cross, parts).alone
    law = smooth_willingness_rule(weights, cross, 1.0, shared_draws(1, n_parts))

    take, units, revenue, _ = law(lift)

    assert np.isfinite([take, units, revenue]).all()
    assert -1e-6 <= take[0] <= 1 + 1e-6
    assert n_parts * take[0] - 1e-4 <= units[0] <= n_parts + 1e-4
    assert take[0] >= law(0.0)[0][0] - 1e-6


def test_the_answer_of_a_visit_does_not_hang_on_who_else_is_asked():
    weights, cross = visits_of(4)
    some = weights.rows(slice(3, 7))

    all_of_them = smooth_willingness_rule(weights, cross, 1.0, shared_draws(N_VISITS, 4))(0.5)
    few_of_them = smooth_willingness_rule(some, cross, 1.0, shared_draws(4, 4))(0.5)

    for everyone, few in zip(all_of_them, few_of_them, strict=True):
        np.testing.assert_allclose(everyone[3:7], few, rtol=1e-6)


def test_a_pair_needs_no_points_and_three_parts_some():
    assert shared_draws(5, 2).shape == (5, 0)
    assert shared_draws(5, 3).shape == (5 * 64, 1)
    assert shared_draws(2, 6).shape == (2 * 128, 4)
