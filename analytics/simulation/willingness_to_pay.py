"""Choice by willingness to pay: visits compare what baskets are worth to them with what they cost."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from analytics.simulation.baskets import all_baskets, components, pair_sums
from analytics.simulation.choice_rules import ChoiceRule, Floats, Ints, Table
from analytics.simulation.config import LATENT_SD


@dataclass(frozen=True)
class WillingnessRule(ChoiceRule):
    """Willingness to pay: each row is one draw of what products are worth; the best basket is bought.

    Attributes
    ----------
    spread : (n,) log standard deviation of what products are worth
    list_price : (n_products,) around which they are worth something [currency]
    value : (n, n_products) what they are worth, the same for every question: common random numbers [currency]

    References
    ----------
    Adams & Yellen (1976), Commodity bundling and the burden of monopoly.
    """

    spread: Floats
    list_price: Floats
    value: Floats

    def draw(self, price: Floats, rng: np.random.Generator) -> Floats:
        """Return for each row the basket that is worth most beyond its price."""
        bought = np.zeros_like(self.value)
        for component in components(self.cross):
            states = all_baskets(len(component))
            bought[:, component] = states[self._baskets(component, states, price).argmax(1)]
        return bought

    def response(self, price: Floats) -> tuple[Floats, Floats]:
        """Return P(buy) and its derivative, the own draw integrated out: smooth in the own price.

        A product is bought where it is worth more than its price less what it adds to the rest of the best
        basket.
        """
        chance, slope = np.empty_like(self.score), np.empty_like(self.score)
        for component in components(self.cross):
            states = all_baskets(len(component))
            surplus = self._baskets(component, states, price)
            for place, j in enumerate(component):
                has = states[:, place] > 0
                rest = surplus - np.outer(self.value[:, j] - price[j], has)
                needed = price[j] - rest[:, has].max(1) + rest[:, ~has].max(1)
                least = np.maximum(needed, 1e-9)
                z = np.log(least / self.list_price[j]) / self.spread - self.score[:, j] / LATENT_SD
                density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
                chance[:, j] = ndtr(-z)
                slope[:, j] = np.where(needed > 0, -density / (self.spread * least), 0.0)
        return chance, slope

    def offer(self, parts: list[int], price: Floats, margin: Floats, outlay: float, grid: Floats) -> Floats:
        """Return take rate and extra profit per visit: who takes the bundle once it is cheap enough."""
        value, money = self._tables(parts, price, margin)
        best = value[:, :-1].argmax(1)
        rows = np.arange(len(value))
        lacking = (value[rows, best] - value[:, -1]) / price[parts].sum()  # discount from which it is taken
        at = np.where(lacking < 0, 0, np.searchsorted(grid, lacking, "left"))
        gained = np.where(lacking < 0, 0.0, money[:, -1] - money[rows, best])
        n = len(grid) + 1
        take = np.bincount(at, self.weight, n)[:-1].cumsum()
        return np.stack([take, np.bincount(at, self.weight * gained, n)[:-1].cumsum() - take * outlay * grid])

    def _baskets(self, component: Ints, states: Floats, price: Floats) -> Floats:
        # what is worth more beside another one is so by the list price of the cheaper of the two
        smaller = np.minimum.outer(self.list_price[component], self.list_price[component])
        pairs = pair_sums(self.cross[np.ix_(component, component)] / LATENT_SD * smaller, states)
        return np.asarray((self.value - price)[:, component] @ states.T + self.spread[:, None] * pairs)

    def _eliminated(self, value: Floats, money: Floats) -> Table:
        """Return the surplus and margin of the best basket."""
        best = value.argmax(1)
        return np.take_along_axis(value, best[:, None], 1)[:, 0], money[best]


def worth(score: Floats, spread: Floats, list_price: Floats, noise: Floats) -> Floats:
    """Return what products are worth to visits, lognormal around the list price [currency].

    Parameters
    ----------
    score : (n, n_products) [logits]; `noise` of the same shape, standard normal
    spread : (n,) log standard deviation
    """
    return np.asarray(list_price * np.exp(spread[:, None] * (score / LATENT_SD + noise)))
