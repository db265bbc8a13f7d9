"""What is learned of things that go together."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.together import Together

ROWS = sparse.csr_matrix([[1, 1, 0, 0]] * 5 + [[0, 0, 1, 1]] * 3 + [[1, 0, 0, 0]], dtype=np.float32)


def test_things_had_together_tell_of_each_other_only():
    told = Together.of([(ROWS, 1.0)], ridge=1.0).told(sparse.eye(4, format="csr", dtype=np.float32))

    assert (np.argmax(told, 1) == [1, 0, 3, 2]).all()
    assert np.diag(told) == pytest.approx(0)


def test_of_more_things_than_memory_holds_the_most_frequent_are_learned():
    learned = Together.of([(ROWS, 1.0)], ridge=1.0, most=2)

    assert learned.at.tolist() == [0, 1]
    assert learned.told(ROWS)[:, 2:].max() == 0
    assert learned.told(ROWS)[0, 1] > 0


def test_rows_count_by_their_weight():
    twice = Together.of([(ROWS, 2.0)], ridge=1.0).weights
    stacked = Together.of([(sparse.vstack([ROWS, ROWS]), 1.0)], ridge=1.0).weights

    assert twice == pytest.approx(stacked, abs=1e-6)


def test_doubt_in_shares_is_doubt_by_a_things_own_frequency():
    squares = (ROWS.T @ ROWS).toarray()
    inverse = np.linalg.inv(squares + np.diag(1 + 0.5 * np.diag(squares)))

    weights = Together.of([(ROWS, 1.0)], ridge=1.0, own_ridge=0.5).weights

    assert weights == pytest.approx(-inverse / np.diag(inverse) * (1 - np.eye(4)), abs=1e-5)
