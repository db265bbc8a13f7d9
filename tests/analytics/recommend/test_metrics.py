"""Metrics of rankings, by numbers computed by hand and by laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import sparse

from analytics.recommend.metrics import coverage, map_at, ndcg_at, novelty, recall_at, top_k

RANKED = np.array([[3, 1, 0], [2, 0, 1], [0, 1, 2]])
TRUTH = [np.array([1, 4]), np.array([2, 0, 1, 5]), np.array([], int)]
AS_MATRIX = sparse.csr_matrix((np.ones(6), ([0, 0, 1, 1, 1, 1], [1, 4, 2, 0, 1, 5])), (3, 6))
BOTH = pytest.mark.parametrize("truth", [TRUTH, AS_MATRIX], ids=["arrays", "matrix"])
DISCOUNT = 1 / np.log2([2, 3, 4])


@BOTH
def test_recall_is_the_share_of_what_was_taken(truth):
    assert recall_at(RANKED, truth, 3) == pytest.approx([1 / 2, 3 / 4, np.nan], nan_ok=True)
    assert recall_at(RANKED, truth, 1) == pytest.approx([0, 1 / 4, np.nan], nan_ok=True)


@BOTH
def test_capped_recall_reaches_one(truth):
    assert recall_at(RANKED, truth, 3, capped=True) == pytest.approx([1 / 2, 1, np.nan], nan_ok=True)


@BOTH
def test_gain_is_discounted_by_place(truth):
    one = DISCOUNT[1] / DISCOUNT[:2].sum()  # one of two was hit, at the second place

    assert one == pytest.approx(0.386853, abs=1e-6)
    assert ndcg_at(RANKED, truth, 3) == pytest.approx([one, 1, np.nan], nan_ok=True)


@BOTH
def test_average_precision_counts_at_hits_only(truth):
    assert map_at(RANKED, truth, 3) == pytest.approx([1 / 2 / 2, 1, np.nan], nan_ok=True)


def test_average_precision_by_hand():
    ranked, truth = np.array([[7, 1, 8, 2, 9]]), [np.array([1, 2, 3])]

    assert map_at(ranked, truth, 5) == pytest.approx([(1 / 2 + 2 / 4) / 3])


def test_an_empty_place_is_no_hit():
    assert recall_at(np.array([[2, -1, -1]]), [np.array([0, 1])], 3) == pytest.approx([0])


def test_fewer_places_than_k_are_no_hits_beyond():
    assert ndcg_at(np.array([[4]]), [np.array([4, 5])], 2) == pytest.approx([1 / (1 + DISCOUNT[1])])


def test_coverage_counts_products_once():
    assert coverage(np.array([[0, 1], [1, -1]]), 8) == 0.25


def test_novelty_is_the_mean_surprise():
    popularity = np.array([1 / 2, 1 / 8, 0.0])

    assert novelty(np.array([[0, 1], [0, -1]]), popularity) == pytest.approx((1 + 3 + 1) / 3)
    assert novelty(np.array([[2]]), popularity) == 3.0  # nobody has it: as the rarest


def test_what_is_masked_is_never_shown():
    scores, has = np.array([[1.0, 2.0, 3.0]]), sparse.csr_matrix([[0, 0, 1.0]])

    assert top_k(scores, 3, has).tolist() == [[1, 0, -1]]
    assert scores.tolist() == [[1.0, 2.0, 3.0]]


def test_more_places_than_products_stay_empty():
    assert top_k(np.array([[1.0, 2.0]]), 4).tolist() == [[1, 0, -1, -1]]


def test_a_score_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        top_k(np.array([[1.0, np.nan]]), 1)


@given(some.integers(1, 12), some.integers(0, 10_000))
def test_equal_scores_are_shown_in_the_order_of_positions(k, seed):
    scores = np.random.default_rng(seed).integers(0, 3, (5, 9)).astype(float)

    by_sorting = np.argsort(-scores, axis=1, kind="stable")[:, :k]

    assert np.array_equal(top_k(scores, k)[:, : min(k, 9)], by_sorting)


@given(some.integers(1, 9), some.integers(0, 10_000))
def test_the_perfect_ranking_scores_one_and_none_more(k, seed):
    draw = np.random.default_rng(seed)
    truth = sparse.csr_matrix(draw.random((6, 9)) < 0.3, dtype=float)
    perfect, any_order = top_k(truth.toarray(), k), top_k(draw.random((6, 9)), k)

    for metric in (ndcg_at, map_at, lambda *given: recall_at(*given, capped=True)):
        best, other = metric(perfect, truth, k), metric(any_order, truth, k)
        took = truth.sum(1).A1 > 0
        assert best[took] == pytest.approx(1)
        assert np.isnan(best[~took]).all()
        assert (other[took] <= 1 + 1e-12).all()
        assert (other[took] >= 0).all()
