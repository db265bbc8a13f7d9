"""What a synthetic shop sells and at which prices: lists, costs, weekly prices, and what drives them."""

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analytics.numerics import random_stream
from analytics.simulation.baskets import components
from analytics.simulation.config import WorldConfig
from analytics.simulation.shelves import draw_shelves

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Generator = np.random.Generator
N_CATEGORIES, N_BRANDS = 6, 5
COST_SHARE = 0.5  # of the list price, where shelves do not say otherwise
RARELY, OFTEN = 0.06, 0.5  # chance that a price which is held changes from one period to the next
STORE_SPREAD = 0.05  # log standard deviation of a store's own prices around the week's


@dataclass(frozen=True)
class Assortment:
    """The products of a shop, the same for every customer.

    Attributes
    ----------
    list_price, cost : (n_products,) the latter its mean over time [currency]
    intercept : (n_products,) what makes a product liked [logits; standard scores × 1.81 for WTP]
    cross : (n_products, n_products) symmetric, zero diagonal; > 0 for complements
    price : (n_stores, n_periods, n_products) as asked for
    unit_cost, shock : (n_periods, n_products) cost, hidden demand
    promotion : (n_periods, n_products) depth of an announced promotion, 0 where none ran [share]
    season_phase : (n_products,) day of the year at which most is wanted
    fashion : (n_tiers, n_products) what a tier's tastes gained by the end [logits]
    return_share : (n_products,)
    category, brand : (n_products,) numbers
    """

    config: WorldConfig
    list_price: Floats
    cost: Floats
    intercept: Floats
    cross: Floats
    price: Floats
    unit_cost: Floats
    shock: Floats
    promotion: Floats
    season_phase: Floats
    fashion: Floats
    return_share: Floats
    category: Ints
    brand: Ints

    def season(self, day: Floats) -> Floats:
        """Return what the season adds to every product on these days, (n_days, n_products) [logits]."""
        angle = 2 * np.pi * (day[:, None] - self.season_phase) / 364
        return np.asarray(self.config.seasonality * np.cos(angle))

    @cached_property
    def tied(self) -> list[Ints]:
        """Return the groups of products that cross effects tie together."""
        return components(self.cross)

    def felt(self, price: Floats) -> Floats:
        """Return prices as customers' slopes have them, (…, n_products): in currency or in list prices."""
        return price / self.list_price if self.config.has_relative_slopes else price

    def only(self, products: Ints) -> "Assortment":
        """Return the part of the shop that sells these products."""
        names = [field.name for field in fields(self) if field.name not in ("config", "cross")]
        kept = {name: getattr(self, name)[..., products] for name in names}
        return replace(self, cross=self.cross[np.ix_(products, products)], **kept)


def draw_list_prices(config: WorldConfig, rng: Generator) -> Floats:
    """Return list prices of 3 to 12; a rich shop's brands and categories are dearer or cheaper."""
    price = rng.uniform(3, 12, config.n_products)
    if config.has_aisles:
        return draw_shelves(config).list_price
    if config.is_rich:
        category, brand = groups_of(config)
        own = extra_rng(config, "catalog")
        level = own.normal(0, 0.25, N_CATEGORIES)[category] + own.normal(0, 0.2, N_BRANDS)[brand]
        price = price * np.exp(level)
    return np.asarray(np.round(price, 2))


