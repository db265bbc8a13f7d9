"""How sales answer prices: elasticities per segment and product, with their bands."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats
from analytics.demand.audience import Audience
from analytics.demand.catalog_audience import CatalogAudience
from analytics.numerics import Z_90, expit, random_stream

Doubles = NDArray[np.float64]
_AT_ONCE = 40  # products
_ROW_CELLS, _FEWEST_ROWS = 20_000_000, 3_000  # visits × products
_MEMBER_CELLS, _FEWEST_MEMBER_ROWS = 3_000_000, 600


@dataclass(frozen=True)
class Elasticities:
    """Own-price elasticities at today's prices.

    Attributes
    ----------
    point, low, high : (n_segments, n_products) d log sales ÷ d log price, with a 90 % band
    shop, shop_low, shop_high : (n_products,) the same over all segments
    """

    point: Doubles
    low: Doubles
    high: Doubles
    shop: Doubles
    shop_low: Doubles
    shop_high: Doubles


_FIELDS = tuple(one.name for one in fields(Elasticities))


def catalog_elasticities(audience: CatalogAudience, seed: int) -> Elasticities:
    """Return every product's elasticities, some at a time, over fewer visits the more products there are."""
    n_products, n_rows = len(audience.product_ids), len(audience.segment)
    rows = _evenly(n_rows, max(_ROW_CELLS // n_products, _FEWEST_ROWS), seed)
    few = audience.sampled(rows)
    kept = _evenly(len(few.sample), max(_MEMBER_CELLS // n_products, _FEWEST_MEMBER_ROWS), seed)
    few = replace(few, sample=few.sample[kept])
    found = [
        own_price_elasticities(few.around(range(first, min(first + _AT_ONCE, n_products))))
        for first in range(0, n_products, _AT_ONCE)
    ]
    return Elasticities(*(np.concatenate([getattr(one, name) for one in found], -1) for name in _FIELDS))


def _evenly(n: int, most: int, seed: int) -> NDArray[np.int64]:
    """Return at most so many rising positions of n, drawn by lot."""
    if n <= most:
        return np.arange(n)
    return np.sort(random_stream(seed).choice(n, most, replace=False))


def own_price_elasticities(audience: Audience) -> Elasticities:
    """Return what one per cent of price does to sales, in per cent, the rest of each basket as it is.

    References
    ----------
    Train (2009), Discrete Choice Methods with Simulation, section 3.6.
    """
    n_segments = len(audience.segments)
    everyone = np.zeros_like(audience.segment)
    args = audience.taste, audience.slope, audience.basket, audience.cross[0], audience.weight
    point = _elasticity(*args, audience.segment, n_segments)
    shop = _elasticity(*args, everyone, 1)[0]
    rows = audience.sample
    spread, shop_spread = np.zeros_like(point), np.zeros_like(shop)
    if audience.member_taste.shape[1] > 2:
        members = [
            _member(audience, m, audience.segment[rows], n_segments)
            for m in range(1, audience.member_taste.shape[1])
        ]
        spread = np.log(-np.array(members)).std(0, ddof=1)
        overall = [_member(audience, m, everyone[rows], 1)[0] for m in range(1, len(members) + 1)]
        shop_spread = np.log(-np.array(overall)).std(0, ddof=1)
    return Elasticities(
        point,
        point * np.exp(Z_90 * spread),
        point * np.exp(-Z_90 * spread),
        shop,
        shop * np.exp(Z_90 * shop_spread),
        shop * np.exp(-Z_90 * shop_spread),
    )


def _member(audience: Audience, m: int, segment: NDArray[Any], n_segments: int) -> Doubles:
    rows = audience.sample
    taste, slope = audience.member_taste[:, m], audience.member_slope[:, m]
    return _elasticity(
        taste, slope, audience.basket[rows], audience.cross[m], audience.weight[rows], segment, n_segments
    )


def _elasticity(
    taste: Floats,
    slope: Floats,
    basket: NDArray[np.bool_],
    cross: Floats,
    weight: Floats,
    segment: NDArray[Any],
    n_segments: int,
) -> Doubles:
    """Return the sales-weighted mean of -slope · (1 - P), (n_segments, n_products); always below zero."""
    chance = expit(taste + basket.astype(np.float32) @ cross)
    chance = np.clip(chance, 1e-6, 1 - 1e-6)
    sales = chance * weight[:, None]
    answer = -slope * (1 - chance)
    out = np.empty((n_segments, taste.shape[1]))
    for j in range(taste.shape[1]):
        total = np.bincount(segment, sales[:, j], n_segments)
        summed = np.bincount(segment, sales[:, j] * answer[:, j], n_segments)
        out[:, j] = np.divide(summed, total, out=np.full(n_segments, -1e-6), where=total > 0)
    return np.minimum(out, -1e-6)
