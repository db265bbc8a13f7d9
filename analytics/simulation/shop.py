"""A whole synthetic shop, block by block: what customers share, and what the customers of each did."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analytics.numerics import random_stream
from analytics.simulation.assortment import (
    Assortment,
    Generator,
    draw_assortment,
    draw_list_prices,
    extra_rng,
    groups_of,
)
from analytics.simulation.catalog import customer_rows
from analytics.simulation.config import WorldConfig
from analytics.simulation.defects import spoiled
from analytics.simulation.draws import draw_visits
from analytics.simulation.events import event_rows
from analytics.simulation.people import People, draw_people, draw_tiers

BLOCK_CELLS = 2_000_000  # visits × products seen, drawn together: bounds the memory at any size of the shop


@dataclass(frozen=True)
class Block:
    """Some customers of a shop with all they did; defects: row (from 0, in these events), column, reason."""

    n_visits: int
    people: People
    customers: pd.DataFrame
    events: pd.DataFrame
    defects: pd.DataFrame


def n_blocks(config: WorldConfig) -> int:
    """Return in how many blocks of customers a shop is drawn."""
    return -(-config.n_customers // _customers_per_block(config))


def shop_blocks(config: WorldConfig) -> tuple[Assortment, Iterator[Block]]:
    """Return what customers share, and the blocks of customers, drawn one after the other.

    A shop of one block comes from one stream of random numbers; a larger one has a stream per block.
    """
    rng = random_stream(config.seed)
    n = config.n_customers if n_blocks(config) == 1 else 0
    category = groups_of(config)[0]
    list_price = draw_list_prices(config, rng)
    tier, slope = draw_tiers(config, rng, n)
    appeal = rng.uniform(-2.2, -0.8, config.n_products)
    people = draw_people(config, tier, slope, category, rng, 0)
    assortment = draw_assortment(config, list_price, appeal, rng)
    if n:
        return assortment, iter([_block(assortment, people, rng, (0, 0), 0)])
    return assortment, _further_blocks(assortment)


def _further_blocks(assortment: Assortment) -> Iterator[Block]:
    config, first_visit = assortment.config, 0
    size = _customers_per_block(config)
    for number, first in enumerate(range(0, config.n_customers, size), start=1):
        rng = extra_rng(config, "block", number)
        tier, slope = draw_tiers(config, rng, min(size, config.n_customers - first))
        people = draw_people(config, tier, slope, assortment.category, rng, number)
        yield (block := _block(assortment, people, rng, (first, first_visit), number))
        first_visit += block.n_visits


def _block(
    assortment: Assortment, people: People, rng: Generator, first: tuple[int, int], number: int
) -> Block:
    config = assortment.config
    visits = draw_visits(assortment, people, rng, number)
    events, defects = spoiled(config, event_rows(assortment, people, visits, first, number), number)
    return Block(len(visits), people, customer_rows(config, people, rng, first[0], number), events, defects)


def _customers_per_block(config: WorldConfig) -> int:
    return max(int(BLOCK_CELLS / (max(config.n_visits_per_customer, 0.01) * config.n_seen)), 1)
