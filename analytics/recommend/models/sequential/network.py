"""The network of the sequential recommender: embeddings → GRU → a taste at every place."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.saved_layers import PACKAGE


@dataclass(frozen=True)
class NetworkConfig:
    """Sizes of the network."""

    n_products: int
    length: int
    n_units: int = 64
    dropout: float = 0.2
    seed: int = 0


@keras.saving.register_keras_serializable(package=PACKAGE)
class SampledModel(keras.Model):
    """A functional model of tastes whose loss compares what came next with products drawn by lot."""

    def compute_loss(self, x: Any = None, y: Any = None, y_pred: Any = None, *more: Any) -> Any:
        """Return the mean over places of −log softmax of what came next among the drawn.

        Parameters
        ----------
        x : "drawn" holds products drawn evenly, one row for the batch; the right one is none of them
        y : (batch, length) what came next, 0 where nothing is known
        y_pred : (batch, length, n_units) tastes
        """
        table, bias = self.get_layer("product").weights[0], self.get_layer("appeal").weights[0]
        y, drawn = ops.convert_to_tensor(y), ops.convert_to_tensor(x["drawn"])[0]
        right = ops.sum(y_pred * ops.take(table, y, axis=0), -1) + ops.take(bias, y, axis=0)[..., 0]
        others = ops.matmul(y_pred, ops.transpose(ops.take(table, drawn, axis=0)))
        others = others + ops.take(bias, drawn, axis=0)[:, 0]
        others = ops.where(drawn == y[..., None], -1e9, others)
        logits = ops.concatenate([right[..., None], others], -1)
        known = ops.cast(y > 0, logits.dtype)
        loss = (ops.logsumexp(logits, -1) - right) * known
        return ops.sum(loss) / ops.maximum(ops.sum(known), 1)


def build_network(config: NetworkConfig) -> keras.Model:
    """Return the network: {"before": (batch, length), "drawn": (batch, n)} → tastes at every place."""
    embed = keras.initializers.RandomNormal(stddev=0.05, seed=config.seed)
    # layers
    before = keras.Input((config.length,), dtype="int32", name="before")
    drawn = keras.Input((None,), dtype="int32", name="drawn")
    product = keras.layers.Embedding(config.n_products + 1, config.n_units, embed, name="product")
    appeal = keras.layers.Embedding(config.n_products + 1, 1, "zeros", name="appeal")
    drop = keras.layers.Dropout(config.dropout, seed=config.seed)
    gru = keras.layers.GRU(
        config.n_units,
        return_sequences=True,
        kernel_initializer=keras.initializers.GlorotUniform(config.seed),
        recurrent_initializer=keras.initializers.Orthogonal(seed=config.seed),
        name="state",
    )
    # model
    known = ops.cast(before > 0, "float32")[..., None]
    state = gru(drop(product(before)) * known)
    taste = keras.layers.Dense(
        config.n_units, kernel_initializer=keras.initializers.Orthogonal(seed=config.seed), name="taste"
    )(state)
    # outputs
    appeal(drawn)  # makes the layer part of the model, whose loss reads its weights
    return SampledModel({"before": before, "drawn": drawn}, taste + 0 * appeal(before), name="sequential")
