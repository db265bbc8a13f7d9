"""The closed form of EASE against what it stands for."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.linear import add_gram, ease_weights, ones, scaled_rows


def some_rows(n_rows=60, n=12, seed=0):
    return sparse.csr_matrix(np.random.default_rng(seed).random((n_rows, n)) < 0.3, dtype=np.float32)


def test_each_column_is_the_ridge_regression_on_all_others():
    rows, ridge = some_rows(), np.linspace(1, 5, 12, dtype=np.float32)
    gram = np.zeros((12, 12), np.float32)
    add_gram(gram, rows)

    weights = ease_weights(gram, ridge)

    dense = rows.toarray().astype(float)
    for j in range(12):
        others = np.delete(np.arange(12), j)
        x = dense[:, others]
        by_regression = np.linalg.solve(x.T @ x + np.diag(ridge[others]), x.T @ dense[:, j])
        assert weights[others, j] == pytest.approx(by_regression, abs=1e-4)
        assert weights[j, j] == 0


def test_a_gram_matrix_adds_up_over_pieces_and_factors(monkeypatch):
    monkeypatch.setattr("analytics.recommend.linear._ROWS", 5)
    rows, more = some_rows(seed=1), some_rows(seed=2)
    gram = np.zeros((12, 12), np.float32)

    add_gram(gram, rows)
    add_gram(gram, more, 0.5)
    whole = (rows.T @ rows + 0.5 * more.T @ more).toarray()

    assert gram == pytest.approx(whole)
    assert ease_weights(gram, np.full(12, 2.0)) == pytest.approx(ease_in_one_piece(whole), abs=1e-5)


def ease_in_one_piece(gram):
    inverse = np.linalg.inv(gram + 2 * np.eye(len(gram)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


def test_a_matrix_without_an_inverse_is_refused():
    with pytest.raises(ValueError, match="ridge"):
        ease_weights(np.zeros((3, 3), np.float32), np.zeros(3))


def test_entries_count_as_one_and_the_matrix_given_stays():
    twice = sparse.coo_matrix(([1.0, 1.0, 5.0, 0.0], ([0, 0, 1, 1], [0, 0, 1, 0])), (2, 2))

    assert ones(twice).toarray().tolist() == [[1, 0], [0, 1]]
    assert twice.toarray().tolist() == [[2, 0], [0, 5]]


def test_rows_are_scaled_each_by_its_own():
    assert scaled_rows(sparse.eye(2, format="csr"), np.array([2.0, 3])).toarray().tolist() == [[2, 0], [0, 3]]
