"""What many buy, and what a customer buys again: the recommenders that others must beat."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases


@dataclass
class Popularity:
    """Products by how many customers bought them lately.

    Parameters
    ----------
    days : that count as lately; ever where None
    """

    days: int | None = 84

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Count buyers."""
        self.popularity_ = with_ties_broken(popular(purchases, self.days), popular(purchases))
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return the same order for everyone, (n_chosen, n_products)."""
        return np.broadcast_to(self.popularity_, (len(customers), len(self.popularity_)))


@dataclass
class Frequency:
    """Products by how many orders a customer had them in lately; popularity breaks ties.

    Parameters
    ----------
    days : that count as lately; ever where None
    """

    days: int | None = 84

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Count orders, and looks where nothing was bought."""
        recent = purchases if self.days is None else purchases.since(purchases.end - self.days)
        self.counts_ = recent.bought.maximum(recent.interactions)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return orders by product, (n_chosen, n_products)."""
        return with_ties_broken(self.counts_[customers].toarray(), self.popularity_)
