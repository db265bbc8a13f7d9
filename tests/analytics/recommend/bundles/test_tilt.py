"""How much features tell of who takes an offer, in worlds where that is planted."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.tilt import tilt_strengths, tilts


def world(*strengths, n=20_000, seed=0):
    """Features of two offers, and takers whose chance grows by e^strength with each."""
    draw = np.random.default_rng(seed)
    features = draw.standard_normal((len(strengths), n, 2))
    index = np.tensordot(strengths, features, 1)
    chance = np.array([0.05, 0.01]) * np.exp(index - np.square(strengths).sum() / 2)
    return features.astype(np.float32), sparse.csr_matrix(draw.random((n, 2)) < chance, dtype=float)


@pytest.mark.parametrize("planted", [(0.0,), (0.3,), (0.8, 0.0), (0.5, 0.3)])
def test_the_planted_strengths_are_found(planted):
    assert tilt_strengths(*world(*planted)) == pytest.approx(planted, abs=0.08)


def test_a_feature_that_points_the_wrong_way_does_not_count():
    features, taken = world(0.8, 0.3)

    found = tilt_strengths(features * np.float32([[[-1]], [[1]]]), taken)

    assert found == pytest.approx([0, 0.3], abs=0.08)


def test_without_takers_nobody_is_likelier():
    features, taken = world(0.8, n=500)
    found = tilt_strengths(features, 0 * taken)

    assert found.tolist() == [0]
    assert (tilts(found[0] * features[0], np.zeros(500, int)) == 1).all()


def test_few_takers_tell_less_than_many():
    features, taken = world(0.8)
    few = taken.copy()
    few.data[5:] = 0
    few.eliminate_zeros()

    assert tilt_strengths(features, few, doubt=50.0) < tilt_strengths(features, taken, doubt=50.0) < 0.8


def test_how_popular_an_offer_is_does_not_count():
    features, taken = world(0.5)

    shifted = tilt_strengths(features + np.float32([100, -100]), taken)

    assert shifted == pytest.approx(tilt_strengths(features, taken), abs=1e-3)


def test_tilts_are_one_on_the_mean_of_each_segment_and_rise_with_the_index():
    index = np.random.default_rng(0).standard_normal((300, 2))
    segment = np.arange(300) % 3

    found = tilts(index, segment)

    for code in range(3):
        own = segment == code
        assert found[own].mean(0) == pytest.approx([1, 1])
        order = np.argsort(index[own, 0])
        assert (np.diff(found[own, 0][order]) > 0).all()


def test_an_index_of_any_size_is_safe():
    assert tilts(np.array([[1e4], [0.0], [-1e4]]), np.zeros(3, int)).ravel() == pytest.approx(
        [3, 0, 0], abs=1e-6
    )
