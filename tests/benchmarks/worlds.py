"""The share of the oracle's extra profit that recommended discounts earn on shops whose truth is known.

python tests/benchmarks/worlds.py [kind, default all] [shops a kind, default 2] [first seed, default 1000]

Each shop goes the analyst's way, from files to price book; beside the advice stand the best flat discount,
which only the truth knows, and what the other models of the run would have advised.
"""

import json
import os
import sys
import tempfile
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

from analytics.evidence.truth import captured
from analytics.pricing.price_book import Offer
from data.synthetic import KINDS as WORLDS
from data.synthetic import SyntheticShop, simulate_shop
from tests.worlds import finished_run

KINDS: dict[str, dict[str, object]] = {
    "exogenous": WORLDS["exogenous"],
    "orders only": WORLDS["orders"],
    "confounded, instrument": WORLDS["instrument"],
    "willingness to pay": WORLDS["wtp"],
    "drifting tastes": WORLDS["drift"],
    "prices that never moved": WORLDS["fixed"],
}
KEYS = ["offer_id", "segment"]
PERCENTS = np.arange(61)


def offers_of(world: SyntheticShop) -> dict[str, tuple[int, int]]:
    """Return every other pair of products as an offer."""
    pairs = list(combinations(range(len(world.product_ids)), 2))[::2]
    return {f"o{i}": pair for i, pair in enumerate(pairs)}


def true_curves(world: SyntheticShop, offers: dict[str, tuple[int, int]], tiers: list[str]) -> pd.DataFrame:
    """Return what every offer truly earns at every percent, segment by segment."""
    frames = [
        pd.DataFrame(
            {
                "offer_id": offer_id,
                "segment": tier,
                "discount_share": PERCENTS / 100,
                "true_profit": world.truth.offer_curve(pair, int(tier[5:]))[1],
            }
        )
        for offer_id, pair in offers.items()
        for tier in tiers
    ]
    return pd.concat(frames, ignore_index=True)


def shop_figures(kind: str, seed: int) -> dict[str, float]:
    """Return the shares of the oracle's extra profit: the advice, the best flat one, other models."""
    world = simulate_shop(**KINDS[kind], seed=seed)
    offers, ids = offers_of(world), world.product_ids
    wanted = tuple(Offer(offer_id, (ids[a], ids[b])) for offer_id, (a, b) in offers.items())
    instruments = ("cost",) if "instrument" in kind else ()
    with tempfile.TemporaryDirectory() as name:
        run = finished_run(world, Path(name), offers=wanted, instruments=instruments, seed=seed)
        book = pd.read_parquet(run / "price_book.parquet")
        advice = pd.read_parquet(run / "plain_advice.parquet")
    curves = true_curves(world, offers, sorted(book["segment"].unique()))
    own = captured(book, curves)
    figures = {"captured": own.share, "best_flat": own.flat_share}
    rows = book.drop(columns="discount_share")
    for model, given in advice.groupby("model"):
        if model != "model":
            other = rows.merge(given[[*KEYS, "discount_share"]], on=KEYS)
            figures[str(model)] = captured(other, curves).share
    sold = book[book["discount_share"].fillna(0) > 0]
    true = sold.assign(discount_share=sold["discount_share"].round(2)).merge(
        curves.assign(discount_share=curves["discount_share"].round(2)), on=[*KEYS, "discount_share"]
    )
    inside = true["true_profit"].between(true["incremental_profit_low"], true["incremental_profit_high"])
    return figures | {
        "band_holds_truth": float(inside.mean()) if len(true) else float("nan"),
        "failed_share": float((book["verdict"] == "FAIL").mean()),
    }


def _mean(values: list[float]) -> float | None:
    """Return the mean of what is known; None (JSON has no NaN) where nothing is."""
    known = [value for value in values if np.isfinite(value)]
    return round(float(np.mean(known)), 4) if known else None


def measure(kind: str, n_shops: int, first_seed: int) -> dict[str, object]:
    """Return the means over shops of one kind, and the shop that came out worst."""
    shops = []
    for seed in range(first_seed, first_seed + n_shops):
        shops.append(shop_figures(kind, seed))
        print(json.dumps({"kind": kind, "seed": seed, **shops[-1]}), file=sys.stderr, flush=True)
    names = list(dict.fromkeys(name for shop in shops for name in shop))
    means = {name: _mean([shop.get(name, np.nan) for shop in shops]) for name in names}
    lowest = min(shop["captured"] for shop in shops)
    return {"kind": kind, "n_shops": n_shops, "lowest": round(lowest, 4), **means}


if __name__ == "__main__":
    kinds = [sys.argv[1]] if len(sys.argv) > 1 and sys.argv[1] in KINDS else list(KINDS)
    n_shops = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    first_seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    results = [measure(kind, n_shops, first_seed) for kind in kinds]
    first = results[0]
    print(
        json.dumps(
            {
                "name": "worlds",
                "value": first["captured"],
                "unit": "share of the oracle's extra profit",
                "peer": "best flat discount",
                "peer_value": first["best_flat"],
                "ratio": round(float(str(first["captured"])) / float(str(first["best_flat"])), 3),
                "kinds": results,
            }
        )
    )
