"""The encoder pre-trained on what comes next, and fine-tuned on who buys; networks are built once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.lab.columns import Columns
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.models.batches import Rows
from analytics.lab.models.contract import Step
from analytics.lab.models.learning import learn, shares
from analytics.lab.subjects.shared_tokens import ASKED
from analytics.numerics import random_stream

Report = Callable[[float], None]
Weights = list[Any]  # of the layers that are shared, layer by layer
_FOLLOWING, _BUYING = 0, 1  # places among the networks
_HELD_OUT = 0.1  # of the stretches: pre-training stops by them
_STEPS, _LEAST_EPOCHS = 600, 12  # of pre-training, at most
_PATIENCE = 4  # epochs
_BATCH = 32  # stretches
_AT_ONCE = 512  # rows in predictions


@dataclass(frozen=True)
class Pretrained:
    """What was learned of one shop.

    Attributes
    ----------
    weights : of the shared layers
    log_loss : of the token that follows, on stretches held out, per token
    base_log_loss : of saying that each token follows as often as it does in the rest
    """

    weights: Weights
    log_loss: float
    base_log_loss: float


class Encoder:
    """Both networks for one pair of shops.

    Parameters
    ----------
    rows : of the shop that is fine-tuned on: all that may be learned from
    """

    def __init__(self, config: TrainConfig, rows: Examples) -> None:
        self.config = config
        self.columns = Columns.of(rows.inputs.drop(columns=ASKED))
        self._sizes = len(self.columns.names) + 1, rows.n_tokens, rows.past.shape[1]
        self.networks = self._built(config.seed)
        self._unused = [[np.asarray(v) for v in of.optimizer.variables] for of in self._both(self.networks)]
        self._starts: dict[int, list[Any]] = {}

    def pretrain(self, sequences: Ints, seed: int, report: Report) -> Pretrained:
        """Learn what comes next.

        Parameters
        ----------
        sequences : (n, length + 1) of the other shop
        report : takes the share done, 0–1
        """
        network = self._begin(_FOLLOWING, seed)
        order = random_stream(seed, "held out").permutation(len(sequences))
        n_held = max(round(_HELD_OUT * len(sequences)), 1)
        held, rest = sequences[order[:n_held]], sequences[order[n_held:]]
        best, kept, idle = np.inf, network.get_weights(), 0
        n_epochs = max(-(-_STEPS * _BATCH // max(len(rest), 1)), _LEAST_EPOCHS)
        for epoch in range(n_epochs):
            mixed = random_stream(seed, "stretches", epoch).permutation(len(rest))
            for batch in _batches(rest[mixed]):
                network.train_on_batch(*batch)
            loss = next_log_loss(network, held)
            best, kept, idle = (loss, network.get_weights(), 0) if loss < best else (best, kept, idle + 1)
            report((epoch + 1) / n_epochs)
            if idle == _PATIENCE:
                break
        network.set_weights(kept)
        weights = [layer.get_weights() for layer in self.networks.shared]
        return Pretrained(weights, float(best), _base_log_loss(rest, held, self._sizes[1]))

    def tune(self, train: Examples, validation: Examples, seed: int, start: Weights | None) -> None:
        """Learn who buys, from pre-trained weights or from scratch."""
        network = self._begin(_BUYING, seed)
        if start is not None:
            for layer, weights in zip(self.networks.shared, start, strict=True):
                layer.set_weights(weights)
        config = replace(self.config, seed=seed)
        learn(
            network,
            lambda size: self._rows(train, size),
            lambda size: self._rows(validation, _AT_ONCE),
            config.batch_size,
            config,
            _unwatched,
            lambda past, rng: past,
            self._teach,
        )

    def predict(self, rows: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        return shares(self.networks.buying, self._rows(rows, _AT_ONCE))

    def _begin(self, which: int, seed: int) -> Any:
        """Give one of the networks the weights that a seed begins with, and an optimizer unused."""
        if seed not in self._starts:
            self._starts[seed] = [of.get_weights() for of in self._both(self._built(seed))]
        network = self._both(self.networks)[which]
        network.set_weights(self._starts[seed][which])
        for variable, value in zip(network.optimizer.variables, self._unused[which], strict=True):
            variable.assign(value)
        return network

    def _built(self, seed: int) -> Any:
        from analytics.lab.transfer.network import build_networks

        return build_networks(replace(self.config, seed=seed), *self._sizes)

    @staticmethod
    def _both(networks: Any) -> tuple[Any, Any]:
        return networks.following, networks.buying

    def _teach(self, inputs: Any, outcome: Any, weight: Any) -> dict[str, float]:
        told = self.networks.buying.train_on_batch(inputs, outcome, sample_weight=weight, return_dict=True)
        return {name: float(value) for name, value in told.items()}

    def _rows(self, rows: Examples, size: int) -> Rows:
        """Return rows each with a past of its own: batches of any rows then have one shape."""
        x = np.column_stack([self.columns.matrix(rows.inputs), rows.inputs[ASKED].to_numpy(float)])
        alone = replace(rows, past=rows.past[rows.past_row], past_row=np.arange(len(rows)))
        return Rows.of(alone, x, None, size)


def next_log_loss(network: Any, sequences: Ints) -> float:
    """Return the mean log loss of the token that follows, per token."""
    total = n = 0.0
    for past, follows, weight in _batches(sequences):
        logits = np.asarray(network.predict_on_batch(past), float)
        top = logits.max(-1, keepdims=True)
        likely = logits - top - np.log(np.exp(logits - top).sum(-1, keepdims=True))
        total -= float((np.take_along_axis(likely, follows[..., None], -1)[..., 0] * weight).sum())
        n += float(weight.sum())
    return total / max(n, 1.0)


def _base_log_loss(rest: Ints, held: Ints, n_tokens: int) -> float:
    counts = np.bincount(rest[:, 1:].ravel(), minlength=n_tokens + 1)[1:] + 1.0
    told = held[:, 1:][held[:, 1:] > 0]
    return float(-np.log(counts / counts.sum())[told - 1].mean()) if len(told) else 0.0


def _batches(sequences: Ints) -> Any:
    """Yield pasts, what follows each place, and whether it counts, in batches of one shape."""
    for first in range(0, len(sequences), _BATCH):
        part = sequences[first : first + _BATCH]
        part = np.pad(part, ((0, _BATCH - len(part)), (0, 0)))
        yield part[:, :-1], part[:, 1:], (part[:, 1:] > 0).astype(np.float32)


def _unwatched(step: Step) -> None:
    """Take no notice: an epoch of few rows is soon over."""
