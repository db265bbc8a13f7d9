"""What the network learned, read out as tables: the same logits, demand that falls, members apart."""

from dataclasses import fields

import numpy as np
import pytest
from scipy import stats

from analytics.demand.network import CODES, TOLD, NetworkConfig, build_network
from analytics.demand.weights import Weights
from analytics.numerics import Z_90

COLUMNS = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], np.float32)
LOG_PRICE = np.array([-0.3, 0.1, 0.2], np.float32)
IS_ALIKE = np.array([True, False, True])
SIZES = {
    "n_products": 3,
    "n_segments": 2,
    "n_traits": 5,
    "n_periods": 4,
    "n_partners": 2,
    "n_cells": 100,
    "n_members": 2,
    "log_price": LOG_PRICE,
    "columns": COLUMNS,
    "pair_sd": np.full(3, 0.4, np.float32),
    "is_alike": IS_ALIKE,
    "first_stage_errors": np.zeros((2, 1), np.float32),
}


def told(n=8, seed=0, spread=1.0, **changes):
    """Return cells as wild as they come: any past, any basket, strangers."""
    c, rng = NetworkConfig(**SIZES), np.random.default_rng(seed)
    sizes = {name: (getattr(c, size),) if size else () for name, size in TOLD.items()}
    x = {name: rng.normal(0, spread, (n, *shape)).astype(np.float32) for name, shape in sizes.items()}
    most = {"product": c.n_products, "segment": c.n_segments + 1, "period": c.n_periods + 1}
    x |= {name: rng.integers(0, most[name], n).astype(np.int32) for name in CODES}
    x["partners"] = rng.integers(0, len(c.pair_sd) + 1, (n, c.n_partners)).astype(np.int32)
    return x | changes


@pytest.mark.parametrize("n_draws", [4, 11])
def test_few_draws_of_a_shared_slope_are_as_far_apart_as_students_quantile_asks(n_draws):
    rng = np.random.default_rng(0)
    draws = (rng.normal(0.3, 0.1, n_draws + 1) + rng.normal(0, 0.2, (5, n_draws + 1))).astype(np.float32)
    weights = Weights(**dict.fromkeys([field.name for field in fields(Weights)], draws))

    wider = weights.with_shared_slope_widened().log_slope

    own = draws - draws.mean(0)
    assert wider - wider.mean(0) == pytest.approx(own, abs=1e-6)  # products differ as they did
    assert wider[:, 0] == pytest.approx(draws[:, 0])
    spread = [slopes[:, 1:].mean(0).std(ddof=1) for slopes in (wider, draws)]
    assert spread[0] / spread[1] == pytest.approx(stats.t(n_draws - 1).ppf(0.95) / Z_90, rel=1e-4)


@pytest.fixture(scope="module")
def network():
    """A network with random weights: what holds for it holds for any."""
    built, rng = build_network(NetworkConfig(**SIZES)), np.random.default_rng(0)
    built.set_weights([0.5 * rng.normal(size=w.shape) for w in built.get_weights()])
    return built


@pytest.fixture(scope="module")
def weights(network):
    return Weights.of(network, COLUMNS, LOG_PRICE, IS_ALIKE)


def test_the_tables_give_the_networks_logits_shocks_left_out(network, weights):
    x = told(200)
    found = np.asarray(network(x)["logit"])
    shocks = [layer for layer in network.layers if "shock" in layer.name]

    assert not shocks
    for m in range(2):
        assert weights.logit(x, m) == pytest.approx(found[:, m], abs=1e-3)


def test_a_million_random_price_rises_never_raise_demand(weights):
    x, rng = told(500_000, spread=1.5), np.random.default_rng(1)
    dearer = x | {"price": x["price"] + rng.uniform(1e-3, 2.0, len(x["price"])).astype(np.float32)}

    for m in range(2):
        before, after = weights.logit(x, m), weights.logit(dearer, m)
        assert np.isfinite(after).all() and not (after > before).any()


def test_utility_falls_with_the_price_by_the_slope_which_is_above_zero(network):
    x = told()
    before, after = (network(x | {"price": x["price"] + more}) for more in (0, 0.25))

    slope = np.asarray(before["slope"])
    assert (slope > 0).all()
    assert np.asarray(after["logit"]) == pytest.approx(np.asarray(before["logit"]) - 0.25 * slope, abs=1e-3)


def test_taste_knows_neither_price_nor_basket_nor_how_cells_were_drawn(network):
    x, other = told(seed=0), told(seed=1)
    changed = x | {name: other[name] for name in ("price", "partners", "control", "shift")}

    assert np.array_equal(network(x)["taste"], network(changed)["taste"])


def test_the_rest_of_the_basket_adds_the_effects_of_its_pairs(weights):
    none, pair = (np.full((4, 2), 3, np.int32) for _ in range(2))
    pair[:, 0] = 1

    added = weights.logit(told(4, partners=pair), 1) - weights.logit(told(4, partners=none), 1)

    assert added == pytest.approx(np.full(4, weights.cross[1, 1]), abs=1e-4)


def test_the_loss_is_the_weighted_cross_entropy_of_the_cells():
    fresh = build_network(NetworkConfig(**SIZES | {"n_members": 1, "first_stage_errors": np.zeros((1, 1))}))
    nothing = {name: np.zeros_like(told(2)[name]) for name in ("price", "past", "traits", "control", "shift")}
    x = told(2, **nothing)
    y = np.array([[1.0, 1.0], [0.0, 4.0]], np.float32)

    fresh.set_weights([np.zeros_like(w) for w in fresh.get_weights()])  # all logits are zero
    fresh.compile()
    loss = float(np.asarray(fresh.compute_loss(x, y, fresh(x)))) - float(
        np.sum([np.asarray(v) for v in fresh.losses])
    )

    assert loss == pytest.approx(np.log(2) * (1 + 4) / 2, rel=1e-4)
