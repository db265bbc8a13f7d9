"""Columns that tell how products sell are given to the model; those that tell nothing are not."""

import numpy as np
import pandas as pd
import pytest

from analytics.demand.blocks_judged import COLUMNS, LEAST_PRODUCTS, judged_blocks, used_blocks
from analytics.demand.cells import learned_cells
from analytics.demand.product_columns import ProductBlock, product_blocks
from analytics.embeddings.columns import PICTURE_VECTOR, SENTENCE_VECTOR, as_column
from analytics.numerics import expit
from tests.logs import log_by_hand

N = 60


def sold(appeal, n_visits=1_500):
    rng = np.random.default_rng(0)
    log = log_by_hand(rng.random((n_visits, len(appeal))) < expit(appeal))
    return learned_cells(log, 0)


def listing(**vectors):
    products = pd.DataFrame({"product_id": [f"p{n}" for n in range(N)], "title": "Thing"})
    return products.assign(**{name: as_column(rows) for name, rows in vectors.items()})


@pytest.fixture(scope="module")
def judged():
    """Products whose pictures tell what half of their appeal is, and whose texts tell nothing."""
    rng = np.random.default_rng(2)
    looks, words = (rng.normal(size=(N, 4)).astype(np.float32) for _ in range(2))
    blocks = product_blocks(
        listing(**{PICTURE_VECTOR: looks / 2, SENTENCE_VECTOR: words / 2}), np.ones(N, np.float32)
    )
    appeal = -3 + 0.6 * looks[:, 0] + rng.normal(0, 0.6, N)
    return blocks, judged_blocks(blocks, sold(appeal), seed=0)


def test_vectors_are_used_where_they_surely_bring_forecasts_nearer(judged):
    blocks, table = judged
    rows = table.set_index("block")

    assert rows.loc["pictures", "is_used"] and not rows.loc["sentences", "is_used"]
    assert rows.loc["pictures", "less"] == pytest.approx(
        rows.loc["pictures", "error_without"] - rows.loc["pictures", "error"]
    )
    # what no picture tells is normal, its spread 0.6: such forecasts are off by 0.48 on average
    assert rows.loc["pictures", "error"] == pytest.approx(0.48, abs=0.06)
    assert ProductBlock.PICTURES in used_blocks(blocks, table)
    assert ProductBlock.SENTENCES not in used_blocks(blocks, table)


def test_what_is_not_on_trial_is_used_whatever_it_tells():
    few = LEAST_PRODUCTS - 1
    told = listing(**{SENTENCE_VECTOR: np.eye(N, 3, dtype=np.float32)}).head(few)
    blocks = product_blocks(told, np.ones(few, np.float32))

    table = judged_blocks(blocks, sold(np.full(few, -2.0), 50), seed=0)

    assert list(table) == list(COLUMNS) and table.empty
    assert set(used_blocks(blocks, table)) == {ProductBlock.PRICE_LEVEL, ProductBlock.WORDS}
