"""Shops whose truth is known: the model must find what was planted here, and is told when it does not."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WorldConfig:
    """What a synthetic shop is like."""

    n_customers: int = 800
    n_visits_per_customer: float = 25.0
    n_products: int = 8
    n_days: int = 364
    days_per_price: int = 7  # prices change weekly, as most shops' do
    slopes: tuple[float, ...] = (0.25, 0.5, 0.9)  # one per tier [1/currency]
    slope_spread: float = 0.15  # log standard deviation of slopes within a tier
    taste_spread: float = 0.6  # standard deviation of a customer's taste for a product
    cross_effect: float = 0.8  # of the planted complements; substitutes get its negative
    price_spread: float = 0.15  # log standard deviation of weekly prices around the list price
    demand_shock: float = 0.0  # standard deviation of hidden weekly demand per product
    price_follows_demand: float = 0.0  # log price per unit of hidden demand: > 0 confounds
    cost_pass_through: float = 0.0  # log price per unit of log cost: > 0 makes cost an instrument
    has_views: bool = True  # seen products are logged with their price; else orders only
    seed: int = 0


@dataclass(frozen=True)
class SyntheticShop:
    """The files of a synthetic shop and the truth behind them."""

    config: WorldConfig
    events: pd.DataFrame
    products: pd.DataFrame
    customers: pd.DataFrame
    intercept: Floats  # (n_products,)
    taste: Floats  # (n_customers, n_products)
    slope: Floats  # (n_customers,) [1/currency]
    cross: Floats  # (n_products, n_products) symmetric, zero diagonal
    tier: NDArray[np.int64]  # (n_customers,)

    @cached_property
    def product_ids(self) -> list[str]:
        """The products' ids in the order of the truth's arrays."""
        return [str(p) for p in self.products["product_id"]]

    def profit_per_visit(self, offer: tuple[int, ...], tier: int, discount_share: float | None) -> float:
        """Return the true expected profit of a visit of this tier at list prices [currency].

        Parameters
        ----------
        offer : positions of the bundle's products
        tier : whose visits
        discount_share : of the bundle; None where there is no offer
        """
        price = self.products["list_price"].to_numpy(float)
        cost = self.products["cost"].to_numpy(float)
        baskets = _all_baskets(len(price))  # (n_baskets, n_products)
        who = self.tier == tier
        taste = self.intercept + self.taste[who]  # (n_tier, n_products)
        paid = np.tile((baskets * price).sum(1), 1)
        if discount_share:
            takes = baskets[:, list(offer)].all(1)
            paid = paid - takes * discount_share * price[list(offer)].sum()
        utility = taste @ baskets.T + 0.5 * np.einsum("bi,ij,bj->b", baskets, self.cross, baskets)
        utility = utility - self.slope[who, None] * paid
        weight = np.exp(utility - utility.max(1, keepdims=True))
        chance = weight / weight.sum(1, keepdims=True)
        return float((chance @ (paid - baskets @ cost)).mean())

    def incremental_profit(self, offer: tuple[int, ...], tier: int, discount_share: float) -> float:
        """Return what the offer truly adds to a visit of this tier, at this discount [currency]."""
        return self.profit_per_visit(offer, tier, discount_share) - self.profit_per_visit(offer, tier, None)

    def best_discount(self, offer: tuple[int, ...], tier: int, deepest: float = 0.6) -> tuple[float, float]:
        """Return the oracle's discount on a 1 % grid and what it adds to a visit."""
        grid = np.arange(0, round(deepest * 100) + 1) / 100
        gains = [self.incremental_profit(offer, tier, float(d)) if d else 0.0 for d in grid]
        best = int(np.argmax(gains))
        return float(grid[best]), gains[best]


