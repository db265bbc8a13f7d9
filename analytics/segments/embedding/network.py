"""The network of sequences: a GRU that reads events and tells the next one, and its clusters refined."""

from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from analytics.arrays import Doubles

N_NUMBERS = 2  # of an event: price position, time since the event before


@dataclass(frozen=True)
class SequenceNetworkConfig:
    """Sizes of the network."""

    length: int
    n_categories: int
    n_types: int
    n_embedded: int = 12  # of a category; types take a third
    n_units: int = 32


def build_encoder(c: SequenceNetworkConfig) -> keras.Model:
    """Return what turns events into states: after each event, what the network remembers.

    Inputs are those of `EventSequences`, outputs (batch, length, n_units).

    References
    ----------
    Cho et al. (2014), Learning phrase representations using RNN encoder–decoder.
    """
    # ---- inputs
    x = {
        "category": keras.Input((c.length,), dtype="int32", name="category"),
        "event_type": keras.Input((c.length,), dtype="int32", name="event_type"),
        "numbers": keras.Input((c.length, N_NUMBERS), name="numbers"),
    }
    # ---- layers
    category = keras.layers.Embedding(c.n_categories + 1, c.n_embedded, name="categories")
    kind = keras.layers.Embedding(c.n_types + 1, max(c.n_embedded // 3, 2), name="types")
    memory = keras.layers.GRU(c.n_units, return_sequences=True, name="memory")
    # ---- outputs
    event = ops.concatenate([category(x["category"]), kind(x["event_type"]), x["numbers"]], axis=-1)
    return keras.Model(inputs=x, outputs=memory(event), name="encoder")


class SequenceNetwork(keras.Model):
    """Reads a customer's events and tells, after each, category, type, price and gap of the next."""

    def __init__(self, config: SequenceNetworkConfig, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.config = config
        self.encoder = build_encoder(config)
        self.next_category = keras.layers.Dense(config.n_categories + 1, name="next_category")
        self.next_type = keras.layers.Dense(config.n_types + 1, name="next_type")
        self.next_numbers = keras.layers.Dense(N_NUMBERS, name="next_numbers")

    def call(self, x: Any, training: bool = False) -> dict[str, Any]:
        """Return what is told of the events after the first, (batch, length − 1, …) each."""
        states = self.encoder(x, training=training)[:, :-1]
        return {
            "category": self.next_category(states),
            "event_type": self.next_type(states),
            "numbers": self.next_numbers(states),
        }

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the mean over events of the cross-entropies and half the squared errors [nats]."""
        category, kind = x["category"][:, 1:], x["event_type"][:, 1:]
        is_there = ops.cast(category > 0, "float32")
        entropy = _entropy(category, y_pred["category"]) + _entropy(kind, y_pred["event_type"])
        error = ops.sum(ops.square(y_pred["numbers"] - x["numbers"][:, 1:]), axis=-1) / 2
        return ops.sum((entropy + error) * is_there) / ops.maximum(ops.sum(is_there), 1.0)


class RefinedClusters(keras.Model):
    """Clusters in the space of mean states that move with the encoder, so that customers lean to one.

    Parameters
    ----------
    encoder : as `build_encoder` returns it, trained; it goes on learning
    centers : (n_clusters, n_kept) to start from
    mean, rotation : (n_units,), (n_units, n_kept) turn mean states into the embedding

    References
    ----------
    Xie, Girshick & Farhadi (2016), Unsupervised deep embedding for clustering analysis.
    """

    def __init__(
        self, encoder: keras.Model, centers: Doubles, mean: Doubles, rotation: Doubles, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.encoder = encoder
        self.mean, self.rotation = mean.astype("float32"), rotation.astype("float32")
        start = keras.initializers.Constant(centers)
        self.centers = self.add_weight(centers.shape, start, name="centers")

    def call(self, x: Any, training: bool = False) -> Any:
        """Return how far each customer belongs to each cluster, (batch, n_clusters), adding up to 1."""
        states = mean_states(self.encoder(x, training=training), x["category"])
        found = ops.matmul(states - self.mean, ops.convert_to_tensor(self.rotation))
        squares = ops.sum(ops.square(ops.expand_dims(found, 1) - self.centers), axis=-1)
        belonging = 1.0 / (1.0 + squares)
        return belonging / ops.sum(belonging, axis=1, keepdims=True)

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """Return the mean divergence of the target `y` from what customers belong to [nats]."""
        y = ops.convert_to_tensor(y)
        tiny = 1e-9
        return ops.mean(ops.sum(y * (ops.log(y + tiny) - ops.log(y_pred + tiny)), axis=1))


def mean_states(states: Any, category: Any) -> Any:
    """Return the mean state over a customer's events, (batch, n_units); zeros where there are none."""
    is_there = ops.expand_dims(ops.cast(category > 0, states.dtype), -1)
    return ops.sum(states * is_there, axis=1) / ops.maximum(ops.sum(is_there, axis=1), 1.0)


def _entropy(code: Any, logits: Any) -> Any:
    """Return the cross-entropy of codes, (batch, length)."""
    return keras.losses.sparse_categorical_crossentropy(code, logits, from_logits=True)
