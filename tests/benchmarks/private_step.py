"""A step of private training of the demand model, beside a plain step on as many of the same cells.

python tests/benchmarks/private_step.py [customers a step, default 250]

The private step draws its customers by lot, finds how much each of them would move the weights, shrinks who
moves them too much and adds noise; both are the steps that the product takes, with the reading of the rows.
"""

import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np

from analytics.demand.batches import CellBatches
from analytics.demand.network import build_network
from analytics.private_training.accounting import Spending
from analytics.private_training.demand.gradient_norms import GradientNorms
from analytics.private_training.demand.noisy_steps import NoisySteps
from analytics.private_training.demand.scales import SCALES
from tests.benchmarks.train_step import CONFIG, told

PER_CUSTOMER, SHARE, ROUNDS, STEPS = 60, 0.1, 8, 5
SMALL = replace(CONFIG, n_members=6, first_stage_errors=np.zeros((6, 0)))  # as private models are


def main(n_customers: int) -> None:
    n = round(n_customers / SHARE) * PER_CUSTOMER
    customer = np.repeat(np.arange(n // PER_CUSTOMER), PER_CUSTOMER)
    rng = np.random.default_rng(0)
    cells, bought = told(n), rng.random(n) < 0.25
    cells.visits.segment[:] = (customer % (SMALL.n_segments + 1)).astype(np.int32)
    weights = rng.exponential(size=(n // PER_CUSTOMER, SMALL.n_members)).astype(np.float32)
    batches = CellBatches(
        cells, bought, weights, customer, None, customer, n_customers * PER_CUSTOMER, 10_000, 0
    )
    norms = GradientNorms(SCALES, SMALL.log_price, SMALL.is_alike, SMALL.first_stage_errors)
    spending = Spending(1.0, SHARE, 10_000)
    ours, peer = build_network(SMALL), build_network(SMALL)
    private = NoisySteps(ours, batches, len(weights), norms, spending, rng)
    private.compile()
    peer.compile(optimizer=keras.optimizers.Adam(0.01))
    for network in (ours, peer):
        network.optimizer.build(network.trainable_variables)
    lots, plain = iter(private.lots), iter(batches)

    def step_ours() -> None:
        ours.optimizer.draw(rng)
        private.step(next(lots))

    def step_peer() -> None:
        peer.train_on_batch(*next(plain))

    times: dict[str, list[float]] = {"ours": [], "peer": []}
    for round_ in range(ROUNDS):  # side by side, so that a busy machine slows both; the first round compiles
        for name, step in (("ours", step_ours), ("peer", step_peer)):
            started = time.perf_counter()
            for _ in range(STEPS):
                step()
            if round_:
                times[name].append((time.perf_counter() - started) / STEPS)
    value, peer_value = (1000 * min(times[name]) for name in ("ours", "peer"))
    result = {
        "name": "private_step",
        "value": round(value, 2),
        "unit": "ms/step",
        "peer": "the demand model's plain step",
        "peer_value": round(peer_value, 2),
        "ratio": round(value / peer_value, 3),
        "cells": n_customers * PER_CUSTOMER,
        "backend": keras.backend.backend(),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250)
