"""One shop's side of a federated training: it learns on its own rows, and says how its weights moved."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.choice import BasketChoice
from analytics.demand.choice_training import Training
from analytics.federated.config import FederatedConfig
from analytics.federated.layout import Layout
from analytics.federated.names import NamedRows, named_rows

_LEVEL, _EXPONENT = "slope", "price_level"  # tables of one row each


class Client:
    """A shop that trains with others.

    Parameters
    ----------
    model : its encoder, pairs and states are known, see `BasketChoice.prepare`
    training : where its own training starts
    columns : names of the products' columns
    """

    def __init__(
        self, model: BasketChoice, training: Training, columns: Sequence[str], config: FederatedConfig
    ) -> None:
        self.model, self.training, self.config = model, training, config
        self._tables = named_rows(model, training, columns, config.shared)
        self._layers = {layer.name: layer for layer in training.network.layers if layer.weights}
        self._batches: Iterator[Any] = iter(training.batches)
        price = np.maximum(training.reference_price.astype(float), 1e-6)
        self._log_price = float(np.log(price).mean())  # [log currency]

    @property
    def names(self) -> tuple[str, ...]:
        """Return what the shop's rows are called, those that stay in it included."""
        return tuple(name for table in self._tables for name in table.names)

    @property
    def n_own(self) -> int:
        """Return how many rows stay in the shop, once it has joined."""
        return int((self._at < 0).sum())

    @property
    def n_cells(self) -> int:
        """Return how many cells the shop learns from."""
        return len(self.training.batches.told)

    def join(self, layout: Layout) -> Doubles:
        """Take the order of what is exchanged, and return the shop's first message: where it would start."""
        self._layout, self._at = layout, layout.places(self.names)
        return self._message(self._own(), [self.n_cells, 0.0, 0.0])

    def begin(self, n_cells: float) -> None:
        """Get ready for the first step.

        Parameters
        ----------
        n_cells : of all shops together, which priors of shared weights are set beside
        """
        from analytics.federated.priors import NamedPrior  # and Keras

        first = 0
        for table in self._tables:
            at = self._at[first : first + len(table.names)]
            first += len(table.names)
            kernel = self._layers[table.layer].kernel
            if kernel.regularizer is not None:
                beside = np.where(at >= 0, n_cells, float(self.n_cells))
                kernel.regularizer = NamedPrior(kernel.regularizer, table.names, beside, self.config.seed)
        self.training.compile(self.config.learning_rate)
        self.training.network.optimizer.build(self.training.network.trainable_variables)

    def train(self, shared: Doubles, part: int) -> Doubles:
        """Take the shared weights, learn for one round, and return the message of how they moved.

        Parameters
        ----------
        shared : (n_rows, n_members) of the layout
        part : number of the round, from 0
        """
        self.take(shared)
        n = len(self.training.batches)
        n_steps = n * (part + 1) // self.config.rounds - n * part // self.config.rounds
        losses = [float(self._step()) for _ in range(n_steps)]
        moved = self._own() - shared[self._known]
        size = float(np.sqrt(np.mean(moved**2))) if moved.size else 0.0
        is_clipped = size > self.config.clip
        loss = float(np.mean(losses)) * self.n_cells if losses else 0.0
        moved = moved * (self.config.clip / size) if is_clipped else moved
        return self._message(moved, [self.n_cells, loss, float(is_clipped)])

    def take(self, shared: Doubles) -> None:
        """Take the shared weights in place of the shop's own."""
        values, is_shared = self._values(), self._at >= 0
        values[is_shared] = shared[self._known]
        self._set(values)

    def finish(self, shared: Doubles) -> BasketChoice:
        """Return the shop's model with the shared weights as they are in the end."""
        self.take(shared)
        return self.model.finish(self.training)

    @property
    def _known(self) -> Ints:
        """Return where the shop's shared rows stand in the layout."""
        return self._at[self._at >= 0]

    def _step(self) -> Any:
        x, weights = next(self._batches)
        return self.training.network.train_on_batch(x, weights)

    def _own(self) -> Doubles:
        """Return the shop's weights of shared rows, (n_shared, n_members)."""
        return self._values()[self._at >= 0]

    def _message(self, values: Doubles, figures: Sequence[float]) -> Doubles:
        rows = np.zeros((len(self._layout), self._layout.n_members))
        n_cells = np.zeros(len(self._layout))
        rows[self._known] = values
        n_cells[self._known] = np.concatenate([table.n_cells for table in self._tables])[self._at >= 0]
        return self._layout.message(rows, n_cells, figures)

    def _values(self) -> Doubles:
        """Return all rows as they are exchanged: the price slope at a price of one, not at the mean."""
        rows = [self._rows(table) for table in self._tables]
        values = np.concatenate(rows).astype(float)
        return self._moved(values, -self._log_price)

    def _set(self, values: Doubles) -> None:
        values, first = self._moved(values, self._log_price), 0
        for table in self._tables:
            kernel = self._layers[table.layer].kernel
            rows = values[first : first + len(table.names)]
            kernel.assign(rows.reshape(tuple(kernel.shape)).astype(np.float32))
            first += len(table.names)

    def _moved(self, values: Doubles, log_price: float) -> Doubles:
        """Return rows with the price slope at another log price, as the price level in it says."""
        at = {table.layer: i for table, i in zip(self._tables, self._starts(), strict=True)}
        moved = values.copy()
        moved[at[_LEVEL]] += log_price * values[at[_EXPONENT]]
        return moved

    def _starts(self) -> list[int]:
        sizes = [len(table.names) for table in self._tables]
        return [int(first) for first in np.cumsum([0, *sizes[:-1]])]

    def _rows(self, table: NamedRows) -> Floats:
        kernel = np.asarray(self._layers[table.layer].get_weights()[0])
        return kernel.reshape(len(table.names), -1)
