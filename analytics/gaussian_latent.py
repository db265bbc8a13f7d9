"""A Gaussian latent: draws that training can pass through, and how far it lies from what is expected."""

from typing import Any

import keras
from keras import ops

from analytics.saved_layers import PACKAGE


def gaussian_kl(mean: Any, log_sd: Any, prior_mean: Any, prior_log_sd: Any) -> Any:
    """Return the Kullback–Leibler divergence of one Gaussian from another, unit by unit [nats].

    Parameters
    ----------
    mean, log_sd : of the posterior, (..., n_units)
    prior_mean, prior_log_sd : of the prior, of a shape that spreads over it

    References
    ----------
    Kingma & Welling (2014), Auto-encoding variational Bayes, appendix B.
    """
    ratio = ops.exp(2 * (log_sd - prior_log_sd))
    distance = ops.square(mean - prior_mean) * ops.exp(-2 * prior_log_sd)
    return prior_log_sd - log_sd + (ratio + distance - 1) / 2


@keras.saving.register_keras_serializable(package=PACKAGE)
class Drawn(keras.layers.Layer):
    """A draw from a Gaussian while training, its mean otherwise: the reparameterization trick."""

    def __init__(self, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seed = seed
        self.noise = keras.random.SeedGenerator(seed)

    def call(self, mean: Any, log_sd: Any, training: bool = False) -> Any:
        if not training:
            return mean
        return mean + ops.exp(log_sd) * keras.random.normal(ops.shape(mean), seed=self.noise)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "seed": self.seed}
