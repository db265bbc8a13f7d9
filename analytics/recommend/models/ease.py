"""EASE: one linear model of all products on all others, in closed form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints, Numbers, Sparse
from analytics.recommend.linear import add_gram, factored, ridge_weights, weights_of
from analytics.recommend.purchases import Purchases

_COLUMNS = 2_000
MOST_EXACT = 4_000  # products, or customers where these are fewer, that one inverse takes in seconds


@dataclass
class Ease:
    """Each product regressed on all others that a customer has, itself excluded.

    Where customers are fewer than products the inverse is one of customers, which gives the same weights. In
    a shop with more of both than `MOST_EXACT`, the products bought by most speak and all are spoken of.

    Parameters
    ----------
    ridge : customers' worth of doubt about each weight

    References
    ----------
    Steck (2019), Embarrassingly shallow autoencoders for sparse data.
    """

    ridge: float = 300.0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Solve for the weights."""
        self.interactions_ = x = purchases.interactions.astype(np.float32)
        self.told_ = self.weights_ = self.head_ = None
        if x.shape[0] <= min(x.shape[1], MOST_EXACT):
            self.told_ = list(self._by_customers(x))
        else:
            n = np.asarray((x > 0).sum(0)).ravel()
            self.head_ = np.sort(np.argsort(-n, kind="stable")[:MOST_EXACT])
            self.weights_ = self._by_products(x, self.head_)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return what others' purchases tell of each product, (n_chosen, n_products)."""
        if self.told_ is not None:
            own = self.interactions_[customers].toarray()
            return np.asarray(own - np.hstack([columns[customers] for columns in self.told_]), np.float32)
        return np.asarray(self.interactions_[customers][:, self.head_] @ self.weights_, np.float32)

    def _by_customers(self, x: Sparse) -> Iterator[Numbers]:
        """Yield columns of X P ÷ diag(P), P = (XᵀX + λI)⁻¹: scores are X less that.

        By Woodbury's identity, with K = XXᵀ: X P = (K + λI)⁻¹ X and λ diag(P) = 1 − xⱼᵀ(K + λI)⁻¹xⱼ.
        """
        from scipy.linalg import inv

        kernel = (x @ x.T).toarray().astype(np.float64)
        kernel[np.diag_indices_from(kernel)] += self.ridge
        inner = inv(kernel, overwrite_a=True, check_finite=False).astype(np.float32)
        for columns in _dense_columns(x):
            told = inner @ columns
            yield self.ridge * told / (1 - (columns * told).sum(0))

    def _by_products(self, x: Sparse, speaking: Ints) -> Floats:
        """Return the weights of all products on those that speak, (n_head, n_products); none on itself."""
        head = x[:, speaking]
        gram = np.zeros((head.shape[1],) * 2, np.float32)
        add_gram(gram, head.tocsr())
        factor = factored(gram, self.ridge)
        weights = np.zeros((head.shape[1], x.shape[1]), np.float32)
        tail = np.setdiff1d(np.arange(x.shape[1]), speaking)
        if len(tail):
            weights[:, tail] = ridge_weights(factor, (head.T @ x[:, tail]).toarray())
        weights[:, speaking] = weights_of(factor)
        return weights


def _dense_columns(x: Sparse) -> Iterator[Numbers]:
    """Yield pieces of a sparse matrix that dense products take in quickly, in order."""
    columns = x.tocsc()
    for start in range(0, x.shape[1], _COLUMNS):
        yield columns[:, start : start + _COLUMNS].toarray()
