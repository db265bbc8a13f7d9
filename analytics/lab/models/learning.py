"""How a network learns: epoch by epoch, until the validation rows gain no more; its best weights stay."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.lab.config import TrainConfig
from analytics.lab.models.batches import Rows
from analytics.lab.models.contract import Step, Watch
from analytics.lab.models.memory import halved, is_exhausted
from analytics.numerics import random_stream

_LEAST = 1e-7  # of a share, as Keras has it
_STEPS_FROM_ZERO = 3.0  # of Adam, within which a weight swings that a strong L1 penalty holds at zero
Taught = Callable[[Any, Any, Any], dict[str, float]]  # a step on a batch
Varied = Callable[[Ints, np.random.Generator], Ints]  # pasts as an epoch sees them
RowsOf = Callable[[int], Rows]  # for a size of batches


@dataclass
class Best:
    """The epoch whose validation loss was least."""

    loss: float = np.inf
    epoch: int = 0
    weights: Any = None


def learn(
    network: Any,
    rows_of: RowsOf,
    judging_of: RowsOf,
    size: int,
    config: TrainConfig,
    watch: Watch,
    vary: Varied,
    teach: Taught,
) -> int:
    """Train a network and leave it with its best weights; return the size of batches that fitted.

    Parameters
    ----------
    rows_of, judging_of : rows to learn from, and those of validation, in batches of a size
    size : to begin with; halved where memory does not suffice
    """
    best, epoch, rows, judging = Best(), 0, rows_of(size), judging_of(size)
    while epoch < config.most_epochs and not _is_idle(best, epoch, config):
        order = random_stream(config.seed, "rows", epoch).permutation(len(rows.start))
        past = vary(rows.past, random_stream(config.seed, "pasts", epoch))
        try:
            train_loss = _epoch(network, replace(rows, past=past), order, teach)
            if config.l1:
                _zero_small(network, config.learning_rate * min(1000 * config.l1, _STEPS_FROM_ZERO))
            loss = log_loss(judging.outcome, shares(network, judging))
        except Exception as error:
            if not is_exhausted(error):
                raise
            size = halved(size, network.count_params())
            rows, judging = rows_of(size), judging_of(size)
            continue
        epoch += 1
        if loss < best.loss:
            best = Best(loss, epoch, network.get_weights())
        is_last = epoch == config.most_epochs or _is_idle(best, epoch, config)
        watch(Step(1.0 if is_last else epoch / config.most_epochs, epoch, train_loss, loss))
    if config.patience and best.weights is not None:  # without, the training goes as far as it was asked to
        network.set_weights(best.weights)
    return size


def shares(network: Any, rows: Rows) -> Doubles:
    """Return the predicted share of yes of each row, (n,)."""
    found = np.zeros(len(rows.order))
    for at, (inputs, _, _) in rows.batches(np.arange(len(rows.start))):
        found[at] = np.asarray(network.predict_on_batch(inputs), float)[: len(at), 0]
    return found


def log_loss(outcome: Any, share: Doubles) -> float:
    """Return the mean log loss."""
    known = np.clip(share, _LEAST, 1 - _LEAST)
    return float(-np.log(np.where(outcome == 1, known, 1 - known)).mean())


def _epoch(network: Any, rows: Rows, order: Ints, teach: Taught) -> float:
    network.reset_metrics()
    told = {"log_loss": np.nan}
    for _, (inputs, outcome, weight) in rows.batches(order):
        told = teach(inputs, outcome, weight)
    return float(told["log_loss"])


def _is_idle(best: Best, epoch: int, config: TrainConfig) -> bool:
    return bool(config.patience) and epoch - best.epoch >= config.patience


def _zero_small(network: Any, least: float) -> None:
    """Let weights next to zero be zero: an L1 penalty says so, and Adam steps around it."""
    import keras

    for layer in network.layers:
        for variable in layer.trainable_variables:
            if len(variable.shape) > 1:
                values = keras.ops.convert_to_numpy(variable)
                variable.assign(np.where(np.abs(values) < least, 0.0, values))
