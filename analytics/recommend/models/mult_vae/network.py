"""The network of Mult-VAE: what a customer has → a Gaussian latent → shares of all products."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

PACKAGE = "bundlewise"


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network."""

    n_products: int
    n_hidden: int = 256
    n_latent: int = 64
    dropout: float = 0.5  # of what a customer has: the rest must tell it
    seed: int = 0


@keras.saving.register_keras_serializable(package=PACKAGE)
class Reparameterized(keras.layers.Layer):
    """Mean and log variance → a draw in training, the mean afterwards; adds the weighed KL to the loss.

    References
    ----------
    Kingma & Welling (2014), Auto-encoding variational Bayes.
    """

    def __init__(self, seed: int = 0, **rest: Any) -> None:
        super().__init__(**rest)
        self.seed = seed
        self.draws = keras.random.SeedGenerator(seed)

    def build(self, input_shape: Any) -> None:
        self.weight = self.add_weight(name="kl_weight", initializer="zeros", trainable=False)

    def call(self, inputs: Any, training: bool = False) -> Any:
        mean, log_variance = inputs
        self.add_loss(self.weight * ops.mean(kl_to_standard(mean, log_variance)))
        if not training:
            return mean
        noise = keras.random.normal(ops.shape(mean), seed=self.draws)
        return mean + ops.exp(0.5 * log_variance) * noise

    def get_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().get_config()
        return config | {"seed": self.seed}


def kl_to_standard(mean: Any, log_variance: Any) -> Any:
    """Return the divergence of each Gaussian from the standard one, (n,), summed over the latent."""
    return 0.5 * ops.sum(ops.exp(log_variance) + mean**2 - 1 - log_variance, axis=-1)


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
    log_variance = keras.layers.Dense(config.n_latent, kernel_initializer="zeros", name="log_variance")(told)
    latent = Reparameterized(config.seed, name="latent")([mean, log_variance])
    # outputs
    return MultinomialModel(has, logits(decode(latent)), name="mult_vae")
