"""Customers at their next visit, as few products at a time are to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Floats, Ints
from analytics.demand.catalog_audience import CatalogAudience
from analytics.pricing.scoring.offer_scorer import People


@dataclass(frozen=True)
class Usual:
    """What is usual in the rest of the basket, by segment; the last row is everybody's.

    Attributes
    ----------
    basket : (n_segments + 1, k) how likely each of a few products is in it
    added : (n_segments + 1, k) what all other products add to the tastes for these [logits]
    """

    basket: Floats
    added: Floats

    @classmethod
    def around(cls, audience: CatalogAudience, near: Sequence[int]) -> "Usual":
        """Return what is usual around a few products at an audience's visits."""
        at = np.asarray(near, np.int64)
        by_segment = audience.usual_baskets
        n_visits = np.bincount(audience.segment, audience.weight, len(by_segment))
        everybody = n_visits @ by_segment / max(n_visits.sum(), 1e-12)
        usual = np.vstack([by_segment, everybody]).astype(np.float32)
        return cls(usual[:, at], audience.added_by(usual, at))


@dataclass(frozen=True)
class Visitors:
    """Customers at their next visit, before anything is in the basket.

    Attributes
    ----------
    products : (k,) rising positions of the products that are asked about
    taste, slope, look_rate : (n, k) as in `People`
    segment : (n,) code of the segment, -1 where unknown
    """

    products: Ints
    taste: Floats
    slope: Floats
    look_rate: Floats
    segment: Ints

    def __len__(self) -> int:
        return len(self.segment)

    def around(self, near: Sequence[int], usual: Usual) -> People:
        """Return the customers as an offer's parts and neighbors are to them, with a usual basket."""
        at = np.searchsorted(self.products, near)
        taste = self.taste[:, at] + usual.added[self.segment]
        return People(
            taste, self.slope[:, at], usual.basket[self.segment], self.look_rate[:, at], self.segment
        )
