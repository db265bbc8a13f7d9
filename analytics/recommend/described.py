"""What is known of products beside their sales, in blocks that can be there or not."""

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Numbers, Sparse
from analytics.embeddings.columns import PICTURE_VECTOR, SENTENCE_VECTOR, TEXTS, vectors_in, written
from analytics.recommend.linear import unit_rows
from analytics.recommend.texts import TextLikeness

NOT_DESCRIBING = ("product_id", "list_price", "cost", "image", *TEXTS, SENTENCE_VECTOR, PICTURE_VECTOR)
_WORD = r"(?u)[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff][^\W\u4e00-\u9fff]+"  # a Chinese character is one
_MOST_WORDS = 50_000
_MOST_VALUES = 2_000  # of an attribute that describes; more are ids
_FEW_VALUES, _N_BINS = 20, 10  # a number of more values than that is told by where it lies
_NUMBERS_SHARE = 0.95  # of values that are numbers, from which an attribute is one


class Block(StrEnum):
    """The blocks of what describes products, by their codes."""

    ATTRIBUTES = "attributes"
    WORDS = "words"
    SENTENCES = "sentences"
    PICTURES = "pictures"


Blocks = dict[Block, Any]  # unit rows of products, sparse or dense; zeros where nothing is known


def described(products: pd.DataFrame) -> Blocks:
    """Return the blocks that tell something of products.

    Attributes are a column per value, rarer ones heavier; words are weighted by how rare they are (TF-IDF).

    Parameters
    ----------
    products : title, text, category, brand and further attributes, `SENTENCE_VECTOR`, `PICTURE_VECTOR` where
        known
    """
    found = {
        Block.ATTRIBUTES: _attributes(products),
        Block.WORDS: _words(products),
        Block.SENTENCES: _vectors(products, SENTENCE_VECTOR),
        Block.PICTURES: _vectors(products, PICTURE_VECTOR),
    }
    return {block: rows for block, rows in found.items() if rows is not None and is_told(rows).any()}


def is_told(rows: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which products a block tells of, (n_products,)."""
    return np.asarray(abs(rows).sum(1)).ravel() > 0


def likeness(sets: Sparse, rows: Any) -> Floats:
    """Return the cosine of every product to the sum of each set of products, (n_sets, n_products).

    Parameters
    ----------
    sets : (n_sets, n_products) sparse
    rows : of a block
    """
    total = sets @ rows
    if isinstance(rows, np.ndarray):
        return np.asarray(_unit(total) @ rows.T, np.float32)
    return np.asarray((unit_rows(total.tocsr()) @ rows.T).toarray(), np.float32)


def _attributes(products: pd.DataFrame) -> Sparse | None:
    from scipy.sparse import csr_array, hstack

    names = [str(name) for name in products if name not in NOT_DESCRIBING]
    told = [of for name in names if (of := _one_hot(_binned(products[name]))) is not None]
    return unit_rows(csr_array(hstack([unit_rows(of) for of in told]))) if told else None


def _words(products: pd.DataFrame) -> Sparse:
    terms = {"token_pattern": _WORD, "ngram_range": (1, 2), "max_features": _MOST_WORDS}
    return TextLikeness.of(written(products), **terms).vectors


def _vectors(products: pd.DataFrame, name: str) -> Floats | None:
    """Return a column of vectors as rows, zeros where a product has none."""
    rows = vectors_in(products, name)
    return None if rows is None else np.asarray(_unit(rows), np.float32)


def _unit(rows: Numbers | Any) -> Any:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def _binned(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return a number of many values as the tenth that it lies in; other values as they are."""
    numbers: Doubles = pd.to_numeric(values, errors="coerce").to_numpy(float)
    known = np.isfinite(numbers)
    if known.sum() < _NUMBERS_SHARE * max(values.notna().sum(), 1) or len(np.unique(numbers)) <= _FEW_VALUES:
        return values
    ends = np.unique(np.quantile(numbers[known], np.linspace(0, 1, _N_BINS + 1)[1:-1]))
    return pd.Series(np.where(known, np.searchsorted(ends, numbers), np.nan), values.index)


def _one_hot(values: "pd.Series[Any]") -> Sparse | None:
    """Return a column per value, rarer ones heavier; None where nearly every product has its own."""
    from scipy.sparse import csr_array

    codes, known = pd.factorize(values.where(values.notna(), None).astype("object"))
    at = np.flatnonzero(codes >= 0)
    if not 1 < len(known) <= min(_MOST_VALUES, len(values) // 2):
        return None
    n = np.bincount(codes[at], minlength=len(known))
    weight = np.log(len(values) / n) + 0.1
    return csr_array((weight[codes[at]], (at, codes[at])), shape=(len(values), len(known)))
