"""Steps a second of the demand model's own training loop, beside a bare keras.Model.fit of the same network.

python tests/benchmarks/train_step.py [cells, default 400,000]
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from analytics.demand.batches import CellBatches, Told
from analytics.demand.encoder import SeenVisits
from analytics.demand.network import CODES, TOLD, NetworkConfig, build_network
from analytics.demand.training import train

N_TRAITS, N_PRODUCTS, N_PAIRS, N_PERIODS = 6, 30, 60, 52
CONFIG = NetworkConfig(
    n_products=N_PRODUCTS,
    n_segments=6,
    n_traits=N_TRAITS,
    n_periods=N_PERIODS,
    n_partners=4,
    n_cells=1_000_000,
    log_price=np.zeros(N_PRODUCTS, np.float32),
    columns=np.zeros((N_PRODUCTS, 0), np.float32),
    pair_sd=np.full(N_PAIRS, 0.4, np.float32),
    is_alike=np.zeros(N_PAIRS, bool),
    first_stage_errors=np.zeros((12, 0)),
)
BATCH = 32_768


def told(n: int) -> Told:
    """Return random cells as a model makes them, each of a visit of its own."""
    rng = np.random.default_rng(0)
    sizes = {name: (getattr(CONFIG, size),) if size else () for name, size in TOLD.items()}
    x = {name: rng.normal(size=(n, *shape)).astype(np.float32) for name, shape in sizes.items()}
    codes = {"product": N_PRODUCTS, "segment": CONFIG.n_segments + 1, "period": N_PERIODS + 1}
    x |= {name: rng.integers(0, codes[name], n).astype(np.int32) for name in CODES}
    x["partners"] = rng.integers(0, N_PAIRS + 1, (n, CONFIG.n_partners)).astype(np.int32)
    seen = SeenVisits(**{name: x.pop(name) for name in SeenVisits.__dataclass_fields__})
    return Told(np.arange(n), x, seen)


def compiled() -> keras.Model:
    network = build_network(CONFIG)
    network.compile(optimizer=keras.optimizers.Adam(0.01))
    return network


def main(n: int) -> None:
    n = max(n // BATCH, 1) * BATCH
    cells, steps = told(n), n // BATCH
    weights, bought = np.ones((1, CONFIG.n_members), np.float32), np.arange(n) % 4 == 0
    nobody = np.zeros(n, np.int32)
    batches = CellBatches(cells, bought, weights, nobody, None, nobody, BATCH, 1, seed=0)
    x, y = cells.rows(slice(0, n)), np.column_stack([bought, np.repeat(weights, n, 0)])
    ours, peer = compiled(), compiled()

    def step_ours() -> None:
        train(ours, batches, lambda share: None)

    def step_peer() -> None:
        peer.fit(x, y, batch_size=BATCH, epochs=1, verbose=0)

    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for round_ in range(6):  # side by side, so that a busy machine slows both; the first round compiles
        for name, run in (("ours", step_ours), ("peer", step_peer)):
            started = time.perf_counter()
            run()
            if round_:
                times[name].append(time.perf_counter() - started)
    value, peer_value = (steps / min(times[name]) for name in ("ours", "peer"))
    result = {
        "name": "train_step",
        "value": round(value, 2),
        "unit": "steps/s",
        "peer": "keras.Model.fit",
        "peer_value": round(peer_value, 2),
        "ratio": round(value / peer_value, 3),
        "cells": n,
        "backend": keras.backend.backend(),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400_000)
