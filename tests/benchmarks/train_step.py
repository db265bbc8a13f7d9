"""Steps a second of the demand model's own training loop, beside a bare keras.Model.fit of the same network.

python tests/benchmarks/train_step.py [visits, default 40,000]
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

from analytics.demand.network import NetworkConfig, build_network
from analytics.demand.training import Batches, train
from tests.demand import random_inputs

SIZES = {"n_products": 30, "n_segments": 6, "n_attributes": 6, "n_periods": 52}
BATCH = 2048


def inputs(n: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Random visits as a model makes them."""
    return random_inputs(NetworkConfig(**SIZES), n, np.random.default_rng(seed))


def compiled(n: int) -> keras.Model:
    network = build_network(NetworkConfig(**SIZES, n_visits=n))
    network.compile(optimizer=keras.optimizers.Adam(0.01))
    return network


def main(n: int) -> None:
    n = n // BATCH * BATCH
    x, steps = inputs(n), n // BATCH
    weights = np.ones((n, NetworkConfig(**SIZES).n_members), "float32")
    ours, peer = compiled(n), compiled(n)

    def step_ours() -> None:
        train(ours, Batches(x, weights, BATCH, 1, seed=0), lambda share: None)

    def step_peer() -> None:
        peer.fit(x, weights, batch_size=BATCH, epochs=1, verbose=0)

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
        "visits": n,
        "backend": keras.backend.backend(),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000)
