"""What is known of a customer and a product before the customer buys it, or does not."""

from collections.abc import Mapping

import numpy as np

from analytics.arrays import Floats, Ints, Sparse
from analytics.recommend.exposures import NEVER, Exposures
from analytics.recommend.fitted import Fitted
from analytics.recommend.models.recommender import Method
from analytics.recommend.purchases import Purchases

_RECENT_DAYS = (14, 28, 84)
_LONG_AGO = 1e4  # days: never


class PairFeatures:
    """Histories by customer and product: how often, how lately, how regularly; and what models say.

    Parameters
    ----------
    fitted : models and the history that they learned from
    with_shown : whether what customers were shown, and took or not, is a part of it, where it is known
    """

    def __init__(self, fitted: Fitted, with_shown: bool = True) -> None:
        past = fitted.purchases
        orders = past.chosen(past.n_orders > 0)
        self.orders = past.bought
        self.recent = [past.since(past.end - days).bought for days in _RECENT_DAYS]
        self.seen = past.counted(past.n_views)
        self.days = orders.counted(np.ones(len(orders)))
        self.last, self.first = (
            _latest(orders, orders.day - past.end + _LONG_AGO),
            _latest(orders, past.end - orders.day),
        )
        self.of_product = self._products(past)
        self.of_customer = self._customers(past)
        self.shown = _of_shown(past, past.shown) if with_shown and past.shown is not None else []

    def of(
        self,
        block: Ints,
        rows: Ints,
        products: Ints,
        scores: Mapping[Method, Floats],
        best: Mapping[Method, Ints],
    ) -> Floats:
        """Return what is known of pairs, (n_pairs, n_features); a row of `block` and a product each.

        Parameters
        ----------
        block : customers
        rows : positions in the block
        scores : of the models, (n_block, n_products) each
        best : of the models, the products that each names, best first, (n_block, n_named) each
        """

        def at(matrix: Sparse) -> Floats:
            return np.asarray(matrix[block].toarray()[rows, products], np.float32)

        n_days, last, first = at(self.days), at(self.last), at(self.first)
        since = np.where(last > 0, _LONG_AGO - last, np.nan)
        gap = np.where(n_days > 1, (first - since) / np.maximum(n_days - 1, 1), np.nan)
        own = [at(self.orders), *(at(matrix) for matrix in self.recent), n_days, at(self.seen)]
        rhythm = [since, gap, since / np.maximum(gap, 1)]
        said = [of[rows, products] for of in scores.values()]
        places = [_places(best[method], of.shape)[rows, products] for method, of in scores.items()]
        known = [self.of_product[products], self.of_customer[block[rows]]]
        shown = [at(matrix) for matrix in self.shown]
        return np.column_stack([*own, *rhythm, *said, *places, *known, *shown]).astype(np.float32)

    def _products(self, past: Purchases) -> Floats:
        """Return buyers lately, how that moves, and the share of buyers who came back, (n_products, 6)."""
        n = np.asarray((self.days > 0).sum(0), float).ravel()
        again = np.asarray((self.days > 1).sum(0), float).ravel()
        lately = [np.asarray((matrix > 0).sum(0), float).ravel() for matrix in self.recent]
        trend = (lately[1] + 1) / (lately[2] / 3 + 1)
        return np.column_stack([n, *lately, trend, again / np.maximum(n, 1)]).astype(np.float32)

    def _customers(self, past: Purchases) -> Floats:
        """Return days with products, different ones, lately, and days since the last, (n_customers, 4)."""
        total = np.asarray(self.days.sum(1), float).ravel()
        different = np.diff(self.days.indptr).astype(float)
        lately = np.asarray((self.recent[1] > 0).sum(1), float).ravel()
        last = np.zeros(past.n_customers)
        np.maximum.at(last, past.customer, past.day)
        return np.column_stack([total, different, lately, past.end - last]).astype(np.float32)


def _of_shown(past: Purchases, shown: Exposures) -> list[Sparse]:
    """Return how often a product was shown and taken, and not taken, ever and lately, sparse each."""
    from scipy.sparse import csr_array

    shape, cells = (past.n_customers, past.n_products), (shown.customer, shown.product)
    is_taken, is_late = shown.taken_day < NEVER, shown.day >= past.end - _RECENT_DAYS[1]
    weights = (is_taken, ~is_taken, is_taken & is_late, ~is_taken & is_late)
    return [csr_array((weight.astype(float), cells), shape=shape) for weight in weights]


def _latest(orders: Purchases, value: Ints | Floats) -> Sparse:
    """Return the largest value by customer and product, sparse."""
    from scipy.sparse import csr_array

    key = orders.customer.astype(np.int64) * orders.n_products + orders.product
    order = np.lexsort((value, key))
    is_last = np.append(np.diff(key[order]) > 0, True) if len(order) else np.zeros(0, bool)
    at = order[is_last]
    cells = (np.asarray(value, float)[at], (orders.customer[at], orders.product[at]))
    return csr_array(cells, shape=(orders.n_customers, orders.n_products))


def _places(best: Ints, shape: tuple[int, ...]) -> Floats:
    """Return the logarithm of each product's place among the best of its row; the rest share the next."""
    places = np.full(shape, np.log1p(best.shape[1]), np.float32)
    places[np.arange(len(best))[:, None], best] = np.log1p(np.arange(best.shape[1], dtype=np.float32))
    return places
