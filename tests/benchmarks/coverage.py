"""How often 90 % bands hold the truth, on small shops whose truth is known.

python tests/benchmarks/coverage.py [shops, default 10] [first seed, default 5000] [kind, default exogenous]
                                    [customers, default 300]

Each shop goes through the command line, gates on, in a fresh process. Asked about: own-price elasticities by
segment and product, as the run's evidence has them; take rate and extra profit of every other pair, by
segment, as the price book advises, and at a fifth off, which no advice selects, as the command `price` says.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from tests.benchmarks import _door as door
from tests.benchmarks._shops import SHOPS

A_FIFTH = 0.2
ELASTICITY = ("elasticity", "elasticity_low", "elasticity_high")


def held(rows: pd.DataFrame, true: str, low: str, high: str) -> float:
    """Return which share of the truths lie in their bands; NaN where there is no band."""
    known = rows.dropna(subset=[low, high])
    return float(known[true].between(known[low], known[high]).mean()) if len(known) else float("nan")


def elasticity_rows(run: door.Run) -> pd.DataFrame:
    """Return the elasticities of a run's evidence beside the true ones."""
    rows = pd.DataFrame(run.evidence["elasticities"]).astype(dict.fromkeys(ELASTICITY, float))
    everyone = run.truth.elasticities()
    true = {name: run.truth.elasticities(ids) for name, ids in run.members.items()}
    at = run.truth.positions(rows["product_id"])
    of_shop = rows["segment"].isna()
    values = [
        everyone[j] if whole else true[name][j] if name in true else np.nan
        for j, whole, name in zip(at, of_shop, rows["segment"], strict=True)
    ]
    return rows.assign(true=values).dropna(subset=["true"])  # segments of fraud alone have no truth


def shop_figures(known: door.Known, seed: int) -> dict[str, float]:
    """Return which share of one shop's bands hold the truth."""
    with door.run_of(known, seed) as run:
        rows = elasticity_rows(run)
        books = {"": run.priced(A_FIFTH), "_advised": run.book[run.book["discount_share"] > 0]}
        found = {name: door.with_truth(book, run.curves) for name, book in books.items()}
    of_shop = rows["segment"].isna()
    figures = {
        "elasticity": held(rows[~of_shop], "true", *ELASTICITY[1:]),
        "elasticity_shop": held(rows[of_shop], "true", *ELASTICITY[1:]),
    }
    for name, book in found.items():
        figures["take_rate" + name] = held(book, "true_take", "take_rate_low", "take_rate_high")
        band = "incremental_profit_low", "incremental_profit_high"
        figures["profit" + name] = held(book, "true_profit", *band)
    return figures


if __name__ == "__main__":
    n_shops = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    first_seed = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    kind = sys.argv[3] if len(sys.argv) > 3 else "exogenous"
    n_customers = int(sys.argv[4]) if len(sys.argv) > 4 else 300
    known = SHOPS[kind]
    if n_customers != door.USUAL_SIZE:
        known = replace(known, changes={**known.changes, "n_customers": n_customers})
    shops = []
    for seed in range(first_seed, first_seed + n_shops):
        shops.append(shop_figures(known, seed))
        door.say({"kind": kind, "seed": seed, **shops[-1]})
    means = {name: door.mean([shop[name] for shop in shops]) for name in shops[0]}
    said = {"name": "coverage", "value": means["profit"], "unit": "share of 90 % bands that hold the truth"}
    peer = {"peer": "nominal", "peer_value": 0.9, "ratio": door.ratio(means["profit"], 0.9)}
    print(json.dumps(said | peer | {"kind": kind, "n_shops": n_shops, "n_customers": n_customers, **means}))
