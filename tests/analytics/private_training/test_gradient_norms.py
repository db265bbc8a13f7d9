"""Lengths of customers' gradients: what differentiation of each customer's own loss gives."""

import keras
import numpy as np
import pytest

from analytics.demand.network import CODES, TOLD, NetworkConfig, build_network
from analytics.private_training.demand.gradient_norms import GradientNorms
from analytics.private_training.demand.noisy_steps import layer_of
from analytics.private_training.demand.scales import SCALES

_STEP = 0.02
J, S, TRAITS, PERIODS, PAIRS, M, N = 5, 3, 4, 6, 10, 2, 60
IS_ALIKE = np.arange(PAIRS) < 4


@pytest.fixture(scope="module")
def case():
    """A network with every layer that a private model may have, weights by lot, and cells of 7 customers."""
    rng = np.random.default_rng(1)
    errors = rng.normal(0, 0.1, (M, 1)).astype(np.float32)
    config = NetworkConfig(
        n_products=J, n_segments=S, n_traits=TRAITS, n_periods=PERIODS, n_partners=3, n_cells=N,
        log_price=rng.normal(size=J).astype(np.float32), columns=np.zeros((J, 0), np.float32),
        pair_sd=np.full(PAIRS, 0.4, np.float32), is_alike=IS_ALIKE, first_stage_errors=errors, n_members=M,
    )  # fmt: skip
    network = build_network(config)
    network.set_weights([rng.normal(0, 0.3, w.shape) for w in network.get_weights()])
    sizes = {name: (getattr(config, size),) if size else () for name, size in TOLD.items()}
    x = {name: rng.normal(0, 0.5, (N, *shape)).astype(np.float32) for name, shape in sizes.items()}
    customer = np.sort(rng.integers(0, 7, N))
    customer[:7] = np.arange(7)
    customer.sort()
    codes = {"product": rng.integers(0, J, N), "period": rng.integers(0, PERIODS + 1, N)}
    codes["segment"] = np.arange(7)[customer] % (S + 1)  # one of each customer
    x |= {name: codes[name].astype(np.int32) for name in CODES}
    x["partners"] = rng.integers(0, PAIRS + 1, (N, 3)).astype(np.int32)
    bought, weight = rng.random(N) < 0.4, rng.exponential(size=(N, M)).astype(np.float32)
    return config, network, x, bought, weight, customer


def test_they_are_those_of_each_customers_own_gradient(case):
    config, network, x, bought, weight, customer = case
    norms = GradientNorms(SCALES, config.log_price, IS_ALIKE, config.first_stage_errors)

    found = norms.of(x, bought, weight, network.predict_on_batch(x), customer)

    assert found == pytest.approx(_lengths(case), rel=1e-3)


def _lengths(case) -> np.ndarray:
    """Return the gradients' lengths by differences of customers' losses, as scaled by layer."""
    network, squares = case[1], np.zeros(7)
    for variable in network.trainable_variables:
        at, scale = keras.ops.convert_to_numpy(variable), SCALES[layer_of(variable)]
        for place in np.ndindex(at.shape):
            ends = []
            for step in (_STEP, -_STEP):
                moved = at.copy()
                moved[place] += step
                variable.assign(moved)
                ends.append(_losses(case))
            squares += (scale * (ends[0] - ends[1]) / (2 * _STEP)) ** 2
        variable.assign(at)
    return np.sqrt(squares)


def _losses(case) -> np.ndarray:
    """Return each customer's loss, (n_customers,)."""
    _, network, x, bought, weight, customer = case
    logit = network.predict_on_batch(x)["logit"].astype(float)
    loss = ((np.logaddexp(0, logit) - bought[:, None] * logit) * weight).sum(1)
    return np.bincount(customer, loss)
