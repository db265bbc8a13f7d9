"""Log-loss of the next 30 days' purchases on the demo and on a drifting shop, through the door.

python tests/benchmarks/interests.py [seed, default 0]

`value` is the autoencoder's on the demo, `peer_value` that of the best simple forecast; what it gains has a
95 % interval by resampling customers. The drifting shop is given as files; its oracle knows the shares that
purchases were drawn from.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.simulation.drifting import DriftConfig, DriftingShop, drifting_shop

ROOT = Path(__file__).parents[2]
TESTED = 3  # windows at the end


def write_events(shop: DriftingShop, path: Path) -> None:
    """Write every purchase as an event, spread over its period's days."""
    rows = shop.purchases
    rows = rows.loc[rows.index.repeat(rows["n_purchases"])].reset_index(drop=True)
    day = np.random.default_rng(0).integers(0, 28, len(rows))
    last = rows["period_start"] == rows["period_start"].max()
    day[np.flatnonzero(last)[-1]] = 27  # so that periods counted back from the last day are the shop's own
    at = rows["period_start"] + pd.to_timedelta(day, "D") + pd.Timedelta(hours=12)
    events = {"customer_id": rows["customer_id"], "event_time": at, "event_type": "purchase", "net_price": 5}
    order = rows["customer_id"] + at.dt.strftime("-%j-%Y")
    told = {"product_id": rows["category"], "category": rows["category"], "order_id": order}
    pd.DataFrame(events | told).to_csv(path, index=False)


def through_door(*options: object) -> tuple[pd.Series, pd.DataFrame, float]:
    """Return the autoencoder's row at 30 days, all rows, and the seconds it took."""
    with tempfile.TemporaryDirectory() as place:
        started = time.perf_counter()
        command = [sys.executable, "-m", "analytics", "interests", *map(str, options), "--out", place]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if ended.returncode:
            raise SystemExit(ended.stderr[-2000:])
        table = pd.read_parquet(Path(place) / "interests_models.parquet")
    rows = table[table["horizon_days"] == 30]
    return rows.set_index("method").loc["temporal_vae"], rows, time.perf_counter() - started


def oracle(shop: DriftingShop) -> float:
    """Return the log-loss of the shares that purchases were drawn from [nats]."""
    end = shop.counts.shape[1]
    seen, shares = shop.counts[:, end - TESTED :], shop.shares[:, end - TESTED : end]
    return float(-(seen * np.log(shares)).sum() / seen.sum())


def main(seed: int) -> None:
    demo, _, seconds = through_door("--demo", "--seed", seed)
    shop = drifting_shop(DriftConfig(seed=seed))
    with tempfile.TemporaryDirectory() as place:
        write_events(shop, Path(place) / "events.csv")
        drifting, _, _ = through_door("--events", Path(place) / "events.csv", "--seed", seed)
    best, floor = drifting["log_loss"] + drifting["gain"], oracle(shop)
    result = {
        "name": "interests",
        "value": round(demo["log_loss"], 4),
        "unit": "nats a purchase",
        "peer": "best simple forecast",
        "peer_value": round(demo["log_loss"] + demo["gain"], 4),
        "ratio": round(demo["log_loss"] / (demo["log_loss"] + demo["gain"]), 4),
        "gain": [round(demo[name], 4) for name in ("gain", "gain_low", "gain_high")],
        "gain_over_memory": [
            round(demo[name], 4) for name in ("gain_over_memory", "over_memory_low", "over_memory_high")
        ],
        "coverage": round(demo["coverage"], 3),
        "seconds": round(seconds, 1),
        "drifting": {
            "log_loss": round(drifting["log_loss"], 4),
            "best_simple": round(best, 4),
            "oracle": round(floor, 4),
            "lower_by": round(1 - drifting["log_loss"] / best, 4),
            "excess_lower_by": round(1 - (drifting["log_loss"] - floor) / (best - floor), 4),
        },
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
