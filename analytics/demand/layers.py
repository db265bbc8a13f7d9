"""Layers of the demand model: every weight has members side by side, under priors of their own."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.demand.visits import Floats
from analytics.numerics import random_stream

PACKAGE = "bundlewise"


@keras.saving.register_keras_serializable(package=PACKAGE)
class Prior(keras.regularizers.Regularizer):
    """A Gaussian prior around zero for the fit, and around draws of itself for the other members.

    What the data do not tell then differs between members as much as the prior does not know it: the bands
    of an unlearned weight are as wide as its prior.

    Parameters
    ----------
    sd : standard deviation of the prior
    n_visits : the prior weighs 1 / n_visits beside the mean log-likelihood
    member_axis : where the members stand in the weights
    seed : of the draws

    References
    ----------
    Pearce, Leibfried & Brintrup (2020), Uncertainty in neural networks: approximately Bayesian ensembling.
    """

    def __init__(self, sd: float, n_visits: int, member_axis: int, seed: int) -> None:
        self.sd, self.n_visits, self.member_axis, self.seed = sd, n_visits, member_axis, seed

    def anchors(self, shape: Sequence[int]) -> Floats:
        """Return what each member's weights are drawn towards; zeros for the first, the fit."""
        draws = random_stream(self.seed).normal(0, self.sd, tuple(shape)).astype(np.float32)
        np.moveaxis(draws, self.member_axis, 0)[0] = 0
        return draws

    def __call__(self, x: Any) -> Any:
        distance = ops.sum(ops.square(x - ops.convert_to_tensor(self.anchors(x.shape), x.dtype)))
        return distance / (2 * self.sd**2 * self.n_visits)

    def get_config(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("sd", "n_visits", "member_axis", "seed")}


@keras.saving.register_keras_serializable(package=PACKAGE, name="SwingPrior")  # as stored models call it
class ShockPrior(Prior):
    """A prior over periods, the first axis, each of which remembers the one before.

    Parameters
    ----------
    memory : correlation of neighboring periods, 0 to below 1
    """

    def __init__(self, sd: float, n_visits: int, member_axis: int, seed: int, memory: float) -> None:
        super().__init__(sd, n_visits, member_axis, seed)
        self.memory = memory

    def anchors(self, shape: Sequence[int]) -> Floats:
        """Return what each member's weights are drawn towards, with the same memory."""
        draws = super().anchors(shape)
        for t in range(1, len(draws)):
            draws[t] = self.memory * draws[t - 1] + np.sqrt(1 - self.memory**2) * draws[t]
        return draws

    def __call__(self, x: Any) -> Any:
        gap = x - ops.convert_to_tensor(self.anchors(x.shape), x.dtype)
        news = gap[1:] - self.memory * gap[:-1]
        distance = ops.sum(ops.square(gap[0])) + ops.sum(ops.square(news)) / (1 - self.memory**2)
        return distance / (2 * self.sd**2 * self.n_visits)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "memory": self.memory}


class Weighted(keras.layers.Layer):
    """A layer with one array of weights, starting at zero, under an optional prior."""

    def __init__(self, shape: Sequence[int], prior: Prior | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.weights_shape, self.prior = tuple(shape), keras.regularizers.get(prior)

    def build(self, input_shape: Any) -> None:
        self.kernel = self.add_weight(self.weights_shape, "zeros", regularizer=self.prior, name="kernel")

    def get_config(self) -> dict[str, Any]:
        prior = keras.regularizers.serialize(self.prior) if self.prior else None
        return {**super().get_config(), "shape": self.weights_shape, "prior": prior}


@keras.saving.register_keras_serializable(package=PACKAGE)
class Members(Weighted):
    """An einsum of inputs and weights for every member: (batch, ..., n_in) → (batch, members[, n_out])."""

    def __init__(self, equation: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.equation = equation

    def call(self, inputs: Any) -> Any:
        return ops.einsum(self.equation, inputs, self.kernel)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "equation": self.equation}


@keras.saving.register_keras_serializable(package=PACKAGE)
class PerRow(Weighted):
    """A row of a table for every visit: (batch,) ints → (batch, members[, n_products]); -1 gives zeros."""

    def call(self, inputs: Any) -> Any:
        # a product with one-hot rows: its gradient is dense, so results repeat on every backend
        rows = ops.one_hot(inputs, self.weights_shape[0], dtype=self.compute_dtype)
        return ops.tensordot(rows, self.kernel, axes=1)


@keras.saving.register_keras_serializable(package=PACKAGE)
class PriceLevel(Weighted):
    """How the log slope rises with a product's price level: (batch, 1) ones → (batch, members, J).

    To a customer who counts money, one per cent of a dear product is more than of a cheap one: the exponent
    is 1. To one who counts shares it is 0. Members learn it, starting halfway.

    Parameters
    ----------
    levels : (n_products,) log reference prices around their mean
    """

    first_exponent = 0.5

    def __init__(self, levels: Sequence[float], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = tuple(float(level) for level in levels)

    def call(self, inputs: Any) -> Any:
        exponent = self.first_exponent + ops.matmul(inputs, self.kernel)  # (batch, members)
        levels = ops.convert_to_tensor(np.array(self.levels, np.float32), self.compute_dtype)
        return ops.expand_dims(exponent, -1) * levels

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "levels": self.levels}


@keras.saving.register_keras_serializable(package=PACKAGE)
class CrossEffects(Weighted):
    """What the rest of the basket adds to each product's utility: (batch, J) → (batch, members, J)."""

    def effects(self) -> Any:
        """Return the symmetric effects with a zero diagonal, (members, J, J)."""
        symmetric = (self.kernel + ops.transpose(self.kernel, (0, 2, 1))) / 2
        return symmetric * (1.0 - ops.eye(self.weights_shape[-1], dtype=self.compute_dtype))

    def call(self, inputs: Any) -> Any:
        return ops.einsum("bk,mkj->bmj", inputs, self.effects())


@keras.saving.register_keras_serializable(package=PACKAGE)
class FirstStageErrors(keras.layers.Layer):
    """What a price would owe to instruments by members' errors: (batch, J, k) → (batch, members, J).

    Parameters
    ----------
    errors : (n_members, k) of the first stage's coefficients
    """

    def __init__(self, errors: Sequence[Sequence[float]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.errors = np.asarray(errors, np.float32)

    def call(self, inputs: Any) -> Any:
        return ops.einsum("bjk,mk->bmj", inputs, ops.convert_to_tensor(self.errors, self.compute_dtype))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "errors": self.errors.tolist()}


@keras.saving.register_keras_serializable(package=PACKAGE)
class ProductTower(keras.layers.Layer):
    """What columns of products say of each product: (batch, members, n_columns) → (batch, members, J).

    Parameters
    ----------
    columns : (n_products, n_columns) what is known of the products beside their sales
    """

    def __init__(self, columns: Sequence[Sequence[float]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.columns = np.asarray(columns, np.float32)

    def call(self, inputs: Any) -> Any:
        return ops.matmul(inputs, ops.convert_to_tensor(self.columns.T, self.compute_dtype))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "columns": self.columns.tolist()}
