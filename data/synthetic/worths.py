"""Demand by willingness to pay: visits compare what baskets are worth to them with what they cost."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.baskets import all_baskets, components, joint_worth
from data.synthetic.config import LATENT_SD
from data.synthetic.demand import Wishes, fold, part_code
from data.synthetic.market import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class WorthWishes(Wishes):
    """Willingness to pay: each row is one draw of what products are worth; the best basket is bought.

    Attributes
    ----------
    spread : (n,) log standard deviation of worth
    list_price : (n_products,) around which worths lie [currency]
    value : (n, n_products) worths, the same for every question (common random numbers) [currency]

    References
    ----------
    Adams & Yellen (1976), Commodity bundling and the burden of monopoly.
    """

    spread: Floats
    list_price: Floats
    value: Floats

    def sales(self, price: Floats) -> Floats:
        """Return P(buy), the own draw integrated out: smooth in the own price, given the others' draws."""
        return self._chance(price)[0]

    def slopes(self, price: Floats) -> Floats:
        """Return d P(buy) ÷ d own price, the derivative of `sales`."""
        return self._chance(price)[1]

    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit: who takes the bundle once it is cheap enough."""
        tables = [self._table(component, own, price, margin) for component, own in self.touched(parts)]
        value, money = fold(tables)
        best = value[:, :-1].argmax(1)
        rows = np.arange(len(value))
        lacking = (value[rows, best] - value[:, -1]) / price[parts].sum()  # discount from which it is taken
        at = np.where(lacking < 0, 0, np.searchsorted(grid, lacking, "left"))
        gained = np.where(lacking < 0, 0.0, money[:, -1] - money[rows, best])
        n = len(grid) + 1
        take = np.bincount(at, self.weight, n)[:-1].cumsum()
        return np.stack([take, np.bincount(at, self.weight * gained, n)[:-1].cumsum() - take * outlay * grid])

    def _table(self, component: Ints, own: Ints, price: Floats, margin: Floats) -> tuple[Floats, Floats]:
        """Surplus and margin of every basket of the parts, the other products chosen at their best."""
        states = all_baskets(len(component))
        surplus, money = self._surplus(component, states, price), states @ margin[component]
        code = part_code(states, own)
        rows = np.arange(len(surplus))
        value, best = (np.empty((len(surplus), 2 ** len(own))) for _ in range(2))
        for basket in range(2 ** len(own)):
            columns = np.flatnonzero(code == basket)
            chosen = columns[surplus[:, columns].argmax(1)]
            value[:, basket], best[:, basket] = surplus[rows, chosen], money[chosen]
        return value, best

    def _chance(self, price: Floats) -> tuple[Floats, Floats]:
        """P(buy) and its derivative: a product is bought where it is worth more than its price less what it
        adds to the rest of the best basket."""
        chance, slope = np.empty_like(self.score), np.empty_like(self.score)
        for component in components(self.cross):
            states = all_baskets(len(component))
            for place, j in enumerate(component):
                rest = self.value[:, component] - price[component]
                rest[:, place] = 0.0
                surplus = rest @ states.T + self._pairs(component, states)
                has = states[:, place] > 0
                needed = price[j] - surplus[:, has].max(1) + surplus[:, ~has].max(1)
                z = np.log(np.maximum(needed, 1e-9) / self.list_price[j]) / self.spread
                z = z - self.score[:, j] / LATENT_SD
                chance[:, j] = 0.5 - 0.5 * _erf(z / np.sqrt(2))
                density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
                slope[:, j] = np.where(needed > 0, -density / (self.spread * np.maximum(needed, 1e-9)), 0.0)
        return chance, slope

    def _surplus(self, component: Ints, states: Floats, price: Floats) -> Floats:
        net = self.value[:, component] - price[component]
        return np.asarray(net @ states.T + self._pairs(component, states))

    def _pairs(self, component: Ints, states: Floats) -> Floats:
        within = self.cross[np.ix_(component, component)]
        return self.spread[:, None] * joint_worth(within, self.list_price[component], states)


def _erf(x: Floats) -> Floats:
    return np.asarray(np.frompyfunc(math.erf, 1, 1)(x), float)
