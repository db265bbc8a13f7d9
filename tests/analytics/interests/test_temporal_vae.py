"""The temporal autoencoder: its KL by hand, what keeps it honest in time, and a shop where it must win."""

import numpy as np
import pandas as pd
import pytest

from analytics.interests import study
from analytics.interests.baselines import Method, Smoothing
from analytics.interests.category_memory import window
from analytics.interests.scores import log_loss
from analytics.interests.study import LatentFinding
from analytics.interests.vae.estimator import TemporalVAE
from tests.interests import QUICK, drifting, stable_counts, untraced

BASE = (Smoothing(0.5, 20.0),) * 3


@pytest.fixture(scope="module")
def counts():
    return stable_counts(n_customers=48, n_periods=9, n_categories=5)


@pytest.fixture(scope="module")
def model(counts):
    customers = np.arange(len(counts))
    with untraced():
        return TemporalVAE(BASE, QUICK).tune(counts, customers).fit(counts, customers, 8)


def test_the_kl_of_gaussians_is_what_the_densities_say():
    from analytics.gaussian_latent import gaussian_kl

    draws = np.random.default_rng(0).normal(size=400_000)
    mean, sd, prior_mean, prior_sd = 0.7, 0.4, -0.2, 1.3
    z = mean + sd * draws

    told = (np.float32(figure) for figure in (mean, np.log(sd), prior_mean, np.log(prior_sd)))
    kl = float(gaussian_kl(*told))

    log_ratio = -(draws**2) / 2 - np.log(sd) + ((z - prior_mean) / prior_sd) ** 2 / 2 + np.log(prior_sd)
    closed = np.log(prior_sd / sd) + (sd**2 + (mean - prior_mean) ** 2) / (2 * prior_sd**2) - 0.5
    assert kl == pytest.approx(closed, rel=1e-5)
    assert kl == pytest.approx(log_ratio.mean(), abs=0.01)
    same = np.float32(0.3), np.float32(-0.5)
    assert float(gaussian_kl(*same, *same)) == pytest.approx(0, abs=1e-7)


def test_a_draw_of_the_latent_has_its_mean_and_spread_while_training_and_is_the_mean_after():
    from analytics.gaussian_latent import Drawn

    mean, log_sd = np.full((20_000, 1), 2.0, np.float32), np.full((20_000, 1), np.log(0.5), np.float32)
    drawn = Drawn(seed=1)

    z = np.asarray(drawn(mean, log_sd, training=True))

    assert z.mean() == pytest.approx(2.0, abs=0.02) and z.std() == pytest.approx(0.5, abs=0.02)
    np.testing.assert_array_equal(np.asarray(drawn(mean, log_sd)), mean)


def test_the_first_forecast_is_the_one_that_is_corrected(counts):
    customers = np.arange(len(counts))
    model = TemporalVAE(BASE, QUICK)
    inputs, targets = model._prepare(counts, customers, 6)
    network = model._network(counts, targets, 0.3, 0)

    logits = np.asarray(network(inputs)["forecast"])

    np.testing.assert_allclose(logits, inputs["base"], atol=1e-5)


def test_a_forecast_is_of_shares_and_as_sure_as_its_latent(model, counts):
    shares = model.forecast(counts, np.arange(9), 8, 1)
    variances = model.variances(counts, np.arange(9), 8, 1)

    np.testing.assert_allclose(shares.sum(1), 1, rtol=1e-5)
    assert (shares > 0).all() and (variances >= 0).all()


def test_what_the_encoder_reads_of_a_period_is_not_of_later_ones(model, counts):
    history = model.features_.history(np.arange(5))
    changed = history.copy()
    changed[:, 5:] += 3

    before, after = (np.asarray(model.members_[0].encoder(one)[0]) for one in (history, changed))

    np.testing.assert_allclose(before[:, :5], after[:, :5], atol=1e-5)
    assert not np.allclose(before[:, 5:], after[:, 5:])


def test_windows_that_judge_are_not_learned_from(model, counts):
    before = counts.timeline.tested[0]

    targets = model.features_.targets(np.arange(len(counts)), before)

    for horizon in range(3):
        taught = np.flatnonzero(targets[:, :, horizon].sum((0, 2)))  # places of the period before the window
        assert taught.size == 0 or (taught + 1 + horizon).max() < before


def test_the_same_seed_gives_the_same_forecast(model, counts):
    customers = np.arange(len(counts))

    again = TemporalVAE(BASE, QUICK)
    again.tuned_ = model.tuned_
    with untraced():
        again.fit(counts, customers, 8)

    first, second = (one.forecast(counts, customers, 9, 0) for one in (model, again))
    np.testing.assert_allclose(first, second, atol=1e-6)


def test_units_that_tell_nobody_apart_raise_the_alarm(model):
    encoder = model.members_[0].encoder
    weights, n_active = encoder.mean.get_weights(), model.n_active_

    encoder.mean.set_weights([np.zeros_like(weight) for weight in weights])
    model._keep(model.members_, {"history": model.features_.history(np.arange(40))})

    collapsed = study.latent_finding(model)
    encoder.mean.set_weights(weights)
    model.n_active_ = n_active
    assert collapsed is LatentFinding.COLLAPSED
    assert study.latent_finding(model) is not LatentFinding.COLLAPSED


def test_on_a_shop_that_drifts_the_autoencoder_is_5_percent_better_than_every_simple_forecast():
    shop, counts = drifting()
    nobody = np.zeros((len(counts), 0), np.float32)
    segment = pd.Series("all", index=counts.customer_ids)
    config = QUICK.__class__(corrections=QUICK.corrections, most_epochs=12, n_members=1, n_draws=2)

    models = study.tune_models(counts, segment, nobody, config)
    table = study.judge_models(models, counts).table.query("horizon_days == 30").set_index("method")

    customers, dense = np.arange(len(counts)), counts.dense(np.arange(len(counts)))
    seen = sum(window(counts, dense, start, 0).sum() for start in counts.timeline.tested)
    order = [counts.categories.index(f"stage {k:02d}") for k in range(len(counts.categories))]
    oracle = sum(
        log_loss(shop.shares[customers, start], window(counts, dense, start, 0)[:, order]).sum()
        for start in counts.timeline.tested
    )
    vae = table.loc[Method.TEMPORAL_VAE]
    best = vae["log_loss"] + vae["gain"]
    assert vae["log_loss"] < 0.95 * best
    assert vae["gain_low"] > 0
    assert oracle / seen < vae["log_loss"]
    assert table["is_default"].idxmax() in (Method.TEMPORAL_VAE, Method.CATEGORY_MEMORY)