def simulate_shop(config: WorldConfig | None = None, **changes: object) -> SyntheticShop:
    """Simulate a shop: customers, weekly prices, visits, and baskets drawn from a multivariate logit.

    Parameters
    ----------
    config : WorldConfig
        What the shop is like; keyword arguments override single fields.
    """
    config = replace(config or WorldConfig(), **changes)  # type: ignore[arg-type]
    rng = np.random.default_rng(config.seed)
    n, j = config.n_customers, config.n_products
    list_price = np.round(rng.uniform(3, 12, j), 2)
    tier = rng.integers(0, len(config.slopes), n)
    slope = np.array(config.slopes)[tier] * np.exp(rng.normal(0, config.slope_spread, n))
    # the cheapest tiers buy little at list prices unless tastes make up for it
    intercept = np.mean(config.slopes) * list_price + rng.uniform(-2.2, -0.8, j)
    taste = rng.normal(0, config.taste_spread, (n, j))
    taste += (np.array(config.slopes)[tier][:, None] - np.mean(config.slopes)) * list_price * 0.8
    cross = _planted_cross_effects(j, config.cross_effect)
    price, cost, shock = _price_paths(config, list_price, rng)  # each (n_periods, n_products)

    customer = np.repeat(np.arange(n), rng.poisson(config.n_visits_per_customer, n))
    day = rng.integers(0, config.n_days, len(customer))
    period = day // config.days_per_price
    utility = intercept + taste[customer] + shock[period] - slope[customer, None] * price[period]
    bought = _gibbs_baskets(utility, cross, rng)
    events = _event_rows(config, customer, day, bought, price[period], cost[period], rng)
    products = pd.DataFrame(
        {
            "product_id": [f"p{i}" for i in range(j)],
            "title": [f"Product {i}" for i in range(j)],
            "category": [f"Category {i % 3}" for i in range(j)],
            "list_price": list_price,
            "cost": cost.mean(0).round(4),
        }
    )
    customers = pd.DataFrame(
        {
            "customer_id": [f"c{i}" for i in range(n)],
            "tier": [f"tier {t}" for t in tier],
            "region": rng.choice(["north", "south"], n),
        }
    )
    return SyntheticShop(config, events, products, customers, intercept, taste, slope, cross, tier)


def _planted_cross_effects(n_products: int, effect: float) -> Floats:
    """Neighbors 0–1, 2–3, … are in turn complements and substitutes."""
    cross = np.zeros((n_products, n_products))
    for a in range(0, n_products - 1, 2):
        cross[a, a + 1] = cross[a + 1, a] = effect if (a // 2) % 2 == 0 else -effect
    return cross


def _price_paths(
    config: WorldConfig, list_price: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Prices, costs and hidden demand per period; the latter two drive prices only where told to."""
    shape = (-(-config.n_days // config.days_per_price), config.n_products)
    shock = _autoregressive(rng, shape, 0.6) * config.demand_shock
    log_cost = _autoregressive(rng, shape, 0.7) * 0.15
    log_price = rng.normal(0, config.price_spread, shape)
    log_price += config.price_follows_demand * shock + config.cost_pass_through * log_cost
    price = np.round(list_price * np.exp(log_price), 2)
    cost = 0.5 * list_price * np.exp(log_cost)
    return price, cost, shock


def _autoregressive(rng: np.random.Generator, shape: tuple[int, int], memory: float) -> Floats:
    """Return standard normal series with this first autocorrelation, one per column."""
    series = rng.normal(size=shape)
    for t in range(1, shape[0]):
        series[t] = memory * series[t - 1] + np.sqrt(1 - memory**2) * series[t]
    return series


def _gibbs_baskets(utility: Floats, cross: Floats, rng: np.random.Generator, sweeps: int = 25) -> Floats:
    """Draw baskets (n_visits, n_products) from the multivariate logit by Gibbs sampling."""
    bought = (rng.random(utility.shape) < 0.3).astype(float)
    for _ in range(sweeps):
        for j in range(utility.shape[1]):
            logit = utility[:, j] + bought @ cross[:, j]
            bought[:, j] = rng.random(len(logit)) < 1 / (1 + np.exp(-logit))
    return bought


def _event_rows(
    config: WorldConfig,
    customer: NDArray[np.int64],
    day: NDArray[np.int64],
    bought: Floats,
    price: Floats,
    cost: Floats,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One row per product seen (where views are logged) and per product bought, at the price shown."""
    second = rng.integers(8 * 3600, 20 * 3600, len(customer))
    time = np.datetime64("2025-01-06", "s") + day.astype("timedelta64[D]") + second.astype("timedelta64[s]")
    kinds = [("purchase", np.argwhere(bought > 0))]
    if config.has_views:
        kinds.insert(0, ("view", np.argwhere(np.ones_like(bought))))
    frames = []
    for kind, cells in kinds:
        visit, product = cells[:, 0], cells[:, 1]
        offset = np.where(kind == "purchase", 60, 0) + product
        frames.append(
            pd.DataFrame(
                {
                    "customer_id": np.char.add("c", customer[visit].astype(str)),
                    "event_time": time[visit] + offset.astype("timedelta64[s]"),
                    "event_type": kind,
                    "product_id": np.char.add("p", product.astype(str)),
                    "net_price": price[visit, product],
                    "cost": cost[visit, product].round(4),
                    "session_id" if config.has_views else "order_id": np.char.add("s", visit.astype(str)),
                }
            )
        )
    events = pd.concat(frames, ignore_index=True)
    return events.sort_values(["event_time", "customer_id", "event_type"], kind="stable", ignore_index=True)


def _all_baskets(n_products: int) -> Floats:
    """Return every basket of these products, (2^n, n) of 0 and 1."""
    return ((np.arange(2**n_products)[:, None] >> np.arange(n_products)) & 1).astype(float)
