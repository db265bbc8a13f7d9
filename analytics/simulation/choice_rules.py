"""How customers choose among baskets: one contract for the logit and for willingness to pay.

Products fall into components tied by cross effects. Of a component, the products outside an offer are
eliminated for each basket of the parts: summed out under the logit, chosen at their best where customers
compare worth and price. So an offer of k parts needs 2^k baskets however many products the shop sells.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.baskets import all_baskets, components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Table = tuple[Floats, Floats]  # value and margin of baskets, each (n, n_baskets)


@dataclass(frozen=True)
class ChoiceRule(ABC):
    """How a group of customers chooses at a time; one row per customer, or per customer and draw.

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
    def draw(self, price: Floats, rng: np.random.Generator) -> Floats:
        """Return one basket per row at its prices (n, n_products), of 0 and 1."""

    @abstractmethod
    def response(self, price: Floats) -> tuple[Floats, Floats]:
        """Return P(buy) and d P(buy) ÷ d own price of each row, both (n, n_products)."""

    @abstractmethod
    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit at every discount, (2, n_discounts).

        Parameters
        ----------
        margin : (n_products,) of a unit at these prices [currency]
        outlay : contribution given up by a bundle sold, per share of discount [currency]
        grid : (n_discounts,) rising from zero
        """

    @abstractmethod
    def _baskets(self, component: Ints, states: Floats, price: Floats) -> Floats:
        """Return what each basket of a component is worth to each row, (n, n_baskets)."""

    @abstractmethod
    def _eliminated(self, value: Floats, money: Floats) -> Table:
        """Return one value and margin per row, (n,), for baskets that differ outside the offer only."""

    def _tables(self, parts: list[int], price: Floats, margin: Floats) -> Table:
        """Return value and margin of all baskets of the parts, (n, 2^parts); the bundle is last."""
        value = money = np.zeros((len(self.score), 1))
        for component in components(self.cross):
            own = np.flatnonzero(np.isin(component, parts))
            if len(own):
                more_value, more_money = self._table(component, own, price, margin)
                shape = (len(value), value.shape[1] * more_value.shape[1])
                value = (value[:, :, None] + more_value[:, None, :]).reshape(shape)
                money = (money[:, :, None] + more_money[:, None, :]).reshape(shape)
        return value, money

    def _table(self, component: Ints, own: Ints, price: Floats, margin: Floats) -> Table:
        """Return value and margin of every basket of a component's parts, the other products eliminated."""
        states = all_baskets(len(component))
        value, money = self._baskets(component, states, price), states @ margin[component]
        held = states[:, own] @ (2 ** np.arange(len(own)))  # which basket of the parts each basket holds
        found = [self._eliminated(value[:, held == b], money[held == b]) for b in range(2 ** len(own))]
        return np.stack([f[0] for f in found], 1), np.stack([f[1] for f in found], 1)
