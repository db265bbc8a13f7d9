"""What customers bought on one day, as rows over products."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Ints, Sparse
from analytics.recommend.purchases import Purchases


@dataclass(frozen=True)
class Baskets:
    """Baskets by customer and day.

    Attributes
    ----------
    customer, day : (n_baskets,) position of the customer, days since 1970
    items : (n_baskets, n_products) sparse ones
    """

    customer: Ints
    day: Ints
    items: Sparse

    @classmethod
    def of(cls, purchases: Purchases) -> "Baskets":
        """Return the baskets of a history."""
        from scipy import sparse

        bought = purchases.n_orders > 0
        customer, product = purchases.customer[bought].astype(np.int64), purchases.product[bought]
        n_days = int(purchases.day.max(initial=0)) + 1
        keys, basket = np.unique(customer * n_days + purchases.day[bought], return_inverse=True)
        shape = (len(keys), purchases.n_products)
        items = sparse.csr_matrix((np.ones(len(product), np.float32), (basket, product)), shape).minimum(1)
        return cls(keys // n_days, keys % n_days, items.tocsr())

    def between(self, first: int, end: int) -> Sparse:
        """Return the baskets of several products from a day on, before another."""
        size = np.asarray(self.items.sum(1)).ravel()
        return self.items[(self.day >= first) & (self.day < end) & (size > 1)]
