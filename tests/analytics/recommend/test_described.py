"""What describes products, in blocks, and what each adds where the truth is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analytics.embeddings.columns import PICTURE_VECTOR, SENTENCE_VECTOR
from analytics.embeddings.reduced import reduced
from analytics.recommend.blocks_added import blocks_added
from analytics.recommend.blocks_chosen import chosen_blocks
from analytics.recommend.described import (
    Block,
    described,
    is_told,
    likeness,
)
from analytics.recommend.describing import describe
from analytics.recommend.models.content import Content
from tests.tastes import tastes


def test_a_shop_has_the_blocks_that_its_files_tell():
    bare = pd.DataFrame({"product_id": list("abcd")})
    told = bare.assign(category=list("xxyy"), text=["red", "blue", None, ""])
    looked_at = told.assign(**{PICTURE_VECTOR: [np.array([1.0, 0]), None, np.array([0, 1.0]), None]})

    assert [set(described(products)) for products in (bare, told, looked_at)] == [
        set(),
        {Block.ATTRIBUTES, Block.WORDS},
        {Block.ATTRIBUTES, Block.WORDS, Block.PICTURES},
    ]
    assert is_told(described(looked_at)[Block.PICTURES]).tolist() == [True, False, True, False]


def test_numbers_near_each_other_are_alike_and_ids_tell_nothing():
    grams, ids = np.arange(60) * 10, [f"x{n}" for n in range(60)]
    products = pd.DataFrame({"product_id": ids, "grams": grams.astype(str), "code": ids})

    rows = described(products)[Block.ATTRIBUTES]
    alike = likeness(sparse.eye(60, format="csr", dtype=np.float32), rows)

    assert alike[0, 1] == pytest.approx(1)
    assert alike[0, 59] == 0
    assert rows.shape[1] == 10


@given(st.integers(2, 30), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_likeness_is_a_cosine_whether_rows_are_dense_or_sparse(n, width, seed):
    draws = np.random.default_rng(seed)
    rows = reduced(draws.normal(size=(n, width)).astype(np.float32))
    sets = sparse.csr_array(draws.integers(0, 2, (4, n)).astype(np.float32))

    dense, thin = likeness(sets, rows), likeness(sets, sparse.csr_array(rows))

    assert np.abs(dense).max() <= 1 + 1e-5
    np.testing.assert_allclose(dense, thin, atol=1e-4)


def test_products_are_described_by_all_that_the_shop_has_in_their_order():
    products = pd.DataFrame({"product_id": ["a", "b", "c"], "title": ["red", "red", None], "units": 3})
    attributes = pd.DataFrame({"product_id": ["a", "b"], "text": ["wine", None], "units": "x", "grape": "y"})
    pictures = {"product_ids": np.array(["a", "c"]), "vectors": np.eye(2, 5, dtype=np.float16)}

    found = describe(products, attributes, pictures, ["c", "a", "b"], None)

    assert found["product_id"].tolist() == ["c", "a", "b"]
    assert set(found) == {"product_id", "title", "text", "grape", SENTENCE_VECTOR, PICTURE_VECTOR}
    assert [vector is None for vector in found[SENTENCE_VECTOR]] == [True, False, False]
    assert [vector is None for vector in found[PICTURE_VECTOR]] == [False, False, True]


@pytest.fixture(scope="module")
def added():
    """Where pictures tell which half a product is of, and the brand tells nothing."""
    history = tastes(n_customers=150, n_products=40, n_orders=12)
    draws = np.random.default_rng(0)
    side = np.array([int(product[1:]) % 2 for product in history.product_ids])
    looks = draws.normal(size=(40, 6)) + 4 * np.where(side, 1.0, -1.0)[:, None]
    products = pd.DataFrame({"product_id": history.product_ids, "brand": draws.choice(list("xyz"), 40)})
    products[PICTURE_VECTOR] = list(reduced(looks.astype(np.float32)))
    past, later = history.before(history.end - 40), history.since(history.end - 40)
    is_known = np.arange(40) < 20
    content = Content().fit(past.chosen(is_known[past.product]), products)
    used = chosen_blocks(past, later, content, is_known)
    return blocks_added(past, later, content, is_known, used).set_index("block")


def test_what_tells_the_truth_is_used_and_adds_surely_and_what_tells_nothing_is_left_out(added):
    assert added["is_used"].to_dict() == {"attributes": False, "pictures": True}
    assert added.loc["pictures", "recall_added_low"] > 0
    assert added.loc["attributes", "recall_added_low"] <= 0
    assert added.loc["pictures", "recall_alone"] > added.loc["attributes", "recall_alone"]


def test_what_is_added_is_the_difference_that_a_block_makes(added):
    pictures, brand = added.loc["pictures"], added.loc["attributes"]

    assert pictures["recall_added"] == pytest.approx(pictures["recall_alone"] - pictures["recall_without"])
    assert brand["recall_without"] == pytest.approx(pictures["recall_alone"])
    assert (added["recall_added_low"] <= added["recall_added"]).all()
    assert (added["recall_added"] <= added["recall_added_high"]).all()
    assert (added["n_products"] == 20).all()
