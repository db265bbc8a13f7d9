"""Attacks on planted customers: they learn no more than epsilon allows, and much where noise is off."""

import numpy as np
import pytest

from analytics.private_training.accounting import Spending
from analytics.private_training.attack import Attack, guess
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.demand.canaries import PlantedShop
from analytics.private_training.segments.classifier import PrivateClassifier

EPSILON = 1.0
ASKED = PrivacyConfig(EPSILON, delta=1e-4, n_steps=120)
SILENT = Spending(0.0, ASKED.sampling_share, ASKED.n_steps)


@pytest.mark.parametrize(("right", "low"), [(60, 2.95), (50, 1.0), (30, 0.0), (0, 0.0)])
def test_a_bound_is_that_of_clopper_and_pearson(right, low):
    assert Attack(60, right).epsilon_low == pytest.approx(low, abs=0.03)


def test_the_half_that_is_told_best_is_guessed():
    losses, is_in = np.array([0.1, 0.9, 0.2, 0.8]), np.array([True, False, False, True])

    assert guess(losses, is_in) == Attack(4, 2)
    assert guess(losses, np.array([True, False, True, False])).accuracy == 1


def attacked_demand(spending: Spending | None) -> Attack:
    """Return an attack on a demand model that knows half of its planted customers."""
    rng = np.random.default_rng(5)
    return PlantedShop.draw(rng).attack(ASKED, rng, spending)


def attacked_classifier(spending: Spending | None) -> Attack:
    """Return an attack on a classifier half of whose customers are planted, each with a column of its own."""
    rng, n = np.random.default_rng(6), 80
    features = np.hstack([np.eye(n), rng.normal(size=(n, 2))])
    labels, is_in = rng.integers(0, 3, n), rng.random(n) < 0.5
    model = PrivateClassifier(ASKED, rng, spending)
    model.fit_features(3 * features[is_in], labels[is_in], 3)
    right = model.chances(3 * features)[np.arange(n), labels]
    return guess(-np.log(right), is_in)


@pytest.mark.parametrize("attacked", [attacked_demand, attacked_classifier])
def test_an_attack_stays_below_epsilon_and_goes_beyond_it_without_noise(attacked):
    private, silent = attacked(None), attacked(SILENT)

    assert private.epsilon_low <= EPSILON < silent.epsilon_low
    assert private.accuracy < silent.accuracy > 0.8
