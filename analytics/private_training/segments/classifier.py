"""A customer's later segment from the first 30 days, learned by noisy steps."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints
from analytics.private_training.accounting import Spending, spending_for
from analytics.private_training.codes import CoveredOfSegments, UncoveredOfSegments
from analytics.private_training.config import PrivacyConfig
from analytics.private_training.noise import secret_stream
from analytics.segments.new_customers.classifier import AMOUNTS, Classifier, Method, features_of
from analytics.segments.new_customers.outcomes import CLASSES

_CLIP = 1.5  # the most that one customer adds to the sum of gradients
_LEARNING_RATE = 0.5  # falls to zero along a cosine
_MONEY = ("revenue", "first_day_revenue")
_CENTERS = np.array([4.0 if name in _MONEY else 1.0 for name in AMOUNTS] + [0.5, 0.3, 13.0])
_SPREADS = np.array([1.5 if name in _MONEY else 0.7 for name in AMOUNTS] + [0.5, 0.4, 4.0])
_FARTHEST = 3.0  # spreads from a center


class PrivateClassifier:
    """Logistic regression over all segments, of which nothing tells much of any one customer.

    Features are set around centers that no customer had a say in, as a mean would tell of them; what is
    missing is at its center.

    Parameters
    ----------
    config : PrivacyConfig
    rng : of lots and noise; the system's own where absent
    spending : in place of the least noise that keeps to epsilon, as for an audit

    Attributes
    ----------
    spending_ : Spending
    classes_ : all segments, whether any customer became one or not
    """

    method_ = Method.PRIVATE

    def __init__(
        self, config: PrivacyConfig, rng: np.random.Generator | None = None, spending: Spending | None = None
    ) -> None:
        self.config, self.given, self.rng = config, spending, rng or secret_stream()
        self.classes_: NDArray[Any] = np.sort(np.array([str(name) for name in CLASSES]))

    def fit(self, first_days: pd.DataFrame, became: NDArray[np.object_]) -> "PrivateClassifier":
        """Learn from customers.

        Parameters
        ----------
        first_days : first_order_at, `AMOUNTS`, `SHARES`
        became : (n_customers,) segment of each

        Raises
        ------
        InputError
            Delta is no protection among so few customers.
        """
        self.config.check_customers(len(first_days))
        labels = np.searchsorted(self.classes_, np.array([str(name) for name in became]))
        return self.fit_features(scaled(first_days), labels, len(self.classes_))

    def fit_features(self, features: Doubles, labels: Ints, n_classes: int) -> "PrivateClassifier":
        """Learn from features as they are.

        Parameters
        ----------
        features : (n_customers, n_features)
        labels : (n_customers,) 0 to n_classes − 1
        """
        import keras

        from analytics.private_training.optimizer import NoisyDescent, descend
        from analytics.private_training.segments.network import build_network

        asked = self.config
        self.spending_ = self.given or spending_for(
            asked.epsilon, asked.delta, asked.sampling_share, asked.n_steps
        )
        spent, x = self.spending_, features.astype(np.float32)
        y, expected = (
            np.eye(n_classes, dtype=np.float32)[labels],
            self.spending_.sampling_share * len(features),
        )
        self.network_ = build_network(features.shape[1], n_classes)
        schedule = keras.optimizers.schedules.CosineDecay(_LEARNING_RATE, spent.n_steps)
        noise = spent.noise_multiplier * _CLIP / expected
        scales = (1.0,) * len(self.network_.trainable_variables)
        loss = keras.losses.CategoricalCrossentropy(from_logits=True, reduction="sum")
        self.network_.compile(NoisyDescent(schedule, scales, float(noise)), loss)

        def step(_: int) -> None:
            lot = self.rng.random(len(x)) < spent.sampling_share
            weight = np.where(lot, self._factors(x, y) / expected, 0.0).astype(np.float32)
            self.network_.train_on_batch(x, y, sample_weight=weight)

        descend(self.network_, spent.n_steps, step, self.rng, lambda share: None)
        return self

    def predict_proba(self, first_days: pd.DataFrame) -> Doubles:
        """Return the chance that each customer becomes each of `classes_`, (n_customers, n_classes)."""
        return self.chances(scaled(first_days))

    def chances(self, features: Doubles) -> Doubles:
        """Return the same of features as they are."""
        kernel, bias = self.network_.get_weights()
        return _softmax(features.astype(np.float32) @ kernel + bias)

    @property
    def privacy(self) -> Mapping[str, Any]:
        """Return what the trainings spent, and on what; see `Spending.told`."""
        return self.spending_.told(self.config.delta, CoveredOfSegments, UncoveredOfSegments)

    def _factors(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> Doubles:
        """Return what brings each customer's gradient to the clip at most, (n_customers,).

        A gradient of a dense layer is an outer product, whose length is that of its sides.
        """
        wrong = self.chances(np.asarray(x, float)) - y
        length = np.linalg.norm(wrong, axis=1) * np.sqrt(1 + np.square(x.astype(float)).sum(1))
        return np.asarray(np.minimum(1.0, _CLIP / np.maximum(length, 1e-12)))


def classifier_of(privacy: PrivacyConfig | None) -> Callable[[], Classifier] | None:
    """Return what makes the classifier that is asked for; None for the usual one."""
    return None if privacy is None else partial(PrivateClassifier, privacy)


def scaled(first_days: pd.DataFrame) -> Doubles:
    """Return features around public centers, in public spreads, (n_customers, n_features)."""
    features = (features_of(first_days) - _CENTERS) / _SPREADS
    return np.asarray(np.clip(np.nan_to_num(features), -_FARTHEST, _FARTHEST))


def _softmax(logits: Doubles) -> Doubles:
    grown = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(grown / grown.sum(1, keepdims=True), float)
