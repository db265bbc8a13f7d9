"""How the members of the demand model are trained: one network, each member with weights of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Floats, Ints
from analytics.numerics import random_stream

Progress = Callable[[float], None]
Arrays = dict[str, NDArray[np.generic]]


class AnyBatches(Protocol):
    """Steps of a training: inputs and outcomes, as many as its length says."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[tuple[Arrays, Floats]]: ...


@dataclass(frozen=True)
class Batches:
    """Shuffled batches of visits, all of one size, so that a step compiles once.

    Attributes
    ----------
    x : the network's inputs, each with n_visits rows
    weights : (n_visits, n_members)
    size : visits a batch, at most n_visits
    n_epochs : how often every visit is drawn, but for an epoch's last few
    """

    x: Arrays
    weights: Floats
    size: int
    n_epochs: int
    seed: int

    def __len__(self) -> int:
        return self.n_epochs * (len(self.weights) // self.size)

    def __iter__(self) -> Iterator[tuple[Arrays, Floats]]:
        for rows in shuffled(len(self.weights), self.size, self.n_epochs, self.seed):
            yield {name: values[rows] for name, values in self.x.items()}, self.weights[rows]


def shuffled(n: int, size: int, n_epochs: int, seed: int) -> Iterator[Ints]:
    """Yield positions of n rows in batches of one size, anew in every epoch; the last few stay out."""
    rng = random_stream(seed)
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n - size + 1, size):
            yield order[start : start + size]


def train(network: Any, batches: AnyBatches, progress: Progress) -> None:
    """Step through the batches; `Model.fit` would spend most of a step on handing over rows.

    Parameters
    ----------
    network : a compiled keras.Model
    progress : called with the share done, 0–1; may raise to stop
    """
    network.optimizer.build(network.trainable_variables)  # made in the first step, it has that compiled twice
    for step, (x, weights) in enumerate(batches):
        network.train_on_batch(x, weights)
        progress((step + 1) / len(batches))
