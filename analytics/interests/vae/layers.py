"""Layers of the temporal autoencoder: a latent is drawn, moves, and is decoded as a correction."""

from typing import Any

import keras
from keras import ops

from analytics.saved_layers import PACKAGE

_LOWEST_LOG_SD, _HIGHEST_LOG_SD = -5.0, 2.0


@keras.saving.register_keras_serializable(package=PACKAGE)
class NormalPrior(keras.regularizers.Regularizer):
    """A Gaussian prior around zero, weighed beside the mean log-likelihood of a purchase.

    Parameters
    ----------
    sd : standard deviation of a weight
    n_purchases : that are learned from
    """

    def __init__(self, sd: float, n_purchases: float) -> None:
        self.sd, self.n_purchases = sd, n_purchases

    def __call__(self, x: Any) -> Any:
        return ops.sum(ops.square(x)) / (2 * self.sd**2 * self.n_purchases)

    def get_config(self) -> dict[str, Any]:
        return {"sd": self.sd, "n_purchases": self.n_purchases}


@keras.saving.register_keras_serializable(package=PACKAGE)
class Centered(keras.layers.Layer):
    """Inputs less their mean over customers and periods: the latent tells customers apart, not periods."""

    def __init__(self, momentum: float = 0.9, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.momentum = momentum

    def build(self, shape: Any) -> None:
        self.middle = self.add_weight((shape[-1],), "zeros", name="middle", trainable=False)

    def call(self, inputs: Any, training: bool = False) -> Any:
        if not training:
            return inputs - self.middle
        mean = ops.mean(inputs, (0, 1))
        self.middle.assign(self.momentum * self.middle + (1 - self.momentum) * mean)
        return inputs - mean

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "momentum": self.momentum}


@keras.saving.register_keras_serializable(package=PACKAGE)
class Posterior(keras.layers.Layer):
    """Past periods → mean and log standard deviation of the latent after each of them."""

    def __init__(self, n_hidden: int, n_units: int, dropout: float, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sizes = n_hidden, n_units, dropout, seed
        self.drop = keras.layers.Dropout(dropout, seed=seed)
        self.inner = keras.layers.Dense(n_hidden, activation="tanh")
        self.memory = keras.layers.GRU(n_hidden, return_sequences=True)
        self.mean = keras.layers.Dense(n_units, use_bias=False)
        self.centered = Centered()
        self.log_sd = keras.layers.Dense(n_units, kernel_initializer="zeros", bias_initializer=_low())

    def build(self, shape: Any) -> None:
        n_hidden = self.sizes[0]
        self.inner.build(shape)
        self.memory.build((*shape[:-1], n_hidden))
        self.mean.build((*shape[:-1], 2 * n_hidden))
        self.log_sd.build((*shape[:-1], 2 * n_hidden))
        self.centered.build((*shape[:-1], self.sizes[1]))

    def call(self, history: Any, training: bool = False) -> tuple[Any, Any]:
        inner = self.inner(self.drop(history, training=training))
        told = ops.concatenate([inner, self.memory(inner)], -1)
        told = self.drop(told, training=training)
        mean = self.centered(self.mean(told), training=training)
        return mean, ops.clip(self.log_sd(told), _LOWEST_LOG_SD, _HIGHEST_LOG_SD)

    def get_config(self) -> dict[str, Any]:
        names = ("n_hidden", "n_units", "dropout", "seed")
        return {**super().get_config(), **dict(zip(names, self.sizes, strict=True))}


@keras.saving.register_keras_serializable(package=PACKAGE)
class Dynamics(keras.layers.Layer):
    """Where the latent is expected a window later, starting from standing still; and how far it strays."""

    def __init__(self, n_units: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.n_units = n_units
        self.turn = keras.layers.Dense(n_units, kernel_initializer="zeros", use_bias=False)
        self.bend = keras.layers.Dense(n_units, activation="tanh", use_bias=False)
        self.out = keras.layers.Dense(n_units, kernel_initializer="zeros", use_bias=False)

    def build(self, shape: Any) -> None:
        for layer in (self.turn, self.bend, self.out):
            layer.build((*shape[:-1], self.n_units))
        self.log_sd = self.add_weight((self.n_units,), keras.initializers.Constant(-1.0), name="log_sd")

    def call(self, z: Any) -> Any:
        return z + self.turn(z) + self.out(self.bend(z))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "n_units": self.n_units}


def _low() -> Any:
    return keras.initializers.Constant(-1.0)
