"""Layers of the demand model: every weight has members side by side, under priors of their own."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.arrays import Floats
from analytics.numerics import random_stream
from analytics.saved_layers import PACKAGE


@keras.saving.register_keras_serializable(package=PACKAGE)
class Prior(keras.regularizers.Regularizer):
    """A Gaussian prior around zero for the fit, and around draws of itself for the other members.

    What the data do not tell then differs between members as much as the prior does not know it: the bands
    of an unlearned weight are as wide as its prior.

    Parameters
    ----------
    sd : standard deviation of the prior, of the weights' shape or to be spread over it
    n_visits : the prior weighs 1 / n_visits beside the mean log-likelihood
    member_axis : where the members stand in the weights
    seed : of the draws

    References
    ----------
    Pearce, Leibfried & Brintrup (2020), Uncertainty in neural networks: approximately Bayesian ensembling.
    """

    def __init__(self, sd: Any, n_visits: int, member_axis: int, seed: int) -> None:
        self.sd, self.n_visits, self.member_axis, self.seed = sd, n_visits, member_axis, seed

    def anchors(self, shape: Sequence[int]) -> Floats:
        """Return what each member's weights are drawn towards; zeros for the first, the fit."""
        draws = random_stream(self.seed).normal(0, self.sd, tuple(shape)).astype(np.float32)
        np.moveaxis(draws, self.member_axis, 0)[0] = 0
        return draws

    def __call__(self, x: Any) -> Any:
        gap = x - ops.convert_to_tensor(self.anchors(x.shape), x.dtype)
        distance = ops.sum(ops.square(gap / ops.convert_to_tensor(np.asarray(self.sd), x.dtype)))
        return distance / (2 * self.n_visits)

    def get_config(self) -> dict[str, Any]:
        known = {name: getattr(self, name) for name in ("sd", "n_visits", "member_axis", "seed")}
        return known | {"sd": np.asarray(self.sd).tolist()}


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
class Rows(Weighted):
    """A row of a table for every cell: (batch,) positions → (batch, ..., members)."""

    def call(self, inputs: Any) -> Any:
        return ops.take(self.kernel, inputs, axis=0)


@keras.saving.register_keras_serializable(package=PACKAGE)
class RowsWeighing(Weighted):
    """What features are worth by rows of a table: (batch, k) and (batch,) positions → (batch, members)."""

    def call(self, features: Any, at: Any) -> Any:
        return ops.einsum("bk,bkm->bm", features, ops.take(self.kernel, at, axis=0))


@keras.saving.register_keras_serializable(package=PACKAGE)
class Columns(Weighted):
    """What columns of products are worth: nothing → (n_products, members), or by segment beside it.

    Parameters
    ----------
    columns : (n_products, n_columns) what is known of the products beside their sales
    """

    def __init__(self, columns: Sequence[Sequence[float]] | Floats, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = np.asarray(columns, np.float32)

    def call(self, product: Any, segment: Any = None) -> Any:
        columns = ops.convert_to_tensor(self.columns, self.compute_dtype)
        if segment is None:
            return ops.take(ops.matmul(columns, self.kernel), product, axis=0)
        known = ops.einsum("jf,sfm->sjm", columns, self.kernel)
        flat = ops.reshape(known, (-1, self.weights_shape[-1]))
        return ops.take(flat, segment * len(self.columns) + product, axis=0)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "columns": self.columns.tolist()}


@keras.saving.register_keras_serializable(package=PACKAGE)
class PairEffects(Weighted):
    """What the rest of the basket adds: (batch, most) pairs that it makes → (batch, members).

    The position after the last pair is none.
    """

    def call(self, inputs: Any) -> Any:
        is_pair = ops.cast(inputs < self.weights_shape[0] - 1, self.compute_dtype)
        return ops.sum(ops.take(self.kernel, inputs, axis=0) * ops.expand_dims(is_pair, -1), axis=1)


@keras.saving.register_keras_serializable(package=PACKAGE)
class SharedEffect(Weighted):
    """What pairs of one kind add beside their own effects: (batch, most) pairs → (batch, members).

    Parameters
    ----------
    is_kind : (n_pairs + 1,) whether a pair is of the kind
    """

    def __init__(self, is_kind: Sequence[float] | Floats, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_kind = np.asarray(is_kind, np.float32)

    def call(self, inputs: Any) -> Any:
        kind = ops.take(ops.convert_to_tensor(self.is_kind, self.compute_dtype), inputs, axis=0)
        return ops.sum(kind, axis=1, keepdims=True) * self.kernel

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "is_kind": self.is_kind.tolist()}


@keras.saving.register_keras_serializable(package=PACKAGE)
class PeriodShocks(Weighted):
    """Shocks of demand by period and product: (batch,) of either → (batch, members)."""

    def call(self, period: Any, product: Any) -> Any:
        n_periods, n_products, n_members = self.weights_shape
        flat = ops.reshape(self.kernel, (n_periods * n_products, n_members))
        return ops.take(flat, period * n_products + product, axis=0)
