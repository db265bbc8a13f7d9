"""Layers of the sparse demand model: tables whose rows are looked up, each with members side by side."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from analytics.arrays import Floats
from analytics.demand.layers import PACKAGE, Weighted


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
class PeriodShocks(Weighted):
    """Shocks of demand by period and product: (batch,) of either → (batch, members)."""

    def call(self, period: Any, product: Any) -> Any:
        n_periods, n_products, n_members = self.weights_shape
        flat = ops.reshape(self.kernel, (n_periods * n_products, n_members))
        return ops.take(flat, period * n_products + product, axis=0)
