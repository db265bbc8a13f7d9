"""The two laws of demand behind a synthetic shop, exactly: what is bought at prices, and what an offer adds.

Products fall into components tied by cross effects. Of a component, the products outside an offer are
eliminated for each basket of the parts: summed out under the logit, chosen at their best where customers
compare worths. So an offer of k parts needs 2^k baskets however many products the shop sells.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.baskets import components
from data.synthetic.market import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Wishes(ABC):
    """What a group of customers wants at a time; one row per customer, or per customer and draw.

    Attributes
    ----------
    score : (n, n_products) [logits]
    cross : (n_products, n_products)
    weight : (n,) visits that a row stands for, summing to 1
    """

    score: Floats
    cross: Floats
    weight: Floats

    @abstractmethod
    def sales(self, price: Floats) -> Floats:
        """Return P(buy) of each row, (n, n_products), at these prices of the parts alone."""

    @abstractmethod
    def slopes(self, price: Floats) -> Floats:
        """Return d P(buy) ÷ d own price of each row, (n, n_products), below zero [1/currency]."""

    @abstractmethod
    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit at every discount, (2, n_discounts).

        Parameters
        ----------
        margin : (n_products,) of a unit at these prices [currency]
        outlay : contribution given up by a bundle sold, per share of discount [currency]
        grid : (n_discounts,) rising from zero
        """

    def touched(self, parts: list[int]) -> list[tuple[Ints, Ints]]:
        """Return the components that hold parts, and which places in each are parts."""
        found = []
        for component in components(self.cross):
            own = np.flatnonzero(np.isin(component, parts))
            if len(own):
                found.append((component, own))
        return found


def fold(tables: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Join components' tables (n, 2^parts) of value and money to those of all parts; the bundle is last."""
    value, money = tables[0]
    for more_value, more_money in tables[1:]:
        shape = (len(value), -1)
        value = (value[:, :, None] + more_value[:, None, :]).reshape(shape)
        money = (money[:, :, None] + more_money[:, None, :]).reshape(shape)
    return value, money


def part_code(states: Floats, own: Ints) -> Ints:
    """Return for each basket of a component which basket of its parts it holds, (n_baskets,)."""
    return np.asarray(states[:, own] @ (2 ** np.arange(len(own))), np.int64)
