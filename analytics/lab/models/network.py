"""The network of the textbooks: Embedding → LSTM → Dense → sigmoid, over a customer's past and the inputs."""

from typing import Any

import keras
from keras import layers, ops

from analytics.lab.config import Recurrent, TrainConfig

_CELLS = {Recurrent.LSTM: layers.LSTM, Recurrent.GRU: layers.GRU}


def build_network(config: TrainConfig, n_columns: int, n_tokens: int, length: int) -> keras.Model:
    """Return the network, untrained and compiled: inputs → predicted share of yes, (n, 1).

    Rows share pasts: `past` (n_pasts, length) is read once, and `at` (n,) says which past is a row's.

    Parameters
    ----------
    n_columns : of `x`
    n_tokens : of pasts, from 1 on; 0 where nothing is known of what happened before
    length : of a past
    """
    c, seed = config, _seeds(config.seed)
    x = keras.Input((n_columns,), name="x")
    inputs, known = {"x": x}, x

    # --- layers: the past
    if n_tokens:
        past = keras.Input((length,), dtype="int32", name="past")
        at = keras.Input((), dtype="int32", name="at")
        read = _encoded(c, past, n_tokens, seed)
        known = layers.Concatenate(name="known")([ops.take(read, at, axis=0), x])
        inputs |= {"past": past, "at": at}

    # --- layers: from what is known to yes or no
    for i in range(c.n_layers):
        options = {"kernel_initializer": _spread(seed), "kernel_regularizer": _penalty(c)}
        known = layers.Dense(c.n_hidden, "relu", name=f"hidden_{i + 1}", **options)(known)
        if c.dropout:
            known = layers.Dropout(c.dropout, seed=next(seed), name=f"dropout_{i + 1}")(known)
    last = {"kernel_initializer": _spread(seed), "kernel_regularizer": _penalty(c)}
    share = layers.Dense(1, "sigmoid", name="share", **last)(known)

    # --- model
    model = keras.Model(inputs, share, name="textbook")
    loss = keras.losses.BinaryCrossentropy()
    told = keras.metrics.BinaryCrossentropy(name="log_loss")  # the loss without its penalties
    model.compile(keras.optimizers.Adam(c.learning_rate), loss, weighted_metrics=[told])
    return model


def _encoded(c: TrainConfig, past: Any, n_tokens: int, seed: Any) -> Any:
    """Return what is read out of pasts, (n_pasts, width)."""
    start = keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seed))
    options = {"embeddings_initializer": start, "embeddings_regularizer": _penalty(c)}
    tokens = layers.Embedding(n_tokens + 1, c.n_embedded, name="tokens", **options)(past)
    if c.recurrent is Recurrent.NONE:
        is_token = ops.expand_dims(ops.cast(ops.not_equal(past, 0), "float32"), -1)
        return ops.sum(tokens * is_token, axis=1) / (ops.sum(is_token, axis=1) + 1.0)
    return _CELLS[c.recurrent](
        c.n_recurrent,
        kernel_initializer=_spread(seed),
        recurrent_initializer=keras.initializers.Orthogonal(seed=next(seed)),
        kernel_regularizer=_penalty(c),
        recurrent_regularizer=_penalty(c),
        name="reader",
    )(tokens)


def _seeds(seed: int) -> Any:
    """Return seeds of all that is drawn, apart from those of other seeds."""
    return iter(range(1000 * (seed % 1_000_000), 1000 * (seed % 1_000_000) + 1000))


def _spread(seed: Any) -> Any:
    return keras.initializers.GlorotUniform(seed=next(seed))


def _penalty(c: TrainConfig) -> Any:
    return keras.regularizers.L1L2(c.l1, c.l2) if c.l1 or c.l2 else None
