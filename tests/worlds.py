"""Synthetic shops on the analyst's way: as files, as marts, as a shop of a workspace, as a finished run."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.pricing.price_book.market import Offer
from analytics.runs.config import RunConfig
from analytics.runs.take_snapshot import write_snapshot
from analytics.runs.train import train
from analytics.segments.choice import SegmentChoice
from analytics.simulation.planted import PlantedTruth
from tests.builders import import_csv, new_shop
from tests.oracles.best_discounts import best_discount, incremental_profit, last_tastes, purchase_chance
from tests.simulated import SyntheticShop

BY_TIER = SegmentChoice("attribute", "tier")
TABLES = ("events", "products", "customers")


def write_files(world: SyntheticShop, directory: Path) -> dict[str, Path]:
    """Write the files that the shop of this world would upload."""
    directory.mkdir(parents=True, exist_ok=True)
    paths = {table: directory / f"{table}.csv" for table in TABLES}
    for table, path in paths.items():
        getattr(world, table).to_csv(path, index=False)
    return paths


def command(paths: dict[str, Path], out: Path, *more: str) -> list[str]:
    """Return the arguments of `run` over these files."""
    files = [part for table, path in paths.items() for part in (f"--{table}", str(path))]
    return ["run", *files, "--out", str(out), *more]


def shop_of(world: SyntheticShop, directory: Path):
    """Import the files of a world into a shop of a workspace of its own."""
    shop = new_shop(directory)
    for table, path in write_files(world, directory / "files").items():
        import_csv(shop, path, table)
    return shop


def finished_run(world: SyntheticShop, directory: Path, **changes: object) -> Path:
    """Return the directory of a run over this world, trained with the defaults."""
    config = replace(RunConfig(segments=BY_TIER), **changes)
    run = directory / "run"
    run.mkdir(parents=True)
    shop = shop_of(world, directory)
    write_snapshot(shop, config, run)
    shop.close()
    train(run)
    return run


def all_pairs(world: SyntheticShop) -> tuple[Offer, ...]:
    """Return every pair of products as an offer named by their positions, "0-1"."""
    ids = world.product_ids
    return tuple(Offer(f"{a}-{b}", (ids[a], ids[b])) for a, b in combinations(range(len(ids)), 2))


def customers_of(world: SyntheticShop) -> pd.DataFrame:
    """Return what the demand model knows of customers, with the tier as segment."""
    return world.customers.set_index("customer_id").rename(columns={"tier": "segment"})


def captured_share(world: SyntheticShop, chosen: dict[tuple[tuple[int, ...], int], float]) -> float:
    """Return which share of the oracle's extra profit these discounts earn: (offer, tier) → discount."""
    got = sum(incremental_profit(world.truth, offer, tier, d) for (offer, tier), d in chosen.items() if d > 0)
    possible = sum(best_discount(world.truth, offer, tier)[1] for offer, tier in chosen)
    return got / possible


def true_profit(
    truth: PlantedTruth, offer: Sequence[int], group: object, discount_share: float = 0.0
) -> float:
    """Return the true profit of a visit at list prices, with the offer at this discount [currency]."""
    margin = (truth.list_price - truth.assortment.cost) * (1 - truth.assortment.return_share)
    alone = float(purchase_chance(truth, group) @ margin)
    return alone + incremental_profit(truth, offer, group, discount_share)


def true_elasticity(world: SyntheticShop, product: int, tier: int) -> float:
    """Return d log sales ÷ d log price at list prices, by brute force over all baskets."""
    price = world.products["list_price"].to_numpy(float)
    step = 0.01
    sales = [
        _sales(world, price * np.where(np.arange(len(price)) == product, f, 1.0), tier)[product]
        for f in (1 - step, 1 + step)
    ]
    return float(np.log(sales[1] / sales[0]) / np.log((1 + step) / (1 - step)))


def _sales(world: SyntheticShop, price: np.ndarray, tier: int) -> np.ndarray:
    baskets = ((np.arange(2 ** len(price))[:, None] >> np.arange(len(price))) & 1).astype(float)
    truth = world.truth
    who = truth.people.tier == tier
    utility = (
        truth.assortment.intercept + last_tastes(truth)[who] - truth.people.slope[who, None] * price
    ) @ baskets.T
    utility += 0.5 * np.einsum("bi,ij,bj->b", baskets, truth.cross, baskets)
    weight = np.exp(utility - utility.max(1, keepdims=True))
    return (weight / weight.sum(1, keepdims=True) @ baskets).mean(0)


def true_compositions(world: SyntheticShop) -> list[str]:
    """Return what every pair of products truly is, in the order of combinations."""
    effects = (float(world.truth.cross[pair]) for pair in combinations(range(len(world.product_ids)), 2))
    return ["complements" if e > 0 else "substitutes" if e < 0 else "mixed" for e in effects]


def composition_scores(said: Sequence[str], true: Sequence[str]) -> dict[str, float]:
    """Return the F1 of every label: 2 · hits ÷ (said + true); "mixed" is neither, for a pair."""
    both = list(zip(said, true, strict=True))
    return {
        label: 2 * both.count((label, label)) / max(list(said).count(label) + list(true).count(label), 1)
        for label in ("complements", "substitutes", "mixed")
    }
