"""The share of the oracle's extra profit that recommended discounts earn on shops whose truth is known.

`python tests/benchmarks/worlds.py [kind] [n_shops]`; each shop goes the analyst's way: CSVs to price book.
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

from analytics.__main__ import main
from data.synthetic import KINDS as WORLDS
from data.synthetic import SyntheticShop, simulate_shop

KINDS: dict[str, dict[str, object]] = {
    "exogenous": WORLDS["exogenous"],
    "orders only": WORLDS["orders"],
    "confounded, instrument": WORLDS["instrument"],
    "willingness to pay": WORLDS["wtp"],
    "drifting tastes": WORLDS["drift"],
    "prices that never moved": WORLDS["fixed"],
}


def captured(shop: SyntheticShop, instrument: bool, seed: int) -> dict[str, float]:
    """Return the shares of the oracle's extra profit: recommended per segment, and the best flat discount."""
    ids = shop.product_ids
    offers = list(combinations(range(len(ids)), 2))[::2]
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        for table in ("events", "products", "customers"):
            getattr(shop, table).to_csv(directory / f"{table}.csv", index=False)
        pd.DataFrame(
            {
                "offer_id": [f"o{i}" for i in range(len(offers))],
                "product_ids": ["|".join(ids[j] for j in offer) for offer in offers],
            }
        ).to_csv(directory / "offers.csv", index=False)
        files = [
            a
            for t in ("events", "products", "customers", "offers")
            for a in (f"--{t}", f"{directory}/{t}.csv")
        ]
        extra = ["--instrument", "cost"] if instrument else []
        code = main(["run", *files, "--segments", "tier", "--out", name, "--seed", str(seed), *extra])
        if code != 0:
            raise SystemExit(code)
        book = pd.read_parquet(directory / "price_book.parquet")
        rejected = json.loads((directory / "intake.json").read_text())["rejected"]
    gained, possible = 0.0, 0.0
    inside = []
    flat = np.zeros((len(offers), 61))
    for row in book.itertuples():
        offer, tier = offers[int(str(row.offer_id)[1:])], int(str(row.segment)[5:])
        gains = shop.truth.offer_curve(offer, tier)[1]  # at every per cent from 0 to 60
        possible += gains.max()
        if row.discount_share and row.discount_share > 0:
            truth = shop.incremental_profit(offer, tier, float(row.discount_share))
            gained += truth
            inside.append(row.incremental_profit_low <= truth <= row.incremental_profit_high)
        flat[int(str(row.offer_id)[1:])] += gains
    return {
        "captured": gained / possible,
        "best_flat": float(flat.max(1).sum() / possible),
        "band_holds_truth": float(np.mean(inside)) if inside else float("nan"),
        "failed_share": float((book["verdict"] == "FAIL").mean()),
        "rejected": float(sum(rejected.values())),
    }


def _mean(values: list[float]) -> float | None:
    """Return the mean of what is known; None (JSON has no NaN) where nothing is."""
    known = [value for value in values if np.isfinite(value)]
    return round(float(np.mean(known)), 4) if known else None


def measure(kind: str, n_shops: int) -> dict[str, object]:
    """Return the means over shops of one kind."""
    rows = [
        captured(simulate_shop(**KINDS[kind], seed=100 + s), "instrument" in kind, s) for s in range(n_shops)
    ]
    means = {name: _mean([row[name] for row in rows]) for name in rows[0]}
    lowest = min(row["captured"] for row in rows)
    return {"kind": kind, "n_shops": n_shops, "lowest": round(lowest, 4), **means}


if __name__ == "__main__":
    kinds = [sys.argv[1]] if len(sys.argv) > 1 else list(KINDS)
    n_shops = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    results = [measure(kind, n_shops) for kind in kinds]
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
