"""What shops earn that train together, alone and on all their rows: shares of the oracle's extra profit.

python tests/benchmarks/federated.py [shops alike or different, alike] [seed, 1]

Four shops of 100 customers under one truth, 4 products, all pairs offered to 3 tiers, each way through the
command line with its defaults: CSV files, fresh processes, gates on, a price book. In different shops, 70 %
of a tier's customers are those of one shop.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from tests.simulated import SyntheticShop, simulate_shop
from tests.worlds import TABLES, all_pairs, captured_share, write_files

ROOT = Path(__file__).parents[2]
N_SHOPS = 4


def shops_of(world: SyntheticShop, are_alike: bool) -> list[SyntheticShop]:
    """Return the world's customers and what they did as four shops."""
    customers = world.customers
    home = np.arange(len(customers)) % N_SHOPS
    if not are_alike:
        rng = np.random.default_rng(0)
        tier = customers["tier"].str[-1].astype(int).to_numpy()
        home = np.where(rng.random(len(tier)) < 0.7, tier, rng.integers(0, N_SHOPS, len(tier)))
        home[(tier == 2) & (rng.random(len(tier)) < 0.5)] = N_SHOPS - 1
    shops = []
    for number in range(N_SHOPS):
        own = customers[home == number]
        events = world.events[world.events["customer_id"].isin(own["customer_id"])]
        shops.append(replace(world, customers=own, events=events))
    return shops


def asked(*words: object) -> None:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "analytics", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run(files: Path, out: Path) -> Path:
    """Price a folder of files alone; return its price book."""
    named = [word for kind in (*TABLES, "offers") for word in (f"--{kind}", files / f"{kind}.csv")]
    asked("run", *named, "--segments", "tier", "--out", out)
    return out / "price_book.parquet"


def captured(world: SyntheticShop, book: Path) -> float:
    """Return the share of the oracle's extra profit that a price book earns; withheld rows earn nothing."""
    rows = pd.read_parquet(book).fillna({"discount_share": 0.0})
    rows = rows[rows["segment"].str.startswith("tier")]
    pairs = rows["offer_id"].str.split("-").map(lambda ids: tuple(map(int, ids)))
    tiers = rows["segment"].str[-1].astype(int)
    chosen = dict(zip(zip(pairs, tiers, strict=True), rows["discount_share"], strict=True))
    return round(captured_share(world, chosen), 4)


def measure(kind: str, seed: int) -> dict[str, object]:
    """Return the shares of each shop in each way."""
    world = simulate_shop(n_customers=100 * N_SHOPS, n_visits_per_customer=10.0, n_products=4, seed=seed)
    offers = pd.DataFrame(
        {"offer_id": pair.offer_id, "product_ids": "|".join(pair.product_ids)} for pair in all_pairs(world)
    )
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folders = {"all": world} | {
            f"shop{n}": shop for n, shop in enumerate(shops_of(world, kind == "alike"))
        }
        for folder, shop in folders.items():
            write_files(shop, home / folder)
            offers.to_csv(home / folder / "offers.csv", index=False)
        own = [home / folder for folder in list(folders)[1:]]
        asked("federate", "--shop", *own, "--segments", "tier", "--out", home / "together")
        return {
            "kind": kind,
            "seed": seed,
            "together": _shares(
                world, [home / "together" / folder.name / "price_book.parquet" for folder in own]
            ),
            "alone": _shares(world, [run(folder, home / f"{folder.name}-alone") for folder in own]),
            "pooled": captured(world, run(home / "all", home / "pooled")),
        }


def _shares(world: SyntheticShop, books: Sequence[Path]) -> list[float]:
    return [captured(world, book) for book in books]


if __name__ == "__main__":
    asked_kind = sys.argv[1] if len(sys.argv) > 1 else "alike"
    print(json.dumps(measure(asked_kind, int(sys.argv[2]) if len(sys.argv) > 2 else 1)))
