"""How much scores tell of who takes an offer, in worlds where that is planted."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.tilt import tilt_strength, tilts


def world(strength, n=20_000, seed=0):
    """Scores of two offers, and takers whose chance grows by e^strength with each."""
    draw = np.random.default_rng(seed)
    scores = draw.standard_normal((n, 2)).astype(np.float32) + np.float32([0, 5])
    chance = np.array([0.05, 0.01]) * np.exp(strength * (scores - [0, 5]) - strength**2 / 2)
    return scores, sparse.csr_matrix(draw.random((n, 2)) < chance, dtype=float)


@pytest.mark.parametrize("planted", [0.0, 0.3, 0.8])
def test_the_planted_strength_is_found(planted):
    assert tilt_strength(*world(planted)) == pytest.approx(planted, abs=0.08)


def test_scores_that_point_the_wrong_way_do_not_count():
    scores, taken = world(0.8)

    assert tilt_strength(-scores, taken) == 0


def test_without_takers_nobody_is_likelier():
    scores, taken = world(0.8)

    assert tilt_strength(scores, 0 * taken) == 0
    assert (tilts(scores, 0.0, np.zeros(len(scores), int)) == 1).all()


def test_few_takers_tell_less_than_many():
    scores, taken = world(0.8)
    few = taken.copy()
    few.data[5:] = 0
    few.eliminate_zeros()

    assert tilt_strength(scores, few, doubt=50.0) < tilt_strength(scores, taken, doubt=50.0) < 0.8


def test_how_popular_an_offer_is_does_not_count():
    scores, taken = world(0.5)

    assert tilt_strength(scores + np.float32([100, -100]), taken) == pytest.approx(
        tilt_strength(scores, taken), abs=1e-3
    )


def test_a_sample_of_those_who_could_take_it_stands_for_all(monkeypatch):
    scores, taken = world(0.5)
    whole = tilt_strength(scores, taken)
    monkeypatch.setattr("analytics.recommend.bundles.tilt._SAMPLE", 4_000)

    assert tilt_strength(scores, taken) == pytest.approx(whole, abs=0.05)


def test_tilts_are_one_on_the_mean_of_each_segment_and_rise_with_scores():
    scores, _ = world(0.5, n=300)
    segment = np.arange(300) % 3

    found = tilts(scores, 0.7, segment)

    for code in range(3):
        own = segment == code
        assert found[own].mean(0) == pytest.approx([1, 1])
        order = np.argsort(scores[own, 0])
        assert (np.diff(found[own, 0][order]) > 0).all()
