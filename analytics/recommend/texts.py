"""How alike products are by their texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.arrays import Floats, Sparse
from analytics.recommend.linear import unit_rows


@dataclass(frozen=True)
class TextLikeness:
    """Texts as unit vectors of their terms, rare terms counting more.

    Attributes
    ----------
    vectors : (n_items, n_terms) sparse; a text without a term is nothing
    """

    vectors: Sparse

    @classmethod
    def of(cls, texts: Sequence[str], **terms: Any) -> "TextLikeness":
        """Return the likeness of texts (n_items,).

        Parameters
        ----------
        terms : what a term is, as scikit-learn's `TfidfVectorizer` takes it; words by default
        """
        from scipy import sparse
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **terms)
        if not any(map(vectorizer.build_analyzer(), texts)):
            return cls(sparse.csr_matrix((len(texts), 1), dtype=np.float32))
        return cls(vectorizer.fit_transform(texts).tocsr())

    def to(self, sets: Sparse) -> Floats:
        """Return the cosine of every product to the sum of each set of products, (n_sets, n_items).

        Parameters
        ----------
        sets : (n_sets, n_items) sparse
        """
        return np.asarray((unit_rows((sets @ self.vectors).tocsr()) @ self.vectors.T).toarray())
