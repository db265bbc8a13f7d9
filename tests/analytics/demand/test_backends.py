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
from analytics.demand.customer_state.network import StateNetworkConfig, build_state_network
from analytics.demand.network import NetworkConfig, build_network
from tests.analytics.demand.test_network import SIZES, inputs
network = build_network(NetworkConfig(**SIZES))
network.compile(optimizer=keras.optimizers.Adam(0.05))
x, weights = inputs(64), np.ones((64, 2), "float32")
losses = [float(np.asarray(network.train_on_batch(x, weights))) for _ in range(2)]

states = build_state_network(StateNetworkConfig(n_products=3, n_columns=9, n_past=3, length=4))
states.compile(optimizer=keras.optimizers.Adam(0.05))
rng = np.random.default_rng(0)
x = {"events": (8, 4, 9), "past": (8, 4, 3, 3), "price": (8, 4, 3)}
x = {name: rng.normal(size=shape).astype("float32") for name, shape in x.items()}
y, may_learn = (rng.random((8, 4, 3, 2)) < 0.5).astype("float32"), np.ones((8, 2), "float32")
state_losses = [float(np.asarray(states.train_on_batch(x, y, may_learn))) for _ in range(3)]
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
