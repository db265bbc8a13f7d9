from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.demand.pair_candidates import candidate_pairs
from analytics.pricing.bundles.effects import CrossEffects, cross_effects_frame, lift
from tests.logs import log_by_hand

HALF = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], bool)  # two fair coins


def members(*effects):
    """Cross effects of two products, one number per member."""
    cross = np.zeros((len(effects), 2, 2), np.float32)
    cross[:, 0, 1] = cross[:, 1, 0] = effects
    return CrossEffects.of_table(cross)


def test_support_and_lift_by_hand():
    bought = np.array([[1, 1], [1, 1], [1, 0], [0, 0], [0, 0], [0, 0]], bool)

    support, value, _, _ = lift(bought)

    assert support == pytest.approx(2 / 6)
    assert value == pytest.approx((2 / 6) / (3 / 6 * 2 / 6))


def test_the_lift_of_independent_products_is_one():
    assert lift(HALF)[1] == 1.0


def test_the_interval_of_a_lift_by_the_delta_method():
    _, value, low, high = lift(np.tile(HALF, (100, 1)))

    error = np.sqrt((3 - 1 - 1 + 2 * (0.25 / 0.25 - 1)) / 400)
    assert (low, high) == pytest.approx(
        (value * np.exp(-1.6449 * error), value * np.exp(1.6449 * error)), rel=1e-3
    )


def test_the_interval_of_a_lift_holds_the_truth_nine_times_in_ten():
    rng = np.random.default_rng(0)
    holds = []
    for _ in range(400):
        bought = rng.random((600, 2)) < [0.3, 0.4]
        _, _, low, high = lift(bought)
        holds.append(low <= 1.0 <= high)

    assert 0.86 <= np.mean(holds) <= 0.94


def test_products_never_bought_together_have_no_lift_but_an_upper_end():
    bought = np.array([[1, 0]] * 50 + [[0, 1]] * 50, bool)

    assert lift(bought) == pytest.approx((0, 0, 0, 3 / (100 * 0.25)))


def test_products_never_bought_tell_nothing():
    assert lift(np.zeros((5, 2), bool)) == (0.0, 0.0, 0.0, float("inf"))


def test_no_visits_tell_nothing():
    assert lift(np.zeros((0, 2), bool)) == (0.0, 0.0, 0.0, float("inf"))


def test_effects_clearly_above_zero_make_complements():
    assert members(0.8, 0.79, 0.8, 0.81).composition([0, 1]) == "complements"


def test_effects_clearly_below_zero_make_substitutes():
    assert members(-0.8, -0.79, -0.8, -0.81).composition([0, 1]) == "substitutes"


def test_effects_that_the_members_dispute_are_mixed():
    assert members(0.8, 2.0, -0.4, 0.8).composition([0, 1]) == "mixed"


def test_effects_too_small_to_matter_are_mixed():
    assert members(0.09, 0.09, 0.09, 0.09).composition([0, 1]) == "mixed"


def test_one_substitute_among_complements_makes_a_triple_mixed():
    cross = np.zeros((1, 3, 3), np.float32)
    for (a, b), effect in zip(combinations(range(3), 2), (0.8, 0.8, -0.8), strict=True):
        cross[0, a, b] = cross[0, b, a] = effect

    assert CrossEffects.of_table(cross).composition([0, 1, 2]) == "mixed"


def test_the_band_of_an_effect_is_the_spread_of_its_members():
    effects = members(0.5, 0.4, 0.5, 0.6)

    assert effects.high[0, 1] - effects.effect[0, 1] == pytest.approx(1.6449 * 0.1, rel=1e-3)


def test_every_pair_has_its_row_of_evidence():
    log = log_by_hand([[1, 1, 0], [1, 1, 1], [1, 0, 0]])

    rows = cross_effects_frame(log, candidate_pairs(log, np.full(3, -1)), np.zeros((3, 1), np.float32))

    assert list(zip(rows["product_a"], rows["product_b"], strict=True)) == [
        ("p0", "p1"),
        ("p0", "p2"),
        ("p1", "p2"),
    ]
    assert rows["n_both"].tolist() == [2, 1, 1]
    assert rows["support"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3])


@given(arrays(bool, st.tuples(st.integers(0, 60), st.integers(2, 4)), elements=st.booleans()))
def test_the_interval_of_a_lift_contains_it(bought):
    support, value, low, high = lift(bought)

    assert 0 <= support <= 1
    assert 0 <= low <= value <= high


@given(
    arrays(bool, st.tuples(st.integers(1, 40), st.just(3)), elements=st.booleans()),
    st.permutations([0, 1, 2]),
)
def test_lift_does_not_depend_on_the_order_of_products(bought, parts):
    assert lift(bought[:, parts]) == pytest.approx(lift(bought), rel=1e-9)
