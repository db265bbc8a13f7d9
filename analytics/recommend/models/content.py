"""Products like those a customer had, by what is known of them: also what nobody bought yet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Floats, Ints
from analytics.recommend.described import Block, described, likeness
from analytics.recommend.models.recommender import popular, with_ties_broken
from analytics.recommend.purchases import Purchases


@dataclass
class Content:
    """Likeness of products to what a customer had, later orders counting more: the mean over the blocks.

    Parameters
    ----------
    half_life_days : after which a purchase speaks half as loud
    """

    half_life_days: float = 120.0

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Describe products, and remember what customers had."""
        self.blocks_ = described(products)
        self.had_ = purchases.aged(self.half_life_days).astype(np.float32)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return the mean cosine of tastes and products, (n_chosen, n_products)."""
        return self.of_blocks(customers, list(self.blocks_))

    def of_blocks(self, customers: Ints, blocks: Collection[Block]) -> Floats:
        """Return scores by some of the blocks, (n_chosen, n_products); by popularity where there is none."""
        found = np.zeros((len(customers), len(self.popularity_)), np.float32)
        for block in blocks:
            found += likeness(self.had_[customers], self.blocks_[block]) / len(blocks)
        return with_ties_broken(found, 1e-1 * self.popularity_)
