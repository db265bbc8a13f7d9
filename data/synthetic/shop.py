"""A whole synthetic shop: its files and the truth behind them, at once or block by block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.synthetic.catalog import customer_rows, product_rows
from data.synthetic.config import WorldConfig
from data.synthetic.defects import spoiled
from data.synthetic.events import event_rows
from data.synthetic.market import Floats, Market, draw_list_prices, draw_market, extra_rng, groups_of
from data.synthetic.people import People, draw_people, draw_tiers
from data.synthetic.truth import Truth
from data.synthetic.visits import draw_visits

BLOCK_CELLS = 2_000_000  # visits × products drawn together: bounds the memory at any number of customers


@dataclass(frozen=True)
class Block:
    """Some customers of a shop with all they did."""

    n_visits: int
    people: People
    customers: pd.DataFrame
    events: pd.DataFrame
    defects: pd.DataFrame


@dataclass(frozen=True)
class SyntheticShop:
    """The files of a synthetic shop and the truth behind them."""

    config: WorldConfig
    events: pd.DataFrame
    products: pd.DataFrame
    customers: pd.DataFrame
    truth: Truth
    defects: pd.DataFrame  # rows of the events spoiled on purpose: row (from 0), column, reason

    @property
    def product_ids(self) -> list[str]:
        """The products' ids in the order of the truth's arrays."""
        return self.truth.product_ids

    @property
    def intercept(self) -> Floats:
        """What makes a product liked, (n_products,)."""
        return self.truth.market.intercept

    @property
    def taste(self) -> Floats:
        """Tastes at the end of the history, (n_customers, n_products)."""
        return self.truth.people.tastes_at(self.config, self.truth.market, 1.0)

    @property
    def slope(self) -> Floats:
        """Disutility of one currency unit, (n_customers,) [1/currency]."""
        return self.truth.people.slope

    @property
    def cross(self) -> Floats:
        """Cross effects, (n_products, n_products) symmetric, zero diagonal."""
        return self.truth.market.cross

    @property
    def tier(self) -> NDArray[np.int64]:
        """Latent segments, (n_customers,)."""
        return self.truth.people.tier

    def profit_per_visit(self, offer: Sequence[int], tier: int, discount_share: float | None) -> float:
        """Return the true expected profit of a visit of this tier at list prices [currency]."""
        return self.truth.profit_per_visit(offer, tier, discount_share)

    def incremental_profit(self, offer: Sequence[int], tier: int, discount_share: float) -> float:
        """Return what the offer truly adds to a visit of this tier, at this discount [currency]."""
        return self.truth.incremental_profit(offer, tier, discount_share)

    def best_discount(self, offer: Sequence[int], tier: int, deepest: float = 0.6) -> tuple[float, float]:
        """Return the oracle's discount on a 1 % grid and what it adds to a visit."""
        return self.truth.best_discount(offer, tier, deepest)


def simulate_shop(config: WorldConfig | None = None, **changes: object) -> SyntheticShop:
    """Simulate a shop: customers, prices, visits, and baskets; the same seed gives the same shop.

    Parameters
    ----------
    config : WorldConfig
        What the shop is like; keyword arguments override single fields.
    """
    config = replace(config or WorldConfig(), **changes)  # type: ignore[arg-type]
    market, blocks = shop_blocks(config)
    parts = list(blocks)
    return SyntheticShop(
        config=config,
        events=_joined([part.events for part in parts]),
        products=product_rows(config, market),
        customers=_joined([part.customers for part in parts]),
        truth=Truth(config, market, People.joined([part.people for part in parts])),
        defects=_joined_defects(parts),
    )


def n_blocks(config: WorldConfig) -> int:
    """Return in how many blocks of customers a shop is drawn."""
    return -(-config.n_customers // _customers_per_block(config))


def shop_blocks(config: WorldConfig) -> tuple[Market, Iterator[Block]]:
    """Return what customers share, and the blocks of customers, drawn one after the other.

    A shop of one block comes from one stream of random numbers; a larger one has a stream per block.
    """
    rng = np.random.default_rng(config.seed)
    n = config.n_customers if n_blocks(config) == 1 else 0
    category = groups_of(config)[0]
    list_price = draw_list_prices(config, rng)
    tier, slope = draw_tiers(config, rng, n)
    appeal = rng.uniform(-2.2, -0.8, config.n_products)
    people = draw_people(config, tier, slope, category, rng, 0)
    market = draw_market(config, list_price, appeal, rng)
    if n:
        return market, iter([_block(config, market, people, rng, 0, 0, 0)])
    return market, _further_blocks(config, market)


def _further_blocks(config: WorldConfig, market: Market) -> Iterator[Block]:
    size, first_visit = _customers_per_block(config), 0
    for number, first in enumerate(range(0, config.n_customers, size), start=1):
        rng = extra_rng(config, "block", number)
        tier, slope = draw_tiers(config, rng, min(size, config.n_customers - first))
        people = draw_people(config, tier, slope, market.category, rng, number)
        yield (block := _block(config, market, people, rng, first, first_visit, number))
        first_visit += block.n_visits


def _block(
    config: WorldConfig,
    market: Market,
    people: People,
    rng: np.random.Generator,
    first: int,
    first_visit: int,
    number: int,
) -> Block:
    visits = draw_visits(config, market, people, rng, number)
    events = event_rows(config, market, people, visits, first, first_visit, number)
    events, defects = spoiled(config, events, number)
    return Block(len(visits), people, customer_rows(config, people, rng, first, number), events, defects)


def _customers_per_block(config: WorldConfig) -> int:
    return max(int(BLOCK_CELLS / (max(config.n_visits_per_customer, 0.01) * config.n_products)), 1)


def _joined_defects(parts: list[Block]) -> pd.DataFrame:
    first = np.cumsum([0, *(len(part.events) for part in parts)])
    frames = zip((part.defects for part in parts), first, strict=False)
    return _joined([defects.assign(row=defects["row"] + start) for defects, start in frames])


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
