"""Rows that hold few products each, to be looked up by row and by product."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.arrays import Floats, Ints, Numbers


@dataclass(frozen=True)
class SparseRows:
    """Rows of few products each: positions `start[r]` to `start[r + 1]` of the others are row r's.

    Attributes
    ----------
    start : (n_rows + 1,)
    product : (n,)
    values : (n, k)
    """

    start: Ints
    product: Ints
    values: Floats

    @classmethod
    def of(cls, row: Ints, product: Ints, values: Numbers, n_rows: int) -> "SparseRows":
        """Return rows of entries that are sorted by row."""
        start = np.searchsorted(row, np.arange(n_rows + 1))
        return cls(start, product.astype(np.int32), values.astype(np.float32))

    def __len__(self) -> int:
        return len(self.start) - 1

    @cached_property
    def row(self) -> Ints:
        """Return the row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def dense(self, products: Ints) -> Floats:
        """Return the values of a few products, 0 where a row has none, (n_rows, n_products, k)."""
        found = np.zeros((len(self), len(products), self.values.shape[1]), np.float32)
        row, which, values = self.entries(products)
        found[row, which] = values
        return found

    def entries(self, products: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the entries of a few products: their rows, which of the products each is of, and values."""
        start, row, values = self._by_product
        first, last = (start[np.minimum(products + k, len(start) - 1)] for k in (0, 1))
        n = last - first
        at = np.repeat(first - (np.cumsum(n) - n), n) + np.arange(n.sum())
        return row[at], np.repeat(np.arange(len(products)), n), values[at]

    def seen_from(self, chosen: Ints) -> "ChosenRows":
        """Return some of the rows to look up, without copying their entries."""
        return ChosenRows(self, chosen)

    def rows(self, chosen: Ints) -> "SparseRows":
        """Return some of the rows."""
        n = np.diff(self.start)[chosen]
        start = np.concatenate([[0], np.cumsum(n)])
        at = np.repeat(self.start[chosen] - start[:-1], n) + np.arange(start[-1])
        return SparseRows(start, self.product[at], self.values[at])

    @cached_property
    def _by_product(self) -> tuple[Ints, Ints, Floats]:
        """Return where each product's entries start; and sorted by product, their rows and values."""
        order = np.argsort(self.product, kind="stable")
        start = np.append(0, np.cumsum(np.bincount(self.product)))
        return start, self.row[order].astype(np.int32), self.values[order]


@dataclass(frozen=True)
class ChosenRows:
    """Some rows of others: of a few products, all are quicker to look up than some are to copy."""

    every: SparseRows
    chosen: Ints

    def dense(self, products: Ints) -> Floats:
        """Return the values of a few products, 0 where a row has none, (n_rows, n_products, k)."""
        return np.asarray(self.every.dense(products)[self.chosen])

    def seen_from(self, chosen: Ints) -> "ChosenRows":
        """Return some of the rows."""
        return ChosenRows(self.every, self.chosen[chosen])
