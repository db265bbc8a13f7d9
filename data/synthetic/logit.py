"""Demand by the multivariate logit: every basket has a chance, and a discount moves the full one's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.baskets import all_baskets, components, pair_sums
from data.synthetic.demand import Wishes, fold, part_code
from data.synthetic.market import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class LogitWishes(Wishes):
    """Multivariate logit: a basket's chance grows with its products' utilities and cross effects.

    Attributes
    ----------
    slope : (n,) disutility of one currency unit [1/currency]

    References
    ----------
    Besag (1974); Russell & Petersen (2000), Analysis of cross category dependence in market basket selection.
    """

    slope: Floats

    def sales(self, price: Floats) -> Floats:
        """Return P(buy) from the marginals of every component."""
        chance = np.empty_like(self.score)
        for component in components(self.cross):
            states = all_baskets(len(component))
            energy = self._energy(component, states, price)
            weight = np.exp(energy - energy.max(1, keepdims=True))
            chance[:, component] = weight @ states / weight.sum(1, keepdims=True)
        return chance

    def slopes(self, price: Floats) -> Floats:
        """Return −slope · P (1 − P): the logit's variance, whatever the cross effects."""
        chance = self.sales(price)
        return np.asarray(-self.slope[:, None] * chance * (1 - chance))

    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit; a discount lifts the full basket's weight alone."""
        tables = [self._table(component, own, price, margin) for component, own in self.touched(parts)]
        value, money = fold(tables)
        weight = np.exp(value - value.max(1, keepdims=True))
        others, spent = weight[:, :-1].sum(1), (weight * money)[:, :-1].sum(1)
        lift = np.exp(self.slope[:, None] * price[parts].sum() * grid)  # (n, n_discounts)
        full = weight[:, -1:] * lift
        profit = spent[:, None] + full * (money[:, -1:] - outlay * grid)
        total = others[:, None] + full
        return np.stack(
            [self.weight @ (full / total), self.weight @ (profit / total - (profit / total)[:, :1])]
        )

    def _energy(self, component: Ints, states: Floats, price: Floats) -> Floats:
        utility = self.score[:, component] - self.slope[:, None] * price[component]
        within = self.cross[np.ix_(component, component)]
        return np.asarray(utility @ states.T + pair_sums(within, states))

    def _table(self, component: Ints, own: Ints, price: Floats, margin: Floats) -> tuple[Floats, Floats]:
        """Log weight and mean margin of every basket of the parts, the other products summed out."""
        states = all_baskets(len(component))
        energy, money = self._energy(component, states, price), states @ margin[component]
        code = part_code(states, own)
        value, mean = (np.empty((len(energy), 2 ** len(own))) for _ in range(2))
        for basket in range(2 ** len(own)):
            rows = energy[:, code == basket]
            top = rows.max(1, keepdims=True)
            weight = np.exp(rows - top)
            value[:, basket] = top[:, 0] + np.log(weight.sum(1))
            mean[:, basket] = weight @ money[code == basket] / weight.sum(1)
        return value, mean
