"""Association rules: who had this in an order had that in it too."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Floats, Ints
from analytics.recommend.models.neighbors import nearest
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases


@dataclass
class AssociationRules:
    """Products that go with what a customer had lately: the confidence of "that" given "this", summed.

    A rule counts from so many days on which both were bought and where it is more likely than by chance.

    Parameters
    ----------
    fewest : days of customers on which both were bought
    days : of a customer's past whose products speak
    n_rules : of each product, the most confident

    References
    ----------
    Agrawal & Srikant (1994), Fast algorithms for mining association rules.
    """

    fewest: int = 3
    days: int = 84
    n_rules: int = 100

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Count what was bought on one day by one customer."""
        from scipy.sparse import csr_array

        day = (purchases.customer.astype(np.int64) << 32) | purchases.day
        basket = np.unique(day, return_inverse=True)[1]
        shape = (int(basket.max(initial=-1)) + 1, purchases.n_products)
        baskets = csr_array((np.ones(len(purchases)), (basket, purchases.product)), shape=shape)
        n = np.asarray(baskets.sum(0)).ravel()

        def confidence(both: Doubles, rows: Ints) -> Doubles:
            sure = both / np.maximum(n[rows, None], 1)
            return np.where((both >= self.fewest) & (sure > n / max(shape[0], 1)), sure, 0.0)

        self.rules_ = nearest(baskets.T.tocsr(), baskets, self.n_rules, confidence)
        self.recent_ = purchases.since(purchases.end - self.days).interactions
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return sums of confidence, (n_chosen, n_products)."""
        return with_ties_broken((self.recent_[customers] @ self.rules_).toarray(), 1e-3 * self.popularity_)
