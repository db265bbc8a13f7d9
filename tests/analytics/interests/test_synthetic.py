"""Synthetic customers: of use, like real ones, and copies of nobody."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.interests.baselines import Smoothing
from analytics.interests.synthetic.checks import copying, trained_forecast, usefulness
from analytics.interests.synthetic.from_gan import customers_from_gan
from analytics.interests.synthetic.from_vae import customers_from_vae
from analytics.interests.synthetic.histories import Generator, Volume, synthetic_frame
from analytics.interests.vae.estimator import TemporalVAE
from tests.interests import QUICK, quick_training, stable_counts

BASE = (Smoothing(1.0, 10.0),) * 3


@pytest.fixture(scope="module")
def counts():
    return stable_counts(n_customers=120, n_periods=8, n_categories=15, volume=12)


@pytest.fixture(scope="module")
def drawn(counts):
    customers = np.arange(len(counts))
    with quick_training():
        model = TemporalVAE(BASE, QUICK).tune(counts, customers)
        return {
            Generator.VAE: customers_from_vae(model, counts, customers, 100),
            Generator.GAN: customers_from_gan(counts, customers, 100),
        }


@pytest.mark.parametrize("generator", Generator)
def test_synthetic_customers_buy_as_much_as_real_ones_and_of_the_same_categories(drawn, counts, generator):
    synthetic = drawn[generator]

    assert len(synthetic) == 100
    assert synthetic.categories == counts.categories
    assert (synthetic.dense(np.arange(100)).sum((1, 2)) > 0).all()
    assert synthetic.n.sum() / 100 == pytest.approx(counts.n.sum() / len(counts), rel=0.15)


@pytest.mark.parametrize("generator", Generator)
def test_synthetic_customers_copy_nobody(drawn, counts, generator):
    unseen = stable_counts(n_customers=120, n_periods=8, n_categories=15, volume=12, seed=9)

    of_learned, of_others = copying(drawn[generator], counts), copying(drawn[generator], unseen)

    assert of_learned.same_history == 0.0
    assert of_learned.nearest >= 0.95 * of_others.nearest  # those learned from are no nearer than strangers


def test_customers_that_are_copied_are_found_out(counts):
    copied = copying(replace(counts, customer_ids=np.array([f"x{i:03d}" for i in range(120)])), counts)

    assert copied.nearest == pytest.approx(0, abs=1e-6)
    assert copied.too_near > 0.9 and copied.same_history == 1.0
    assert not copied.copies_nobody


def test_real_customers_of_another_half_are_of_use_and_those_of_another_shop_are_not(counts):
    other, strange = stable_counts(n_customers=120, n_periods=8, n_categories=15, volume=12, seed=9), counts
    everyone = np.arange(len(counts))
    shuffled = replace(strange, category=np.random.default_rng(0).integers(0, 15, len(strange.category)))

    of_real = trained_forecast(counts, everyone)
    assert usefulness(other, of_real, counts, everyone).kept > 0.9
    assert usefulness(shuffled, of_real, counts, everyone).kept < 0.9


def test_a_volume_is_found_again_in_what_it_draws():
    volume = Volume(2.5, 0.5, 3.0)

    totals = volume.draw(4000, 12, np.random.default_rng(0)).astype(np.float32)

    found = Volume.of(totals)
    assert found.log_mean == pytest.approx(2.5, abs=0.1)
    assert found.log_sd == pytest.approx(0.5, abs=0.1)
    assert found.size == pytest.approx(3.0, rel=0.25)


def test_synthetic_customers_have_no_id_of_a_real_one(drawn, counts):
    frame = synthetic_frame(drawn[Generator.VAE], Generator.VAE)

    assert not set(frame["customer_id"]) & set(counts.customer_ids)
    assert frame["n_purchases"].min() >= 1
