"""Two networks that share what reads a past: one tells what comes next, one whether a product is bought."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import layers, ops

from analytics.lab.config import TrainConfig


@dataclass(frozen=True)
class Networks:
    """Untrained and compiled.

    Attributes
    ----------
    following : past (n, length) → logits of the token after each place, (n, length, n_tokens + 1)
    buying : x (n, n_columns), past (n_pasts, length), at (n,) → share of yes (n, 1); the last column of x is
        the token of buying the product in question
    shared : the layers that both have
    """

    following: keras.Model
    buying: keras.Model
    shared: tuple[Any, ...]


def build_networks(config: TrainConfig, n_columns: int, n_tokens: int, length: int) -> Networks:
    """Return both networks; the same seed gives the same weights to begin with."""
    c, seed = config, iter(range(1000 * (config.seed % 1_000_000), 1000 * (config.seed % 1_000_000) + 1000))

    # --- layers that are shared: embedding, reader, and what is expected next
    tokens = layers.Embedding(n_tokens + 1, c.n_embedded, embeddings_initializer=_uniform(seed))
    turns = keras.initializers.Orthogonal(seed=next(seed))
    reader = layers.GRU(
        c.n_recurrent, return_sequences=True, kernel_initializer=_spread(seed), recurrent_initializer=turns
    )
    following = layers.Dense(n_tokens + 1, kernel_initializer=_spread(seed))

    # --- what comes next
    past = keras.Input((length,), dtype="int32", name="past")
    state = reader(tokens(past))
    pretrained = keras.Model(past, following(state), name="following")

    # --- whether a product is bought
    x = keras.Input((n_columns,), name="x")
    at = keras.Input((), dtype="int32", name="at")
    asked = ops.cast(x[:, -1], "int32")
    known = ops.take(state[:, -1], at, axis=0)
    likely = ops.log_softmax(following(known)) * ops.one_hot(asked, n_tokens + 1)
    told = [known, tokens(asked), ops.sum(likely, axis=1, keepdims=True), x[:, :-1]]
    hidden = layers.Dense(c.n_hidden, "relu", kernel_initializer=_spread(seed))(layers.Concatenate()(told))
    share = layers.Dense(1, "sigmoid", kernel_initializer=_spread(seed))(hidden)
    tuned = keras.Model({"x": x, "past": past, "at": at}, share, name="buying")

    # --- outputs
    _compile(pretrained, c, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    log_loss = keras.metrics.BinaryCrossentropy(name="log_loss")
    _compile(tuned, c, keras.losses.BinaryCrossentropy(), weighted_metrics=[log_loss])
    return Networks(pretrained, tuned, (tokens, reader, following))


def _compile(model: keras.Model, c: TrainConfig, loss: Any, **told: Any) -> None:
    model.compile(keras.optimizers.Adam(c.learning_rate), loss, jit_compile=False, **told)
    model.optimizer.build(model.trainable_variables)


def _uniform(seed: Any) -> Any:
    return keras.initializers.RandomUniform(-0.05, 0.05, seed=next(seed))


def _spread(seed: Any) -> Any:
    return keras.initializers.GlorotUniform(seed=next(seed))
