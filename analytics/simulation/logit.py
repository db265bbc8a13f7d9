"""Choice by the multivariate logit: every basket has a chance, and a discount moves the full one's."""

from dataclasses import dataclass

import numpy as np

from analytics.simulation.baskets import all_baskets, components, draw_baskets, pair_sums
from analytics.simulation.choice_rules import ChoiceRule, Floats, Ints, Table


@dataclass(frozen=True)
class LogitRule(ChoiceRule):
    """Multivariate logit: a basket's chance grows with its products' utilities and cross effects.

    Attributes
    ----------
    slope : (n,) disutility of one currency unit [1/currency]

    References
    ----------
    Besag (1974); Russell & Petersen (2000), Analysis of cross category dependence in market basket selection.
    """

    slope: Floats

    def draw(self, price: Floats, rng: np.random.Generator) -> Floats:
        """Return one basket per row, by Gibbs sampling."""
        return draw_baskets(self.score - self.slope[:, None] * price, self.cross, rng).astype(float)

    def response(self, price: Floats) -> tuple[Floats, Floats]:
        """Return the marginals of every component, and −slope · P (1 − P) whatever the cross effects."""
        chance = np.empty_like(self.score)
        for component in components(self.cross):
            states = all_baskets(len(component))
            energy = self._baskets(component, states, price)
            weight = np.exp(energy - energy.max(1, keepdims=True))
            chance[:, component] = weight @ states / weight.sum(1, keepdims=True)
        return chance, -self.slope[:, None] * chance * (1 - chance)

    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit; a discount lifts the full basket's weight alone."""
        value, money = self._tables(parts, price, margin)
        weight = np.exp(value - value.max(1, keepdims=True))
        others, spent = weight[:, :-1].sum(1), (weight * money)[:, :-1].sum(1)
        full = weight[:, -1:] * np.exp(self.slope[:, None] * price[parts].sum() * grid)  # (n, n_discounts)
        total = others[:, None] + full
        profit = (spent[:, None] + full * (money[:, -1:] - outlay * grid)) / total
        return np.stack([self.weight @ (full / total), self.weight @ (profit - profit[:, :1])])

    def _baskets(self, component: Ints, states: Floats, price: Floats) -> Floats:
        utility = self.score[:, component] - self.slope[:, None] * price[component]
        return np.asarray(utility @ states.T + pair_sums(self.cross[np.ix_(component, component)], states))

    def _eliminated(self, value: Floats, money: Floats) -> Table:
        """Return log weight and mean margin, the baskets summed out."""
        top = value.max(1, keepdims=True)
        weight = np.exp(value - top)
        return top[:, 0] + np.log(weight.sum(1)), weight @ money / weight.sum(1)
