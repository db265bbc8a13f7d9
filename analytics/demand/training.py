"""How the members of the demand model are trained: one network, each member with weights of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from analytics.demand.visits import Floats, Visits
from analytics.numerics import random_stream

Progress = Callable[[float], None]
Arrays = dict[str, NDArray[np.generic]]
_BATCHES, _SMALLEST_BATCH = 16, 256  # steps are cheaper on small batches, as long as they are many
_FEWEST_STEPS = 1500  # a small shop is seen more often, not trained less;
_LEAST_STEPS = 600  # a tiny one, of fewer visits than steps, is then within a tenth of a standard error


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
        rng = random_stream(self.seed)
        for _ in range(self.n_epochs):
            order = rng.permutation(len(self.weights))
            for start in range(0, len(order) - self.size + 1, self.size):
                rows = order[start : start + self.size]
                yield {name: values[rows] for name, values in self.x.items()}, self.weights[rows]


def batches_of(x: Arrays, weights: Floats, largest: int, fewest_epochs: int, seed: int) -> Batches:
    """Return the batches of a training: as large as shall be, or smaller ones so that there are many.

    Parameters
    ----------
    x, weights : as in `Batches`
    largest : visits a batch
    """
    n = len(weights)
    size = min(largest, max(n // _BATCHES, min(n, _SMALLEST_BATCH)))
    fewest_steps = min(max(n, _LEAST_STEPS), _FEWEST_STEPS)
    return Batches(x, weights, size, max(fewest_epochs, -(-fewest_steps // (n // size))), seed)


def bootstrap_weights(visits: Visits, n_members: int, seed: int, with_periods: bool = False) -> Floats:
    """Return each member's weight of each visit: ones for the fit, a Bayesian bootstrap of customers else.

    Parameters
    ----------
    with_periods : whether other weeks might have come as well as other customers
        Not where the network has shocks of demand: there each member has shocks of its own.

    References
    ----------
    Rubin (1981), The Bayesian bootstrap.
    Owen & Eckles (2012), Bootstrapping data arrays of arbitrary order.
    """
    rng = random_stream(seed)
    weights = rng.exponential(size=(len(visits.customer_ids), n_members))[visits.customer]
    if with_periods:
        n_periods = int(visits.period.max(initial=0)) + 1
        weights *= rng.exponential(size=(n_periods, n_members))[visits.period]
    weights[:, 0] = 1.0
    return np.asarray(weights, np.float32)


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
