"""Alternating least squares: customers and products as points, near where they belong together."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.purchases import Purchases
from analytics.threads import one_core


@dataclass
class Als:
    """Factors of what customers have, by the library `implicit`.

    Parameters
    ----------
    n_factors : dimensions of a taste
    ridge : of the factors
    n_rounds : of alternation
    confidence : how much surer a purchase is than none
    seed : of the first factors

    References
    ----------
    Hu, Koren & Volinsky (2008), Collaborative filtering for implicit feedback datasets.
    """

    n_factors: int = 64
    ridge: float = 10.0
    n_rounds: int = 15
    confidence: float = 10.0
    seed: int = 0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Alternate between customers and products."""
        from implicit.cpu.als import AlternatingLeastSquares
        from scipy.sparse import csr_matrix

        with one_core():  # of linear algebra: the library has threads of its own
            model = AlternatingLeastSquares(
                factors=self.n_factors,
                regularization=self.ridge,
                alpha=self.confidence,
                iterations=self.n_rounds,
                random_state=self.seed,
            )
            model.fit(csr_matrix(purchases.interactions.astype(np.float32)), show_progress=False)
        self.customer_, self.product_ = np.asarray(model.user_factors), np.asarray(model.item_factors)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return products of factors, (n_chosen, n_products)."""
        return np.asarray(self.customer_[customers] @ self.product_.T, np.float32)
