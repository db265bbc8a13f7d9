"""Kinds of scores made one, by weights that rank best."""

import numpy as np
import pytest

from analytics.recommend.bundles.blend import blended, choose_weights, spread_of
from analytics.recommend.metrics import ndcg_at, top_k

N_USERS, N = 200, 30


def world(seed=0):
    """What users take, and three kinds of scores: a weak one, a telling one and mere noise."""
    draw = np.random.default_rng(seed)
    noise = draw.standard_normal((4, N_USERS, N)).astype(np.float32)
    truth = np.argsort(-(noise[0] + 0.3 * noise[3]), axis=1)[:, :3]
    kinds = {"weak": 0.2 * noise[0] + noise[1], "telling": noise[0], "noise": noise[2]}
    return kinds, list(truth)


def gain(kinds, weights, truth):
    return np.nanmean(ndcg_at(top_k(blended(kinds, weights), 5), truth, 5))


def test_the_telling_kind_gets_the_weight():
    kinds, truth = world()

    weights = choose_weights(kinds, truth, k=5)

    assert weights["weak"] == 1
    assert weights["telling"] == 1.5  # the grid's end
    assert weights["noise"] <= 0.1


def test_chosen_weights_never_rank_worse_than_the_first_kind_alone():
    for seed in range(5):
        kinds, truth = world(seed)
        weights = choose_weights(kinds, truth, k=5, grid=(0.3, 2.0))

        assert gain(kinds, weights, truth) >= gain(kinds, {"weak": 1.0}, truth)


def test_a_blend_is_the_weighted_sum():
    kinds = {"a": np.ones((1, 2), np.float32), "b": np.full((1, 2), 3, np.float32)}

    assert blended(kinds, {"a": 1.0, "b": 0.5}).tolist() == [[2.5, 2.5]]
    assert blended(kinds, {"a": 0.0}).tolist() == [[0, 0]]


def test_scores_that_say_nothing_have_a_spread_of_one():
    assert spread_of(np.full((3, 3), 7, np.float32)) == 1
    assert spread_of(np.zeros((0, 3), np.float32)) == 1
    assert spread_of(np.array([[0.0, 4.0]], np.float32)) == pytest.approx(2)
