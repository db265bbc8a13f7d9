"""A small generative adversarial network of tastes: one network draws, the other tells drawn from real."""

from typing import Any

import keras
from keras import ops

from analytics.saved_layers import PACKAGE


@keras.saving.register_keras_serializable(package=PACKAGE)
class Reversed(keras.layers.Layer):
    """What comes in goes out; gradients go back reversed, so that one loss trains both networks.

    References
    ----------
    Ganin & Lempitsky (2015), Unsupervised domain adaptation by backpropagation.
    """

    def call(self, inputs: Any) -> Any:
        return ops.stop_gradient(2 * inputs) - inputs


class TasteGAN(keras.Model):
    """Noise → log shares relative to everybody's, drawn so that a critic cannot tell them from real ones.

    References
    ----------
    Goodfellow et al. (2014), Generative adversarial nets.
    """

    def __init__(self, n_categories: int, n_noise: int = 32, n_hidden: int = 128, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sizes = n_categories, n_noise, n_hidden
        self.generator = _layers(n_hidden, n_categories)
        self.critic = _layers(n_hidden, 1, dropout=0.3)
        self.reversed = Reversed()
        self.generator.build((None, n_noise))
        self.critic.build((None, n_categories))
        self.built = True

    def call(self, x: Any, training: bool = False) -> Any:
        """Return the critic's logits of real and drawn tastes, (n, 2)."""
        drawn = self.reversed(self.generator(x["noise"], training=training))
        both = [self.critic(taste, training=training) for taste in (x["real"], drawn)]
        return ops.concatenate(both, -1)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the critic's mean cross-entropy; the generator climbs it."""
        return ops.mean(ops.softplus(-y_pred[:, 0]) + ops.softplus(y_pred[:, 1]))


def _layers(n_hidden: int, n_out: int, dropout: float = 0.0) -> keras.Sequential:
    inner = [keras.layers.Dense(n_hidden), keras.layers.LeakyReLU(0.2), keras.layers.Dropout(dropout)]
    again = [keras.layers.Dense(n_hidden), keras.layers.LeakyReLU(0.2), keras.layers.Dropout(dropout)]
    return keras.Sequential([*inner, *again, keras.layers.Dense(n_out)])
