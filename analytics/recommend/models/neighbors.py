"""Recommenders by likeness: products bought by the same people, people who buy the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints, Sparse
from analytics.recommend.linear import unit_rows
from analytics.recommend.metrics import top_k
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases

_PIECE = 512  # rows compared with all others at once


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
        self.interactions_ = x = purchases.interactions
        length = np.sqrt(np.asarray((x**2).sum(0)).ravel())

        def likeness(shared: Doubles, rows: Ints) -> Doubles:
            return np.asarray(shared / (length[rows, None] * length + self.shrinkage))

        self.likeness_ = nearest(x.T.tocsr(), x, self.n_neighbors, likeness)
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
        self.orders_ = purchases.aged(self.half_life_days)
        self.unit_ = unit_rows(self.orders_)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return own and neighbors' orders, (n_chosen, n_products)."""
        near = nearest(self.unit_[customers], self.unit_.T, self.n_neighbors, own=customers)
        total = np.maximum(np.asarray(near.sum(1)).reshape(-1, 1), 1e-12)
        others = (near @ self.orders_).toarray() / total
        mixed = self.own * self.orders_[customers].toarray() + (1 - self.own) * others
        return with_ties_broken(mixed, 1e-3 * self.popularity_)


def nearest(
    left: Sparse,
    right: Sparse,
    n: int,
    likeness: Callable[[Doubles, Ints], Doubles] = lambda shared, rows: shared,
    own: Ints | None = None,
) -> Sparse:
    """Return the largest values of each row of a product of matrices, sparse; no row is its own neighbor.

    Parameters
    ----------
    left, right : sparse; their product is made in pieces and never held whole
    likeness : from a piece of the product, and which rows it is of, to what is compared
    own : the column that each row is; of the same number where None
    """
    from scipy.sparse import csr_array

    rows, columns, values = [], [], []
    own = np.arange(left.shape[0]) if own is None else own
    for start in range(0, left.shape[0], _PIECE):
        piece = np.arange(start, min(start + _PIECE, left.shape[0]))
        found = likeness((left[piece] @ right).toarray(), piece)
        found[np.arange(len(piece)), own[piece]] = 0
        near = top_k(found, min(n, found.shape[1]))
        value = np.take_along_axis(found, near, 1)
        at = np.nonzero(value > 0)
        rows.append(piece[at[0]])
        columns.append(near[at])
        values.append(value[at])
    cells: Any = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return csr_array(cells, shape=(left.shape[0], right.shape[1]))
