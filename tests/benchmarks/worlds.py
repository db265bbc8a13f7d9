"""The share of the oracle's extra profit that a price book's discounts earn on shops whose truth is known.

python tests/benchmarks/worlds.py [kind, default the small ones] [shops a kind, 2] [first seed, 5000]

Each shop goes through the command line: CSV files, a fresh process, gates on, a price book. What a gate
withholds earns nothing. Beside the advice stand the best flat discount, which only the truth knows, what the
other models of the run would have advised, and what the gates kept back ("without_gates").
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from analytics.simulation.against_truth import advice_errors, captured, reliability
from tests.benchmarks import _door as door
from tests.benchmarks._shops import KNOWN

KINDS = (
    "exogenous",
    "orders only",
    "confounded, instrument",
    "willingness to pay",
    "willingness to pay, alike",
    "drifting tastes",
    "prices that never moved",
)


def shop_figures(kind: str, seed: int) -> dict[str, float]:
    """Return the shares of the oracle's extra profit: the advice, the best flat one, other models."""
    with door.run_of(KNOWN[kind], seed) as run:
        book, curves = run.book, run.curves
        advice = pd.read_parquet(run.out / "model" / "plain_advice.parquet")
        every = pd.concat([book[book["verdict"] != "FAIL"], run.withheld], ignore_index=True)
        seconds = run.seconds
    own = captured(book, curves)
    figures = {"captured": own.share, "best_flat": own.flat_share}
    figures["without_gates"] = captured(every, curves).share
    rows = book.drop(columns="discount_share")
    for model, given in advice.groupby("model"):
        if model != "model":
            other = rows.merge(given[[*door.KEYS, "discount_share"]], on=door.KEYS)
            figures[str(model)] = captured(other, curves).share
    return figures | {
        "band_holds_truth": band_holds_truth(book, curves),
        **{
            f"{row['verdict']}_{name}": float(row[name])
            for row in reliability(advice_errors(book, curves)).to_dict("records")
            for name in ("n_rows", "kept_share", "half_share", "lost_share")
        },
        "failed_share": float((book["verdict"] == "FAIL").mean()),
        "advised_share": float((book["discount_share"] > 0).mean()),
        "seconds": seconds,
    }


def band_holds_truth(book: pd.DataFrame, curves: pd.DataFrame) -> float:
    """Return how often the true profit of an advised discount lies in its band."""
    true = door.with_truth(book[book["discount_share"].fillna(0) > 0], curves)
    inside = true["true_profit"].between(true["incremental_profit_low"], true["incremental_profit_high"])
    return float(inside.mean()) if len(true) else float("nan")


def measure(kind: str, n_shops: int, first_seed: int) -> dict[str, object]:
    """Return the means over shops of one kind, and the shop that came out worst."""
    shops = []
    for seed in range(first_seed, first_seed + n_shops):
        shops.append(shop_figures(kind, seed))
        door.say({"kind": kind, "seed": seed, **shops[-1]})
    names = list(dict.fromkeys(name for shop in shops for name in shop))
    means = {name: door.mean([shop.get(name, np.nan) for shop in shops]) for name in names}
    lowest = min(shop["captured"] for shop in shops)
    n_above = sum(shop["captured"] > shop["best_flat"] for shop in shops)
    return {"kind": kind, "n_shops": n_shops, "lowest": round(lowest, 4), "n_above_flat": n_above, **means}


if __name__ == "__main__":
    kinds = [sys.argv[1]] if len(sys.argv) > 1 and sys.argv[1] in KNOWN else list(KINDS)
    n_shops = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    first_seed = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
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
                "ratio": door.ratio(first["captured"], first["best_flat"]),
                "kinds": results,
            }
        )
    )
