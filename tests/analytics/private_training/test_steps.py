"""Noisy steps: who is drawn, and how far one customer moves what is released."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.demand.cells import learned_cells
from analytics.demand.choice import ChoiceConfig
from analytics.demand.encoder import Encoder
from analytics.numerics import random_stream
from analytics.private_training.accounting import Spending
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.choice import PrivateChoice
from analytics.private_training.demand.lots import Lot, Lots
from analytics.private_training.demand.noisy_steps import NoisySteps, layer_of
from analytics.private_training.demand.scales import LEARNING_RATE, SCALES
from analytics.private_training.demand.statistics import _clipped, noisy_counts
from data.schema import InputError
from tests.logs import log_of
from tests.simulated import simulate_shop
from tests.worlds import customers_of

SILENT = Spending(0.0, 1.0, 3)


@pytest.fixture(scope="module")
def begun():
    """A private training of a small shop before its first step, and the model; noise is off."""
    world = simulate_shop(n_customers=30, n_visits_per_customer=6, n_products=4, seed=4)
    log, customers = log_of(world), customers_of(world)
    config = ChoiceConfig(n_members=2)
    model = PrivateChoice(config, PrivacyConfig(1.0), random_stream(1), SILENT)
    price = world.products["list_price"].to_numpy(np.float32)
    return model.prepare(log, customers, price, lambda share: None), model, customers


def test_customers_are_drawn_whole_each_by_a_lot_of_its_own(begun):
    batches = begun[0].batches
    n_cells = np.bincount(batches.customer, minlength=30)
    lots = list(Lots(batches, 0.3, 200, random_stream(2)))

    sizes = [len(lot.customer) for lot in lots]
    assert np.mean(sizes) == pytest.approx(0.3 * n_cells.sum(), rel=0.1)
    assert 0.7 * 0.3 * 30 < np.var([lot.customer.max(initial=-1) + 1 for lot in lots]) < 1.4 * 0.3 * 30
    for lot in lots[:20]:
        assert set(np.bincount(lot.customer)) <= set(n_cells)
        assert not lot.weight[len(lot.customer) :].any()


def test_one_customer_moves_a_step_by_the_clip_at_most(begun, monkeypatch):
    monkeypatch.setattr("analytics.private_training.demand.noisy_steps.CLIP", 0.05)  # all are shrunk to it
    training, model, _ = begun
    steps = NoisySteps(training.network, training.batches, 30, model.norms_, SILENT, random_stream(3))
    (everybody,) = Lots(training.batches, 1.0, 1, random_stream(3))

    moved = {nobody: _moved(steps, everybody, nobody) for nobody in (-1, 0, 7)}

    for left_out in (0, 7):
        length = np.linalg.norm(moved[-1] - moved[left_out])
        assert length == pytest.approx(steps.clip, rel=0.01)


def _moved(steps: NoisySteps, lot: Lot, left_out: int) -> np.ndarray:
    """Return the sum of gradients, scaled as steps are, without a customer, from the same start."""
    network, weight = steps.network, lot.weight.copy()
    weight[: len(lot.customer)][lot.customer == left_out] = 0
    start = network.get_weights()
    steps.compile()
    network.optimizer.build(network.trainable_variables)
    steps.step(replace(lot, weight=weight))
    parts = [
        (before - after) / (LEARNING_RATE * SCALES[layer_of(variable)])
        for variable, before, after in zip(network.weights, start, network.get_weights(), strict=True)
    ]
    network.set_weights(start)
    return len(steps.lots.batches.told) * np.concatenate([part.ravel() for part in parts])


@settings(max_examples=20, deadline=None)
@given(rows=st.integers(1, 9), seed=st.integers(0, 99), length=st.floats(0.01, 50))
def test_what_a_customer_adds_to_counts_is_no_longer_than_the_clip(rows, seed, length):
    given_rows = np.random.default_rng(seed).exponential(10, (rows, 5))

    found = _clipped(given_rows, length)

    assert (np.linalg.norm(found, axis=1) <= length * (1 + 1e-9)).all()
    ratio = found / given_rows
    assert np.allclose(ratio, ratio[:, :1])  # shares stay


def test_counts_without_noise_give_the_shops_own_rates(begun):
    training, model, customers = begun
    log = training.log
    cells = learned_cells(log, 0)
    exact = Encoder(training.reference_price).fit(cells, customers)

    counts = noisy_counts(exact, cells, customers, 0.0, random_stream(1))
    noisy = noisy_counts(exact, cells, customers, 2.0, random_stream(1))

    assert model.encoder_.rate_ == pytest.approx(exact.rate_, abs=0.02)
    assert model.encoder_.level_shares_ == pytest.approx(exact.level_shares_, abs=1e-5)
    assert counts.spread == 0 < noisy.spread
    assert np.abs(noisy.considered - counts.considered).max() > noisy.spread / 2


def test_what_would_be_no_privacy_is_refused():
    PrivacyConfig(1.0, delta=0.01).check_customers(99)
    with pytest.raises(InputError, match=r"delta 0.01 is no protection among 100 customers"):
        PrivacyConfig(1.0, delta=0.01).check_customers(100)
    with pytest.raises(InputError, match="64 products at most, and these are 65"):
        PrivacyConfig(1.0).check_products(65)
    with pytest.raises(InputError, match="epsilon of a private training is 0"):
        PrivacyConfig(0.0)
