"""The same networks take a step on every backend that is installed."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

BACKENDS = [
    name
    for name, module in {"tensorflow": "tensorflow", "jax": "jax", "torch": "torch"}.items()
    if find_spec(module)
]
ONE_STEP = """
import json, numpy as np
import keras
from analytics.demand.network import NetworkConfig, build_network
from analytics.demand.customer_state.network import StateNetwork, StateNetworkConfig
from tests.analytics.demand.test_weights import SIZES, told
network = build_network(NetworkConfig(**SIZES))
network.compile(optimizer=keras.optimizers.Adam(0.05))
rng = np.random.default_rng(0)
x, y = told(64), np.column_stack([rng.random(64) < 0.5, np.ones((64, 2))]).astype("float32")
losses = [float(np.asarray(network.train_on_batch(x, y))) for _ in range(2)]

sizes = {"n_bought": 2, "n_seen": 2, "n_visits": 32, "cells_per_visit": 1.0}
states = StateNetwork(StateNetworkConfig(3, np.eye(3, 2, dtype="float32"), n_past=3, length=4, **sizes))
states.compile(optimizer=keras.optimizers.Adam(0.05))
x = {name: rng.integers(0, 4, (8, 4, 2)).astype("int32") for name in ("bought", "seen")}
x |= {"own": rng.normal(size=(8, 4, 3)).astype("float32"), "place": np.arange(32, dtype="int32")}
x |= {"product": rng.integers(0, 3, 32).astype("int32"), "past": rng.normal(size=(32, 3)).astype("float32")}
x |= {name: rng.normal(size=32).astype("float32") for name in ("price", "shift")}
y = np.column_stack([rng.random(32) < 0.5, np.ones((32, 2))]).astype("float32")
state_losses = [float(np.asarray(states.train_on_batch(x, y))) for _ in range(3)]
said = {"backend": keras.backend.backend(), "losses": losses, "state_losses": state_losses}
print(json.dumps(said))
"""


def test_tensorflow_is_among_the_backends():
    assert "tensorflow" in BACKENDS


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_optimization_step_lowers_the_loss_under_each_backend(backend):
    root = Path(__file__).parents[3]
    process = subprocess.run(
        [sys.executable, "-c", ONE_STEP],
        cwd=root,
        env=os.environ | {"KERAS_BACKEND": backend, "PYTHONPATH": str(root), "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=True,
    )

    said = json.loads(process.stdout.splitlines()[-1])

    assert said["backend"] == backend
    assert said["losses"][1] < said["losses"][0]
    assert said["state_losses"][2] < said["state_losses"][0]
