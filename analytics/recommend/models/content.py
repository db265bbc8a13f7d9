"""Products like those a customer had, by what is written of them: also what nobody bought yet."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.linear import unit_rows
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases
from analytics.recommend.texts import TextLikeness

TEXTS = ("title", "text")
NOT_DESCRIBING = ("product_id", "list_price", "cost", "image", *TEXTS)
_WORD = r"(?u)[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff][^\W\u4e00-\u9fff]+"  # a Chinese character is one
_MOST_WORDS = 50_000
_MOST_VALUES = 2_000  # of an attribute that describes; more are ids


@dataclass
class Content:
    """Likeness of products' attributes and words (TF-IDF) to what a customer had, later orders counting more.

    Parameters
    ----------
    half_life_days : after which a purchase speaks half as loud
    """

    half_life_days: float = 120.0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Describe products, and customers by what they had."""
        self.described_ = described(products)
        self.tastes_ = unit_rows((purchases.aged(self.half_life_days) @ self.described_).tocsr())
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return the cosine of tastes and products, (n_chosen, n_products)."""
        found = (self.tastes_[customers] @ self.described_.T).toarray()
        return with_ties_broken(found, 1e-1 * self.popularity_)


def described(products: pd.DataFrame) -> Sparse:
    """Return products as unit rows: a column per word, weighted by how rare it is, and per attribute's value.

    Parameters
    ----------
    products : title, text; category, brand and further attributes
    """
    from scipy.sparse import csr_array, hstack

    names = [str(name) for name in products if name not in NOT_DESCRIBING]
    blocks = [_one_hot(products[name]) for name in names]
    written = [products[name].fillna("").astype("str") for name in TEXTS if name in products]
    if written:
        texts = pd.concat(written, axis=1).agg(" ".join, axis=1)
        terms = {"token_pattern": _WORD, "ngram_range": (1, 2), "max_features": _MOST_WORDS}
        blocks.append(TextLikeness.of(texts.tolist(), **terms).vectors)
    blocks = [block for block in blocks if block is not None]
    if not blocks:
        return csr_array((len(products), 1))
    return unit_rows(csr_array(hstack([unit_rows(block) for block in blocks])))


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
