"""Products alike by their texts."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.texts import TextLikeness

TEXTS = ["red shoe", "red shoe", "blue hat", ""]
EACH = sparse.eye(4, format="csr", dtype=np.float32)


def test_equal_texts_are_wholly_alike_and_different_ones_not_at_all():
    alike = TextLikeness.of(TEXTS).to(EACH)

    assert alike[0, :3] == pytest.approx([1, 1, 0])
    assert alike[3].tolist() == [0, 0, 0, 0]


def test_a_rare_word_counts_more_than_a_common_one():
    alike = TextLikeness.of(["red shoe", "red hat", "blue shoe", "red coat", "red sock"]).to(
        sparse.eye(1, 5, format="csr", dtype=np.float32)
    )

    assert alike[0, 2] > alike[0, 1] > 0


def test_a_set_is_as_its_texts_together():
    both = sparse.csr_matrix(np.array([[1, 0, 1, 0]], np.float32))

    alike = TextLikeness.of(TEXTS).to(both)[0]

    assert alike[0] == pytest.approx(2**-0.5, abs=0.1)
    assert alike[2] > 0
    assert alike[3] == 0


def test_texts_without_a_term_are_no_error():
    assert (
        TextLikeness.of(["", "?"]).to(sparse.eye(2, format="csr", dtype=np.float32)).tolist() == [[0, 0]] * 2
    )
