"""How any model answers prices: whether its demand ever rises with them, and by how much it falls."""

from collections.abc import Callable

import numpy as np

from analytics.arrays import Doubles, Numbers

# (n_products,) relative prices, everything else of each visit as it is → (n_visits, n_products) chances
Chances = Callable[[Doubles], Numbers]

_STEPS = 9  # prices tried of each product, from the lowest to the highest that were seen
_ROUNDING = 1e-3  # a chance that grows by less than a thousandth of itself has not grown
_AROUND = 0.1  # elasticities are read from a tenth below today's price to a tenth above: trees have steps


def rising_share(chances: Chances, low: Doubles, high: Doubles, weight: Doubles | None = None) -> float:
    """Return the share of customers who would buy some product more when its price rises [share, 0–1].

    Parameters
    ----------
    chances : P(buy) of one visit per customer at given prices
    low, high : (n_products,) relative prices between which the model is asked: those that were seen
    weight : (n_visits,) customers that each row stands for; all alike where absent
    """
    grid = low + np.linspace(0, 1, _STEPS)[:, None] * (high - low)
    chance = np.stack([np.asarray(chances(price), float) for price in grid])
    rises = (np.diff(chance, axis=0) > _ROUNDING * chance[:-1]).any((0, 2))
    return float(np.average(rises, weights=weight))


def sales_elasticity(chances: Chances, n_products: int, weight: Doubles | None = None) -> float:
    """Return d log sales ÷ d log own price around today's prices, averaged over products by their sales.

    Parameters
    ----------
    weight : (n_visits,) visits that each row stands for; all alike where absent
    """

    def sales(price: float) -> Doubles:
        return np.average(np.asarray(chances(np.full(n_products, price)), float), axis=0, weights=weight)

    cheaper, today, dearer = (sales(price) for price in (1 - _AROUND, 1.0, 1 + _AROUND))
    slope = np.log(np.maximum(dearer, 1e-12) / np.maximum(cheaper, 1e-12))
    return float(np.average(slope / np.log((1 + _AROUND) / (1 - _AROUND)), weights=np.maximum(today, 1e-12)))
