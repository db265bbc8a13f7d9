"""What the recovery check predicts beside what the advice truly captures, on shops whose truth is known.

`python tests/benchmarks/recovery.py [n_shops]`; the check is that of the shop as it is, without its other
settings.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.pop(1)  # this folder, whose coverage.py would be taken for the library
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from analytics.jobs import worker
from analytics.runs import recovery_check
from analytics.runs.recovery import CHECK, RecoveryConfig, asking, read_recovered
from analytics.runs.results import load_results
from tests.simulated import simulate_shop
from tests.worlds import all_pairs, captured_share, finished_run

KINDS = {
    "prices by chance": {},
    "few customers": {"n_customers": 150},
    "prices that hardly move": {"price_spread": 0.04},
}


def measure(kind: str, seed: int) -> dict[str, float | str]:
    """Return the captured share that the check predicts and the true one, of one shop."""
    world = simulate_shop(**KINDS[kind], seed=seed)
    with tempfile.TemporaryDirectory() as name:
        run = finished_run(world, Path(name), offers=all_pairs(world))
        book = load_results(run).price_book.fillna({"discount_share": 0.0})
        chosen = {
            (tuple(map(int, row.offer_id.split("-"))), int(row.segment[-1])): row.discount_share
            for row in book.itertuples()
        }
        started = time.perf_counter()
        if worker.main(CHECK.kind, CHECK.prepared(run, asking(RecoveryConfig(seed=seed)))) != 0:
            raise SystemExit("the check did not end")
        seconds = time.perf_counter() - started
        found = read_recovered(run)
    assert found is not None
    held = {
        f"{name}_in_band": round(float(rows["is_in_band"].dropna().astype(float).mean()), 3)
        for name, rows in (
            ("elasticities", found.elasticities),
            ("cross_effects", found.cross_effects),
            ("profits", found.advice),
        )
    }
    predicted = float(found.trials["captured_share"].iloc[0])
    return {
        "kind": kind,
        "predicted": round(predicted, 4),
        "true": round(captured_share(world, chosen), 4),
        "seconds": round(seconds, 1),
        **held,
    }


if __name__ == "__main__":
    n_shops = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    own = {recovery_check.OWN: recovery_check.SETTINGS[recovery_check.OWN]}
    recovery_check.SETTINGS = own
    rows = [measure(kind, 300 + s) for kind in KINDS for s in range(n_shops)]
    predicted, true = (np.array([row[name] for row in rows], float) for name in ("predicted", "true"))
    print(
        json.dumps(
            {
                "name": "recovery",
                "value": round(float(np.abs(predicted - true).mean()), 4),
                "unit": "share of the possible profit by which the check is off",
                "peer": "the true share",
                "peer_value": round(float(true.mean()), 4),
                "ratio": round(float(predicted.mean() / true.mean()), 3),
                "shops": rows,
            }
        )
    )
