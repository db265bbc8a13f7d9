"""Bundles ranked in worlds whose answer is known."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.bundle_recommender import BundleRecommender, Told

N_USERS, N_BUNDLES, PER_BUNDLE = 80, 20, 3
N_ITEMS = N_BUNDLES * PER_BUNDLE


def two_tastes(seed=0):
    """Users of two tastes: even ones take even bundles and have their parts, odd ones odd bundles."""
    draw = np.random.default_rng(seed)
    alike = np.arange(N_USERS)[:, None] % 2 == np.arange(N_BUNDLES) % 2
    taken = alike & (draw.random((N_USERS, N_BUNDLES)) < 0.4)
    bundle_items = np.repeat(np.eye(N_BUNDLES), PER_BUNDLE, 1)
    has = (alike @ bundle_items > 0) & (draw.random((N_USERS, N_ITEMS)) < 0.4)
    return has.astype(float), taken.astype(float), bundle_items


def fitted(has, taken, bundle_items, **settings):
    rows = [sparse.csr_matrix(matrix) for matrix in (has, taken, bundle_items)]
    return BundleRecommender(**{"ridge": 10.0} | settings).fit(*rows)


def test_customers_are_shown_bundles_of_their_taste():
    shown = fitted(*two_tastes()).recommend(np.arange(N_USERS), 3)

    assert (shown % 2 == np.arange(N_USERS)[:, None] % 2).mean() > 0.99


@pytest.mark.parametrize("voice", [Told.TAKEN, Told.PARTS, Told.NEIGHBORS])
def test_each_voice_knows_the_taste_alone(voice):
    world = two_tastes()
    shown = fitted(*world, weights={voice: 1.0}).recommend(np.arange(N_USERS), 2)

    assert (shown % 2 == np.arange(N_USERS)[:, None] % 2).mean() > 0.95


def test_a_bundle_that_nobody_took_is_shown_to_who_has_its_parts():
    has, taken, bundle_items = two_tastes()
    taken[:, [4, 6]] = 0
    has[0], has[0, 4 * PER_BUNDLE : 5 * PER_BUNDLE] = 0, 1

    scores = fitted(has, taken, bundle_items).scores(np.array([0]))[0]

    assert scores[4] > scores[6]


def test_a_part_shared_with_a_taken_bundle_speaks_for_a_new_one():
    has, taken, bundle_items = two_tastes()
    taken[:, [4, 6]], has[:] = 0, 0
    bundle_items[4, : PER_BUNDLE - 1] = 1  # most parts of bundle 0
    taken[0] = np.arange(N_BUNDLES) == 0

    scores = fitted(has, taken, bundle_items).scores(np.array([0]))[0]

    assert scores[4] > scores[6]


def test_a_customer_of_whom_nothing_is_known_is_shown_what_most_took():
    has, taken, bundle_items = two_tastes()
    has[0] = taken[0] = 0

    shown = fitted(has, taken, bundle_items).recommend(np.array([0]), 5)[0]

    assert shown.tolist() == np.argsort(-taken.sum(0), kind="stable")[:5].tolist()


def test_where_nobody_took_a_bundle_the_parts_decide():
    has, taken, bundle_items = two_tastes()
    model = fitted(has, 0 * taken, bundle_items)

    best = model.recommend(np.arange(N_USERS), 1)[:, 0]

    affinity = has @ bundle_items.T
    known = affinity.max(1) > 0
    assert (affinity[known, best[known]] == affinity[known].max(1)).all()


def test_what_was_taken_is_not_shown_again():
    has, taken, bundle_items = two_tastes()

    shown = fitted(has, taken, bundle_items).recommend(np.arange(N_USERS), N_BUNDLES)

    for user, ranked in enumerate(shown):
        assert set(ranked[ranked >= 0]) == set(np.flatnonzero(taken[user] == 0))


def test_a_mask_of_ones_own_stands_instead():
    model, users = fitted(*two_tastes()), np.array([3, 1])
    mask = sparse.csr_matrix(np.arange(N_BUNDLES)[None] < np.array([[18], [0]]))

    shown = model.recommend(users, N_BUNDLES, mask)

    assert sorted(shown[0].tolist()) == [*[-1] * 18, 18, 19]
    assert sorted(shown[1].tolist()) == list(range(N_BUNDLES))


def test_the_same_data_give_the_same_scores_to_the_bit():
    one, other = (fitted(*two_tastes()).scores(np.arange(N_USERS)) for _ in range(2))

    assert np.array_equal(one, other)


def test_batches_and_company_change_nothing(monkeypatch):
    model, users = fitted(*two_tastes()), np.arange(N_USERS)
    together = model.recommend(users, 5)
    monkeypatch.setattr("analytics.recommend.bundles.bundle_recommender._CELLS", 7 * N_BUNDLES)

    assert np.array_equal(model.recommend(users, 5), together)
    assert np.array_equal(model.recommend(users[::-1], 5)[::-1], together)
    assert model.recommend(users[:0], 5).shape == (0, 5)


def test_weights_of_few_bundles_leave_the_others_to_the_other_voices():
    model = fitted(*two_tastes(), most_learned=6)

    shown = model.recommend(np.arange(N_USERS), 3)

    assert model.together_.weights.shape == (6, 6)
    assert (shown % 2 == np.arange(N_USERS)[:, None] % 2).mean() > 0.9


def test_weights_learned_on_a_validation_follow_what_was_taken():
    has, taken, bundle_items = two_tastes()
    later = np.zeros_like(taken)
    affinity = np.where(taken > 0, -1, has @ bundle_items.T)  # what they take next they had parts of
    later[np.arange(N_USERS), affinity.argmax(1)] = 1
    model = fitted(has, taken, bundle_items, weights={Told.TAKEN: 1.0})

    model.choose_weights(sparse.csr_matrix(later), k=3)

    assert model.weights_[Told.PARTS] >= 0.5
    assert model.weights == {Told.TAKEN: 1.0}


def test_matrices_that_do_not_fit_together_are_refused():
    has, taken, bundle_items = two_tastes()

    with pytest.raises(ValueError, match="Users × items"):
        fitted(has[:-1], taken, bundle_items)
    with pytest.raises(ValueError, match="Users × items"):
        fitted(has, taken, bundle_items[:, :-1])
    with pytest.raises(ValueError, match="ridge"):
        fitted(has, taken, bundle_items, ridge=0)
