"""What a recurrent network remembers of a customer's events, on average: the embedding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.numerics import random_stream
from analytics.segments.embedding.features import EventSequences
from data.schema import NotEnoughDataError

_MOST_JUDGED = 1_000  # customers not learned from, who say when to stop
_MOST_KEPT = 16  # components of the mean states
_LEAST_SPREAD = 1e-3  # beside the largest, below which a component is rounding
_FEWEST = 50  # customers, fewer teach no order


@dataclass(frozen=True)
class DeepConfig:
    """How the network of sequences is trained."""

    most_epochs: int = 15
    patience: int = 2  # epochs without a gain on customers not learned from
    batch_size: int = 128  # customers
    fewest_steps: int = 20  # an epoch
    most_customers: int = 20_000  # learned from; the others are embedded
    learning_rate: float = 0.005
    seed: int = 0


class SequenceEmbedding:
    """A GRU over a customer's events, trained to tell the next one; the mean of its states is the embedding.

    Attributes
    ----------
    encoder_ : keras.Model
        Events → states.
    losses_ : on customers not learned from, by epoch [nats an event]
    mean_ : (n_units,) of the mean states of those learned from
    rotation_ : (n_units, n_kept) turns differences from it into leading components of variance 1

    Parameters
    ----------
    config : how it is trained
    report : called with the share done, 0–1; may raise to stop

    References
    ----------
    Hidasi, Karatzoglou, Baltrunas & Tikk (2016), Session-based recommendations with recurrent networks.
    """

    def __init__(
        self, config: DeepConfig | None = None, report: Callable[[float], None] | None = None
    ) -> None:
        self.config, self.report = config or DeepConfig(), report or (lambda share: None)

    def fit(self, sequences: EventSequences) -> "SequenceEmbedding":
        """Learn from sequences; raises NotEnoughDataError where there are too few."""
        import keras

        from analytics.segments.embedding.network import SequenceNetwork, SequenceNetworkConfig

        c = self.config
        told = np.flatnonzero((sequences.category > 0).sum(1) > 1)
        if len(told) < _FEWEST:
            raise NotEnoughDataError(
                f"Only {len(told)} customers have two events or more, which teach no order",
                "Choose a method that needs none, or add events",
            )
        rng = random_stream(c.seed, "sequences")
        told = rng.permutation(told)[: c.most_customers]
        judged, learned = np.split(told, [min(max(len(told) // 10, 10), _MOST_JUDGED)])
        keras.utils.set_random_seed(c.seed)
        sizes = sequences.length, sequences.n_categories, sequences.n_types
        network = SequenceNetwork(SequenceNetworkConfig(*sizes))
        network.compile(keras.optimizers.Adam(c.learning_rate))
        self._train(network, sequences, np.sort(learned), np.sort(judged), rng)
        self.encoder_ = network.encoder
        states = self._mean_states(sequences.rows(np.sort(told)))
        self.mean_, self.rotation_ = _leading(states)
        return self

    def transform(self, sequences: EventSequences) -> Doubles:
        """Return the embedding of each customer, (n_customers, n_kept).

        What is bought is most of what states remember, and how one comes from one thing to the next is little
        of it; components of one size let both count.
        """
        return np.asarray((self._mean_states(sequences) - self.mean_) @ self.rotation_, np.float64)

    def _mean_states(self, sequences: EventSequences) -> Floats:
        from analytics.segments.embedding.network import mean_states

        found = [
            np.asarray(mean_states(self.encoder_.predict_on_batch(x), x["category"]), np.float32)
            for x in sequences.batches()
        ]
        return np.concatenate(found)[: len(sequences)]

    def _train(
        self, network: Any, sequences: EventSequences, learned: Ints, judged: Ints, rng: np.random.Generator
    ) -> None:
        """Train until customers not learned from gain nothing any more, and keep the best weights."""
        c = self.config
        size = int(np.clip(len(learned) // c.fewest_steps, 1, c.batch_size))
        self.losses_: list[float] = []
        best, kept = np.inf, network.get_weights()
        for epoch in range(c.most_epochs):
            order = rng.permutation(learned)
            for start in range(0, len(order) - size + 1, size):
                network.train_on_batch(sequences.inputs(np.sort(order[start : start + size])))
            self.losses_.append(_loss(network, sequences.rows(judged)))
            if self.losses_[-1] < best:
                best, kept = self.losses_[-1], network.get_weights()
            self.report((epoch + 1) / c.most_epochs)
            if epoch - int(np.argmin(self.losses_)) >= c.patience:
                break
        network.set_weights(kept)


def _leading(states: Floats) -> tuple[Doubles, Doubles]:
    """Return the mean of states, and what turns differences from it into components of variance 1."""
    mean = states.mean(0, dtype=np.float64)
    _, size, direction = np.linalg.svd(states - mean, full_matrices=False)
    spread = size / np.sqrt(len(states))
    is_kept = (np.arange(len(size)) < _MOST_KEPT) & (spread > _LEAST_SPREAD * max(spread[0], 1e-9))
    return mean, (direction[is_kept] / spread[is_kept, None]).T


def _loss(network: Any, sequences: EventSequences) -> float:
    x = sequences.inputs(np.arange(len(sequences)))
    return float(network.compute_loss(x, None, network(x)))
