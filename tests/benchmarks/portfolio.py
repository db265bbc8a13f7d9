"""What a portfolio promises a year beside what it truly earns, on shops whose truth is known.

python tests/benchmarks/portfolio.py [kind, default exogenous and willingness to pay]
                                     [shops a kind, default 5] [first seed, default 5000]

Each shop goes through the command line: CSV files, a fresh process, gates on. True is what the rows shown
earn at their advised discounts, each alone, in the visits that the portfolio counts with; `at_once` is what
they truly earn side by side relative to that, where customers choose by the logit.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from analytics.pricing.price_book.yearly import visits_a_year
from analytics.runs.results import load_results
from tests.benchmarks import _door as door
from tests.benchmarks._shops import KNOWN
from tests.oracles.offers_at_once import profit_at_once

KINDS = ("exogenous", "willingness to pay")


def shop_figures(kind: str, seed: int) -> dict[str, Any]:
    """Return one shop's promise and truth [currency a year]."""
    with door.run_of(KNOWN[kind], seed) as run:
        said = json.loads((run.out / "portfolio.json").read_text())
        shown = pd.read_parquet(run.out / "portfolio.parquet").query("is_shown")
        book = run.book.merge(shown, on=door.KEYS)
        rows = door.with_truth(book, run.curves)
        market = load_results(run.out / "model").market
        visits = dict(zip(market.audience.segments, visits_a_year(market), strict=True))
        at_once = side_by_side(run, book, visits)
    true = float((rows["true_profit"] * rows["segment"].map(visits).astype(float)).sum())
    return {
        "promised": said["total"],
        "true": true,
        "error_share": said["total"] / true - 1 if true else float("nan"),
        "before_luck_share": (said["total"] + said["optimism"]) / true - 1 if true else float("nan"),
        "is_in_band": float(said["low"] <= true <= said["high"]),
        "band_share": (said["high"] - said["low"]) / true if true else float("nan"),
        "at_once": at_once / true if true and at_once is not None else None,
        "share_of_profit": said["share_of_profit"],
        "revenue_covered": said["revenue_covered"],
        "n_shown": len(rows),
        "seconds": run.seconds,
    }


def side_by_side(run: door.Run, book: pd.DataFrame, visits: dict[str, float]) -> float | None:
    """Return what the offers shown truly earn when all are shown at once [currency a year]."""
    if run.truth.config.demand != "logit" or run.truth.config.n_products > 10:
        return None
    return run.visits_per_known_one * sum(
        visits[segment]
        * profit_at_once(
            run.truth,
            {
                tuple(run.truth.positions(ids)): discount
                for ids, discount in zip(rows["product_ids"], rows["discount_share"], strict=True)
            },
            run.members[segment],
        )
        for segment, rows in book.groupby("segment")
    )


def measure(kind: str, n_shops: int, first_seed: int) -> dict[str, Any]:
    """Return the means over shops of one kind."""
    shops = []
    for seed in range(first_seed, first_seed + n_shops):
        shops.append(shop_figures(kind, seed))
        door.say({"kind": kind, "seed": seed, **shops[-1]})
    means = {name: door.mean([shop[name] for shop in shops]) for name in shops[0]}
    off = door.mean([abs(shop["error_share"]) for shop in shops])
    return {"kind": kind, "n_shops": n_shops, "absolute_error_share": off, **means}


if __name__ == "__main__":
    kinds = sys.argv[1:2] or list(KINDS)
    n_shops = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    first_seed = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    results = [measure(kind, n_shops, first_seed) for kind in kinds]
    said = {"name": "portfolio", "unit": "mean error of the promised total, as a share of the true one"}
    value = float(np.mean([one["absolute_error_share"] for one in results]))
    peer = {"peer": "allowed", "peer_value": 0.15, "ratio": door.ratio(value, 0.15)}
    print(json.dumps(said | {"value": round(value, 4)} | peer | {"kinds": results}))
