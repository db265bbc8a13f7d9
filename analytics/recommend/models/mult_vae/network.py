"""The network of Mult-VAE: what a customer has → a Gaussian latent → shares of all products."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.gaussian_latent import Drawn, gaussian_kl
from analytics.saved_layers import PACKAGE


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network."""

    n_products: int
    n_hidden: int = 256
    n_latent: int = 64
    dropout: float = 0.5  # of what a customer has: the rest must tell it
    seed: int = 0


@keras.saving.register_keras_serializable(package=PACKAGE)
class StandardPrior(keras.layers.Layer):
    """The latent's mean as it is; adds how far the latent lies from a standard Gaussian to the loss."""

    def build(self, *shapes: Any) -> None:
        self.weight = self.add_weight(name="kl_weight", initializer="zeros", trainable=False)

    def call(self, mean: Any, log_sd: Any) -> Any:
        kl = ops.sum(gaussian_kl(mean, log_sd, 0.0, ops.zeros_like(log_sd)), -1)
        self.add_loss(self.weight * ops.mean(kl))
        return mean


@keras.saving.register_keras_serializable(package=PACKAGE)
class MultinomialModel(keras.Model):
    """A functional model whose loss is the multinomial likelihood of what a customer has."""

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *more: Any) -> Any:
        """Return the mean over customers of −Σ y log softmax(y_pred), and the layers' own losses."""
        y = ops.convert_to_tensor(y)
        loss = -ops.mean(ops.sum(y * ops.log_softmax(y_pred, axis=-1), axis=-1))
        return loss + ops.sum(ops.stack(self.losses)) if self.losses else loss


def build_network(config: NetworkConfig) -> keras.Model:
    """Return the network, (batch, n_products) → logits (batch, n_products)."""
    initializer = keras.initializers.GlorotUniform(config.seed)
    dense = {"kernel_initializer": initializer}
    # layers
    has = keras.Input((config.n_products,), name="has")
    drop = keras.layers.Dropout(config.dropout, seed=config.seed)
    encode = keras.layers.Dense(config.n_hidden, activation="tanh", name="encode", **dense)
    decode = keras.layers.Dense(config.n_hidden, activation="tanh", name="decode", **dense)
    logits = keras.layers.Dense(config.n_products, name="logits", **dense)
    # model
    told = encode(drop(keras.layers.UnitNormalization(name="unit")(has)))
    mean = keras.layers.Dense(config.n_latent, name="mean", **dense)(told)
    log_sd = keras.layers.Dense(config.n_latent, kernel_initializer="zeros", name="log_sd")(told)
    latent = Drawn(config.seed, name="latent")(StandardPrior(name="prior")(mean, log_sd), log_sd)
    # outputs
    return MultinomialModel(has, logits(decode(latent)), name="mult_vae")
