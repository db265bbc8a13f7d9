"""A shop replayed: its customers come as they did and buy anew, more or fewer of them, at other prices."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.arrays import Bools, Floats, Ints
from analytics.numerics import random_stream
from analytics.simulation.baskets import BasketLimits, draw_baskets

TEST_SHARE, TEST_WEEKS = 0.10, 8  # a price test: so much dearer and cheaper in turn, for so long
CALIBRATIONS = 10  # rounds after which sales and baskets hardly move
_GAIN, _GAIN_CROSS = 0.5, 0.08  # bolder steps overshoot: one product's sales move all others'
_LEAST_CROSS = 0.3


@dataclass(frozen=True)
class Setting:
    """What differs in a replayed shop from the shop as it is.

    Attributes
    ----------
    visits : how many times as many customers, each with visits as the shop's
    prices : how many times as much prices vary around their usual level
    has_test : whether prices are 10 % dearer and cheaper in alternating weeks at the end, drawn by lot
    """

    visits: float = 1.0
    prices: float = 1.0
    has_test: bool = False


@dataclass(frozen=True)
class World:
    """The visits of a shop, and all that is true of them in replays.

    Attributes
    ----------
    customer, period, week : (n_visits,) numbers from 0, weeks counted back from the last visit
    price, considered : (n_visits, n_products) as the visits met them; bought: as they bought
    reference_price : (n_products,) today's prices [currency]
    taste, slope : (n_visits, n_products) utility at today's prices; utility lost per relative price
    hidden : (n_visits, n_products) demand that moved prices, as far as an instrument showed it
    cross : (n_products, n_products) cross effects
    must_buy : (n_visits,) visits that nothing but a purchase of these products made known
    taste_sd, shock_sd : (n_products,) spread between customers and between periods that nothing explains
    shift : (n_products,) what makes simulated customers buy as often as the shop's
    cross_share : how much of the cross effects lets baskets be as large as the shop's [share]
    """

    customer: Ints
    period: Ints
    week: Ints
    price: Floats
    considered: Bools
    bought: Bools
    reference_price: Floats
    taste: Floats
    slope: Floats
    hidden: Floats
    cross: Floats
    must_buy: Bools
    taste_sd: Floats
    shock_sd: Floats
    shift: Floats
    cross_share: float = 1.0

    @property
    def n_customers(self) -> int:
        """Return how many customers came."""
        return int(self.customer.max(initial=-1)) + 1

    @property
    def true_cross(self) -> Floats:
        """Return the cross effects that hold in this world, (n_products, n_products)."""
        return np.asarray(self.cross * np.float32(self.cross_share))

    def of_customers(self, chosen: Bools) -> "World":
        """Return the world of some customers only (a mask, (n_customers,)), numbered without gaps."""
        rows = chosen[self.customer]
        names = ("period", "week", "price", "considered", "bought", "taste", "slope", "hidden", "must_buy")
        kept: dict[str, Any] = {name: getattr(self, name)[rows] for name in names}
        return replace(self, customer=(np.cumsum(chosen) - 1)[self.customer[rows]], **kept)

    def own_tastes(self, seed: int, copy: int = 0) -> Floats:
        """Return what customers like more or less than is known of them, (n_customers, n_products)."""
        return _normal(random_stream(seed, 1, copy), self.n_customers, self.taste_sd)


@dataclass(frozen=True)
class Replayed:
    """What was bought anew, and by whom.

    Attributes
    ----------
    own : (n_customers of the world,) whether each takes part; further copies are of customers like them
    price : (n_visits of these customers, n_products) [currency]
    bought : one array of this shape per copy
    """

    own: Bools
    price: Floats
    bought: list[Bools]


def replay(world: World, setting: Setting, seed: int) -> Replayed:
    """Let the world's customers buy anew, and others like them: copies with tastes of their own.

    The same seed gives the same customers the same tastes in every setting, so that settings are compared
    on the same people.
    """
    tastes, price = world.own_tastes(seed), _prices(world, setting, seed)
    shocks = _normal(random_stream(seed, 2), int(world.period.max(initial=0)) + 1, world.shock_sd)
    taste = world.taste + world.shift + tastes[world.customer]
    taste += shocks[world.period] + world.hidden
    utility = (taste - world.slope * (price / world.reference_price - 1)).astype(np.float32)
    order = random_stream(seed, 3).permutation(world.n_customers)
    own = order < setting.visits * world.n_customers  # all of them from one times the visits on
    rows = own[world.customer]
    largest = int(world.bought.sum(1).max(initial=1))
    limits = BasketLimits(world.considered[rows], world.must_buy[rows], largest)
    bought = []
    for copy in range(max(round(setting.visits), 1)):
        wish = utility[rows]
        if copy:
            wish = wish + (world.own_tastes(seed, copy) - tastes)[world.customer[rows]]
        bought.append(draw_baskets(wish, world.true_cross, random_stream(seed, 5, copy), limits))
    return Replayed(own, price[rows], bought)


def calibrated(world: World, seed: int, rounds: int = CALIBRATIONS) -> World:
    """Return the world in which products sell, alone and together, as often as they did in the shop.

    The model learned every product given the rest of the basket. Where cross effects are many and positive,
    whole baskets drawn from it grow beyond the shop's: the world takes that share of them that does not.
    """
    for _ in range(rounds):
        drawn = replay(world, Setting(), seed).bought[0]
        step = np.log((world.bought.sum(0) + 1) / (drawn.sum(0) + 1))
        excess = np.log((_n_triples(drawn) + 1) / (_n_triples(world.bought) + 1))
        share = float(np.clip(world.cross_share * np.exp(-_GAIN_CROSS * excess), _LEAST_CROSS, 1.0))
        shift = world.shift + _GAIN * np.clip(step, -1, 1)
        world = replace(world, shift=shift.astype(np.float32), cross_share=share)
    return world


def _normal(stream: np.random.Generator, n: int, spread: Floats) -> Floats:
    """Return normal values of these spreads (n_products,), (n, n_products)."""
    draws = stream.standard_normal((n, len(spread)), np.float32)
    return np.asarray(draws * spread, np.float32)


def _prices(world: World, setting: Setting, seed: int) -> Floats:
    """Return the price of each visit and product, (n_visits, n_products) [currency]."""
    log_price = np.log(np.maximum(world.price, 1e-6))
    weight = world.considered.astype(np.float32)
    usual = (weight * log_price).sum(0) / np.maximum(weight.sum(0), 1)
    log_price = usual + setting.prices * (log_price - usual)
    if setting.has_test:
        starts_high = random_stream(seed, 4).random(log_price.shape[1]) < 0.5
        is_high = (world.week[:, None] + starts_high) % 2 == 1
        step = np.where(is_high, np.log1p(TEST_SHARE), np.log1p(-TEST_SHARE))
        log_price = log_price + np.where(world.week[:, None] < TEST_WEEKS, step, 0.0)
    return np.asarray(np.exp(log_price), np.float32)


def _n_triples(bought: Bools) -> float:
    """Return how many triples of products were bought together: large baskets have most of them."""
    size = bought.sum(1).astype(float)
    return float((size * (size - 1) * (size - 2)).sum() / 6)
