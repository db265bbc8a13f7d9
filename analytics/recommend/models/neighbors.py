"""Recommenders by likeness: products bought by the same people, people who buy the same."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases, Sparse


@dataclass
class ItemNeighbors:
    """Products by their likeness to what a customer has: cosine of their buyers, shrunk, the nearest only.

    Parameters
    ----------
    n_neighbors : of each product
    shrinkage : buyers in common that count as none

    References
    ----------
    Sarwar, Karypis, Konstan & Riedl (2001), Item-based collaborative filtering.
    """

    n_neighbors: int = 100
    shrinkage: float = 10.0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Compare products."""
        self.interactions_ = purchases.interactions
        shared = (self.interactions_.T @ self.interactions_).tocsr()
        n = shared.diagonal()
        likeness = shared.tocoo()
        likeness.data = likeness.data / (np.sqrt(n[likeness.row] * n[likeness.col]) + self.shrinkage)
        likeness.data[likeness.row == likeness.col] = 0
        self.likeness_ = nearest(likeness.tocsr(), self.n_neighbors)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return sums of likeness, (n_chosen, n_products)."""
        found = (self.interactions_[customers] @ self.likeness_.T).toarray()
        return with_ties_broken(found, 1e-3 * self.popularity_)


@dataclass
class BasketNeighbors:
    """A customer's orders, older ones counting less, mixed with those of the customers most alike (TIFU-kNN).

    Parameters
    ----------
    half_life_days : after which an order counts half
    n_neighbors : of each customer
    own : share of a customer's own orders in the mix

    References
    ----------
    Hu, He, Gao & Zhang (2020), Modeling personalized item frequency information for next-basket
    recommendation; its groups of baskets are a continuous decay here.
    """

    half_life_days: float = 60.0
    n_neighbors: int = 100
    own: float = 0.7

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Weigh orders by age."""
        age = purchases.end - purchases.day
        weight = 0.5 ** (age / self.half_life_days) * np.maximum(purchases.n_orders, 0.3)
        self.orders_ = purchases.counted(weight)
        self.unit_ = unit_rows(self.orders_)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return own and neighbors' orders, (n_chosen, n_products)."""
        likeness = (self.unit_[customers] @ self.unit_.T).tolil()
        likeness[np.arange(len(customers)), customers] = 0
        near = nearest(likeness.tocsr(), self.n_neighbors)
        total = np.maximum(np.asarray(near.sum(1)).reshape(-1, 1), 1e-12)
        others = (near @ self.orders_).toarray() / total
        mixed = self.own * self.orders_[customers].toarray() + (1 - self.own) * others
        return with_ties_broken(mixed, 1e-3 * self.popularity_)


def nearest(likeness: Sparse, n: int) -> Sparse:
    """Return the largest values of each row only."""
    from scipy.sparse import csr_array

    rows = np.repeat(np.arange(likeness.shape[0]), np.diff(likeness.indptr))
    order = np.lexsort((likeness.indices, -likeness.data, rows))
    rank = np.arange(len(order)) - likeness.indptr[rows[order]]
    kept = order[(rank < n) & (likeness.data[order] > 0)]
    cells: Any = (likeness.data[kept], (rows[kept], likeness.indices[kept]))
    return csr_array(cells, shape=likeness.shape)


def unit_rows(matrix: Sparse) -> Sparse:
    """Return rows of length one; empty rows stay empty."""
    lengths = np.sqrt(np.asarray((matrix**2).sum(1)).ravel())
    found = matrix.copy()
    found.data = found.data / np.repeat(np.maximum(lengths, 1e-12), np.diff(found.indptr))
    return found
