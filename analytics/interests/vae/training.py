"""How the network is trained: annealed, in time order, stopped where later windows no longer gain."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Numbers
from analytics.interests.category_memory import softmax
from analytics.numerics import random_stream

Report = Callable[[float], None]
Judge = Callable[[Any], float]  # network → loss on windows that it does not learn from
CUSTOMERS = 512  # asked at a time


@dataclass(frozen=True)
class Correction:
    """How far the forecast may be corrected, and how fast that is learned.

    Parameters
    ----------
    sd : of what a unit of the latent does to the log share of a category
    """

    sd: float
    learning_rate: float


CALM = Correction(0.007, 3e-3)  # a year of groceries: the own past tells nearly everything
DRIFTING = Correction(0.3, 1e-2)  # shops where interests move on


@dataclass(frozen=True)
class VAEConfig:
    """How the autoencoder is trained."""

    corrections: tuple[Correction, ...] = (CALM, DRIFTING)  # validation chooses
    most_epochs: int = 24
    patience: int = 3  # epochs without a gain on the windows that tune
    fewest_steps: int = 16  # an epoch
    batch_size: int = 256
    calmer: float = 0.95  # the learning rate of each epoch ÷ that of the one before
    kl_weight: float = 0.1  # at the end of the annealing
    annealing: int = 8  # epochs
    n_members: int = 2  # networks whose shares are averaged
    n_draws: int = 6  # of the latent, by which a forecast's spread is told
    network: dict[str, Any] = field(default_factory=dict)  # sizes and priors other than the usual ones
    seed: int = 0


@dataclass(frozen=True)
class Trained:
    """A network, its loss on the windows that tune, and the epochs that it took."""

    network: Any
    loss: float
    n_epochs: int


def train(
    network: Any,
    inputs: dict[str, Floats],
    targets: Floats,
    config: VAEConfig,
    learning_rate: float,
    seed: int,
    report: Report,
    judge: Judge | None = None,
    n_epochs: int | None = None,
) -> Trained:
    """Train a network for so many epochs, or until a judge sees no more gain; keeps the best.

    Parameters
    ----------
    inputs, targets : as `InterestFeatures` gives them
    report : called with the share done, 0–1; may raise to stop
    """
    import keras

    network.compile(keras.optimizers.Adam(learning_rate))
    most, rng = n_epochs or config.most_epochs, random_stream(seed, "batches")
    best, kept, since, epoch = np.inf, network.get_weights(), 0, 0
    for epoch in range(most):
        network.kl_weight.assign(config.kl_weight * min(1.0, (epoch + 1) / config.annealing))
        network.optimizer.learning_rate.assign(learning_rate * config.calmer**epoch)
        for rows in _batches(len(targets), config, rng):
            network.train_on_batch({name: part[rows] for name, part in inputs.items()}, targets[rows])
        report((epoch + 1) / most)
        if judge is None:
            continue
        loss = judge(network)
        if loss < best:
            best, kept, since, n_epochs = loss, network.get_weights(), 0, epoch + 1
        elif (since := since + 1) == config.patience:
            break
    if judge is not None:
        network.set_weights(kept)
    return Trained(network, best, n_epochs or most)


def forecast_logits(network: Any, inputs: dict[str, Floats]) -> Floats:
    """Return the logits of all windows, (n, n_periods, n_horizons, n_categories)."""
    n = len(inputs["history"])
    found = []
    for first in range(0, n, CUSTOMERS):
        rows = np.minimum(np.arange(first, first + CUSTOMERS), n - 1)  # always as many: it is traced once
        asked = network.predict_on_batch({name: part[rows] for name, part in inputs.items()})
        found.append(np.asarray(asked["forecast"])[: n - first])
    return np.concatenate(found)


def decoded(network: Any, base: Floats, z: Numbers, horizon: int) -> Doubles:
    """Return the shares of a window ahead of latents, (n, n_categories).

    Parameters
    ----------
    base : (n, n_categories) log shares that are corrected
    z : (n, n_units) latents today
    """
    latents = network.ahead(np.asarray(z, np.float32))[:, horizon]
    return softmax(np.asarray(network.corrected(base, latents)))


def _batches(n: int, config: VAEConfig, rng: np.random.Generator) -> list[Any]:
    size = int(np.clip(n // config.fewest_steps, 1, config.batch_size))
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n - size + 1, size)]
