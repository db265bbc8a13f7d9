"""Products like those a customer had, by what is known of them: also what nobody bought yet."""

from collections.abc import Collection, Sequence
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
    blocks : that count, where a shop has them; all where None
    """

    half_life_days: float = 120.0
    blocks: tuple[Block, ...] | None = None

    def fit(self, purchases: Purchases, products: pd.DataFrame) -> Self:
        """Describe products, and remember what customers had."""
        told = described(products)
        self.blocks_ = {block: told[block] for block in told if self.blocks is None or block in self.blocks}
        self.had_ = purchases.aged(self.half_life_days).astype(np.float32)
        self.popularity_ = popular(purchases)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return the mean cosine of tastes and products, (n_chosen, n_products)."""
        return self.of_blocks(customers, list(self.blocks_))

    def of_blocks(self, customers: Ints, blocks: Collection[Block]) -> Floats:
        """Return scores by some of the blocks, (n_chosen, n_products); by popularity where there is none."""
        none = np.zeros((len(customers), len(self.popularity_)), np.float32)
        return self.together([self.likeness(customers, block) for block in blocks] or [none])

    def together(self, likenesses: Sequence[Floats]) -> Floats:
        """Return the mean of likenesses by several blocks; popularity decides between equals."""
        mean = np.asarray(sum(likenesses[1:], likenesses[0]) / len(likenesses), np.float32)
        return with_ties_broken(mean, 1e-1 * self.popularity_)

    def likeness(self, customers: Ints, block: Block) -> Floats:
        """Return the cosine of tastes and products by one block, (n_chosen, n_products)."""
        return likeness(self.had_[customers], self.blocks_[block])
