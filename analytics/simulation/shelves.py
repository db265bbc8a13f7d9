"""What a shop with aisles sells: aisles of products that resemble one another, or the goods of a story."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.numerics import random_stream
from analytics.simulation import electronics
from analytics.simulation.config import WorldConfig

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
N_BRANDS, SIZE_FACTORS = 5, np.array([0.75, 1.2, 2.0, 0.9, 1.5])  # brands of a shop; prices of sizes
_COMPLEMENTS = 3  # pairs of products between two aisles that go together
_USUAL_PRICE, _AISLE_PRICES, _BRAND_PRICES = 4.5, 0.6, 0.15  # of an aisle; log spreads of aisles and brands
_APPEAL, _APPEAL_SPREAD = -1.4, 0.8


@dataclass(frozen=True)
class Shelves:
    """Products in the order of their aisles.

    Attributes
    ----------
    list_price : (n_products,) [currency]
    cost_share : (n_products,) of the list price
    appeal : (n_products,) at the list price [logits]
    category, brand : (n_products,) numbers
    cross : (n_products, n_products) symmetric, zero between departments
    """

    list_price: Floats
    cost_share: Floats
    appeal: Floats
    category: Ints
    brand: Ints
    cross: Floats


def draw_shelves(config: WorldConfig) -> Shelves:
    """Return the products of a shop with aisles, from a stream of random numbers of their own."""
    rng = random_stream(config.seed, "shelves")
    if config.story:
        return _electronics(config, rng)
    n, place = config.n_products, np.arange(config.n_products)
    aisle = place // config.aisle_size
    brand = rng.integers(0, N_BRANDS, n)
    level = np.log(_USUAL_PRICE) + rng.normal(0, _AISLE_PRICES, aisle[-1] + 1)[aisle]
    level = level + rng.normal(0, _BRAND_PRICES, N_BRANDS)[brand]
    size = SIZE_FACTORS[place % config.aisle_size % len(SIZE_FACTORS)]
    return Shelves(
        list_price=np.round(np.exp(level + rng.normal(0, 0.05, n)) * size, 2),
        cost_share=rng.uniform(0.3, 0.6, aisle[-1] + 1)[aisle],
        appeal=rng.normal(_APPEAL, _APPEAL_SPREAD, n) + rng.normal(0, 0.3, N_BRANDS)[brand],
        category=aisle,
        brand=brand,
        cross=_cross_effects(config, rng),
    )


def _electronics(config: WorldConfig, rng: np.random.Generator) -> Shelves:
    goods = electronics.goods()
    category = np.array([good.category for good in goods])
    return Shelves(
        list_price=np.array([good.price for good in goods]),
        cost_share=np.array([c.cost_share for c in electronics.CATEGORIES])[category],
        appeal=np.array([good.appeal for good in goods]) + rng.normal(0, 0.2, len(goods)),
        category=category,
        brand=np.array([good.brand for good in goods]),
        cross=electronics.cross_effects(config.cross_effect),
    )


def _cross_effects(config: WorldConfig, rng: np.random.Generator) -> Floats:
    """Products of an aisle replace each other; some go with some of the next aisle of their department.

    So products are tied to few others, however many the shop sells: those of one aisle or of two.
    """
    cross, size = np.zeros((config.n_products, config.n_products)), config.aisle_size
    n_aisles = config.n_products // size
    for a in range(n_aisles):
        first = a * size
        cross[first : first + size, first : first + size] = -config.cross_effect
        at = a % config.department_size
        if at % 2 == 0 and at + 1 < config.department_size:
            one, other = np.divmod(rng.choice(size**2, min(_COMPLEMENTS, size**2), replace=False), size)
            one, other = first + one, first + size + other
            cross[one, other] = cross[other, one] = config.cross_effect
    np.fill_diagonal(cross, 0.0)
    return cross
