"""Simulated shops: the world's customers buy anew, more or fewer of them, at its prices or livelier ones."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.pricing.recovery.draw import draw_baskets
from analytics.pricing.recovery.world import World, some_customers
from analytics.pricing.visits import Bools, Floats, Visits

TEST_SHARE, TEST_WEEKS = 0.10, 8  # a price test: so much dearer and cheaper in turn, for so long
CALIBRATIONS = 10  # rounds after which sales and baskets hardly move
_GAIN, _GAIN_CROSS = 0.5, 0.08  # bolder steps overshoot: one product's sales move all others'
_LEAST_CROSS = 0.3


@dataclass(frozen=True)
class Setting:
    """What differs in a simulated shop from the shop as it is.

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
class Simulated:
    """A simulated shop, in the form in which the model meets any shop.

    Attributes
    ----------
    own : (n_customers of the world,) whether each takes part; they come first, the others are like them
    """

    visits: Visits
    customers: pd.DataFrame
    own: Bools

    @property
    def n_own(self) -> int:
        """Return how many customers of the world itself take part."""
        return int(self.own.sum())


def calibrated(world: World, seed: int, rounds: int = CALIBRATIONS) -> World:
    """Return the world in which products sell, alone and together, as often as they did in the shop.

    The model learned every product given the rest of the basket. Where cross effects are many and positive,
    whole baskets drawn from it grow beyond the shop's: the world takes that share of them that does not.
    """
    target = world.visits.bought.sum(0), _n_triples(world.visits)
    for _ in range(rounds):
        drawn = simulate(world, Setting(), seed).visits
        step = np.log((target[0] + 1) / (drawn.bought.sum(0) + 1))
        excess = np.log((_n_triples(drawn) + 1) / (target[1] + 1))
        share = float(np.clip(world.cross_share * np.exp(-_GAIN_CROSS * excess), _LEAST_CROSS, 1.0))
        shift = world.shift + _GAIN * np.clip(step, -1, 1)
        world = replace(world, shift=shift.astype(np.float32), cross_share=share)
    return world


def simulate(world: World, setting: Setting, seed: int) -> Simulated:
    """Return a shop in which the world's customers buy anew.

    The same seed gives the same customers the same wishes in every setting, so that settings are compared
    on the same people.
    """
    taste = world.taste + world.shift + own_tastes(world, seed)[world.visits.customer]
    taste += _swings(world, seed)[world.visits.period] + world.hidden
    price = _prices(world, setting, seed)
    utility = (taste - world.slope * (price / world.reference_price - 1)).astype(np.float32)
    if setting.visits < 1:
        rng = np.random.default_rng([seed, 3])
        chosen = rng.permutation(len(world.visits.customer_ids)) < setting.visits * len(
            world.visits.customer_ids
        )
        return _bought(world, utility, price, chosen, 1, seed)
    everyone = np.ones(len(world.visits.customer_ids), bool)
    return _bought(world, utility, price, everyone, round(setting.visits), seed)


def own_tastes(world: World, seed: int, copy: int = 0) -> Floats:
    """Return what each customer likes more or less than the model knows, (n_customers, n_products)."""
    shape = (len(world.visits.customer_ids), world.visits.n_products)
    draws = np.random.default_rng([seed, 1, copy]).standard_normal(shape, np.float32)
    return np.asarray(draws * world.taste_sd, np.float32)


def _swings(world: World, seed: int) -> Floats:
    """Return how each period's demand differs for no known reason, (n_periods, n_products)."""
    shape = (int(world.visits.period.max(initial=0)) + 1, world.visits.n_products)
    draws = np.random.default_rng([seed, 2]).standard_normal(shape, np.float32)
    return np.asarray(draws * world.swing_sd, np.float32)


def _prices(world: World, setting: Setting, seed: int) -> Floats:
    """Return the price of each visit and product, (n_visits, n_products) [currency]."""
    visits = world.visits
    log_price = np.log(np.maximum(visits.price, 1e-6))
    weight = visits.considered.astype(np.float32)
    usual = (weight * log_price).sum(0) / np.maximum(weight.sum(0), 1)
    log_price = usual + setting.prices * (log_price - usual)
    if setting.has_test:
        week = (visits.visited_at.max() - visits.visited_at) // np.timedelta64(7, "D")
        starts_high = np.random.default_rng([seed, 4]).random(visits.n_products) < 0.5
        is_high = (week[:, None] + starts_high) % 2 == 1
        step = np.where(is_high, np.log1p(TEST_SHARE), np.log1p(-TEST_SHARE))
        log_price = log_price + np.where(week[:, None] < TEST_WEEKS, step, 0.0)
    return np.asarray(np.exp(log_price), np.float32)


def _bought(
    world: World, utility: Floats, price: Floats, chosen: Bools, n_copies: int, seed: int
) -> Simulated:
    """Let the chosen customers buy, and others like them: copies with tastes of their own."""
    own = world.visits
    rows = chosen[own.customer]
    base = some_customers(replace(own, price=price), chosen)
    blocks = []
    for copy in range(n_copies):
        wish = utility[rows]
        if copy:
            wish = wish + (own_tastes(world, seed, copy) - own_tastes(world, seed))[own.customer[rows]]
        rng = np.random.default_rng([seed, 5, copy])
        blocks.append(
            draw_baskets(wish, world.true_cross, base.considered, world.must_buy[rows], rng, world.largest)
        )
    visits = _repeated(base, n_copies, np.concatenate(blocks), np.tile(world.must_buy[rows], n_copies))
    people = world.customers.reindex(base.customer_ids)
    customers = pd.concat([people] * n_copies).set_axis(visits.customer_ids, axis=0)
    return Simulated(visits, customers, chosen)


def _repeated(base: Visits, n_copies: int, bought: Bools, must_buy: Bools) -> Visits:
    """Return the visits of all copies with what they bought; customers are numbered anew."""
    n = len(base.customer_ids)
    copy = np.repeat(np.arange(n_copies, dtype=np.int32), len(base))
    rest = bought.sum(1, keepdims=True) - bought
    names = ("visited_at", "period", "considered", "price", "instrument")
    repeated: dict[str, Any] = {name: np.concatenate([getattr(base, name)] * n_copies) for name in names}
    return replace(
        base,
        customer=np.tile(base.customer, n_copies) + copy * n,
        customer_ids=np.array([f"simulated {i}" for i in range(n * n_copies)], object),
        bought=bought,
        is_informative=~must_buy[:, None] | (rest > 0),
        **repeated,
    )


def _n_triples(visits: Visits) -> float:
    """Return how many triples of products were bought together: large baskets have most of them."""
    size = visits.bought.sum(1).astype(float)
    return float((size * (size - 1) * (size - 2)).sum() / 6)
