"""Customers drawn by lot for a step, with all their cells, in arrays of one size."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.batches import CellBatches
from analytics.demand.training import Arrays

_ROOM = 4.0  # standard deviations beyond the usual number of cells; a fuller lot is as large as it has to be


@dataclass(frozen=True)
class Lot:
    """The cells of a step's customers, filled up with cells that weigh nothing.

    Attributes
    ----------
    x : the network's inputs, n_rows of each
    bought : (n_rows,)
    weight : (n_rows, n_members); 0 for what fills up
    customer : (n_cells,) of the cells before those, 0 to n_customers − 1
    """

    x: Arrays
    bought: Bools
    weight: Floats
    customer: Ints


@dataclass(frozen=True)
class Lots:
    """Steps of a private training.

    Attributes
    ----------
    batches : all informative cells, sorted by customer, with members' weights
    share : of the customers, each in a step by a lot of its own
    """

    batches: CellBatches
    share: float
    n_steps: int
    rng: np.random.Generator

    def __len__(self) -> int:
        return self.n_steps

    def __iter__(self) -> Iterator[Lot]:
        first, n_cells = self._places()
        size = self._size(n_cells)
        for _ in range(self.n_steps):
            drawn = np.flatnonzero(self.rng.random(len(n_cells)) < self.share)
            yield self._lot(drawn[n_cells[drawn] > 0], first, n_cells, size)

    def _places(self) -> tuple[Ints, Ints]:
        """Return where each customer's cells begin, and how many they are, both (n_customers,)."""
        n_customers = len(self.batches.customer_weight)
        n_cells = np.bincount(self.batches.customer, minlength=n_customers).astype(np.int64)
        return np.cumsum(n_cells) - n_cells, n_cells

    def _size(self, n_cells: Ints) -> int:
        spread = np.sqrt(self.share * (n_cells.astype(float) ** 2).sum())
        return int(min(self.share * n_cells.sum() + _ROOM * spread, n_cells.sum())) + 1

    def _lot(self, drawn: Ints, first: Ints, n_cells: Ints, size: int) -> Lot:
        n = n_cells[drawn]
        customer = np.repeat(np.arange(len(drawn)), n)
        rows = first[drawn][customer] + np.arange(len(customer)) - np.repeat(np.cumsum(n) - n, n)
        filled = np.pad(rows, (0, max(size - len(rows), 0)))  # with the first cell, which then weighs nothing
        weight = self.batches.weight(filled).astype(np.float32)
        weight[len(rows) :] = 0
        return Lot(self.batches.told.rows(filled), self.batches.bought[filled], weight, customer)


def shrunk(lengths: Doubles, most: float) -> Doubles:
    """Return the factors that bring customers' gradients to a length at most, (n_customers,)."""
    return np.asarray(np.minimum(1.0, most / np.maximum(lengths, 1e-12)))