def draw_assortment(config: WorldConfig, list_price: Floats, appeal: Floats, rng: Generator) -> Assortment:
    """Draw price paths and all else that customers share.

    Parameters
    ----------
    appeal : (n_products,) how much a product is liked at its list price [logits]
    """
    shelves = draw_shelves(config) if config.has_aisles else None
    cost_share = COST_SHARE if shelves is None else shelves.cost_share
    base, unit_cost, shock = _price_paths(config, list_price, cost_share, rng)
    own = extra_rng(config, "market")
    shape = unit_cost.shape
    promotion = own.choice([0.1, 0.2, 0.3], shape) * (own.random(shape) < config.promoted_share)
    category, brand = groups_of(config) if shelves is None else (shelves.category, shelves.brand)
    if shelves is not None:
        appeal = shelves.appeal
    elif config.is_rich:  # a good brand is wanted more, at the same price as well
        appeal = appeal + own.normal(0, 0.3, N_BRANDS)[brand]
    felt = np.ones_like(list_price) if config.has_relative_slopes else list_price
    level = float(np.mean(config.slopes)) * felt if config.demand == "logit" else 0.0
    effects = (
        _planted_cross_effects(config.n_products, config.cross_effect) if shelves is None else shelves.cross
    )
    return Assortment(
        config=config,
        list_price=list_price,
        cost=unit_cost.mean(0).round(4),
        # the cheapest tiers buy little at list prices unless tastes make up for it
        intercept=level + appeal,
        cross=effects,
        price=np.round(_at_stores(config, base * (1 - promotion), own), 2),
        unit_cost=unit_cost,
        shock=shock,
        promotion=promotion,
        season_phase=own.uniform(0, 364, config.n_products),
        fashion=own.normal(0, config.fashion_drift, (len(config.slopes), config.n_products)),
        return_share=np.minimum(config.return_share * own.uniform(0.5, 1.5, config.n_products), 1.0),
        category=category,
        brand=brand,
    )


def groups_of(config: WorldConfig) -> tuple[Ints, Ints]:
    """Return category and brand of every product, both (n_products,)."""
    place = np.arange(config.n_products)
    if not config.is_rich:
        return place % 3, np.zeros_like(place)
    return place // 2 % N_CATEGORIES, extra_rng(config, "brands").integers(0, N_BRANDS, config.n_products)


def extra_rng(config: WorldConfig, purpose: str, block: int = 0) -> Generator:
    """Return a generator of its own for one purpose, so that a switch moves nothing but what it is about."""
    return random_stream(config.seed, block, purpose)


def _planted_cross_effects(n_products: int, effect: float) -> Floats:
    """Neighbors 0–1, 2–3, … are in turn complements and substitutes."""
    cross = np.zeros((n_products, n_products))
    for a in range(0, n_products - 1, 2):
        cross[a, a + 1] = cross[a + 1, a] = effect if (a // 2) % 2 == 0 else -effect
    return cross


def _price_paths(
    config: WorldConfig, list_price: Floats, cost_share: Floats | float, rng: Generator
) -> tuple[Floats, Floats, Floats]:
    """Prices, costs and hidden demand per period; the latter two drive prices only where told to."""
    shape = (config.n_periods, config.n_products)
    shock = _autoregressive(rng, shape, 0.6) * config.demand_shock
    log_cost = _autoregressive(rng, shape, 0.7) * 0.15
    log_price = rng.normal(0, config.price_spread, shape)
    log_price += config.price_follows_demand * shock + config.cost_pass_through * log_cost
    if config.steady_share > 0:
        log_price = _held(config, log_price)
    return list_price * np.exp(log_price), cost_share * list_price * np.exp(log_cost), shock


def _held(config: WorldConfig, log_price: Floats) -> Floats:
    """Let prices stand until they change: never for some products, rarely for others, often for most."""
    rng = extra_rng(config, "steady")
    draw = rng.random(log_price.shape[1]) / config.steady_share
    chance = np.select([draw < 1 / 3, draw < 1], [0.0, RARELY], OFTEN)
    changes = rng.random(log_price.shape) < chance
    last = np.maximum.accumulate(np.where(changes, np.arange(len(log_price))[:, None], 0))
    return np.where(chance > 0, np.take_along_axis(log_price, last, 0), 0.0)


def _autoregressive(rng: Generator, shape: tuple[int, int], memory: float) -> Floats:
    """Return standard normal series with this first autocorrelation, one per column."""
    series = rng.normal(size=shape)
    for t in range(1, shape[0]):
        series[t] = memory * series[t - 1] + np.sqrt(1 - memory**2) * series[t]
    return series


def _at_stores(config: WorldConfig, base: Floats, rng: Generator) -> Floats:
    """Return prices at every store; a shop whose prices never move has one price everywhere."""
    if config.n_stores == 1:
        return base[None]
    spread = STORE_SPREAD if config.price_spread > 0 else 0.0
    return np.asarray(base * np.exp(rng.normal(0, spread, (config.n_stores, *base.shape))))
