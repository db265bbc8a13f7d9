"""Rows in batches of one shape, so that a step compiles once; rows with one past lie together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats, Ints
from analytics.lab.examples import Examples

Cells = TypeVar("Cells", bound=NDArray[Any])
Batch = tuple[dict[str, Floats | Ints], Floats, Floats]  # inputs, (size, 1) outcomes, (size,) weights


@dataclass(frozen=True)
class Rows:
    """Rows in groups that share a past; a group has at most a quarter of a batch.

    Attributes
    ----------
    x : (n, n_columns)
    outcome, weight : (n,)
    past : (n_pasts, length)
    past_of_group : (n_groups,) position in `past`
    order : (n,) rows, group by group
    start, count : (n_groups,) where each group lies in `order`
    size : rows of a batch
    """

    x: Floats
    outcome: Floats
    weight: Floats
    past: Ints
    past_of_group: Ints
    order: Ints
    start: Ints
    count: Ints
    size: int

    @classmethod
    def of(cls, examples: Examples, x: Doubles, weight: Doubles | None, size: int) -> "Rows":
        """Group rows by what they share."""
        n = len(examples)
        has_past = examples.has_past
        past_row = examples.past_row if has_past else np.arange(n)
        order = np.argsort(past_row, kind="stable")
        in_order = past_row[order]
        nth = np.arange(n) - np.searchsorted(in_order, in_order)
        start = np.flatnonzero(nth % max(size // 4, 1) == 0)
        return cls(
            x.astype(np.float32),
            examples.outcome.astype(np.float32),
            (np.ones(n) if weight is None else weight).astype(np.float32),
            examples.past if has_past else np.zeros((0, 0), np.int32),
            in_order[start],
            order,
            start,
            np.diff(np.append(start, n)),
            size,
        )

    @property
    def n_groups(self) -> int:
        """How many groups a batch has at most."""
        mean = len(self.order) / max(len(self.start), 1)
        return max(int(np.ceil(1.25 * self.size / mean)), 1)

    def batches(self, groups: Ints) -> Iterator[tuple[Ints, Batch]]:
        """Yield the rows of each batch, and the batch, filled up with rows that weigh nothing.

        Parameters
        ----------
        groups : in the order wanted
        """
        ends, first = np.cumsum(self.count[groups]), 0
        while first < len(groups):
            before = ends[first - 1] if first else 0
            last = int(np.searchsorted(ends, before + self.size, "right"))
            last = min(max(last, first + 1), first + self.n_groups)
            yield self._batch(groups[first:last])
            first = last

    def _batch(self, groups: Ints) -> tuple[Ints, Batch]:
        count = self.count[groups]
        inside = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        rows = self.order[np.repeat(self.start[groups], count) + inside]
        inputs: dict[str, Floats | Ints] = {"x": _filled(self.x[rows], self.size)}
        if len(self.past):
            inputs["past"] = _filled(self.past[self.past_of_group[groups]].astype(np.int32), self.n_groups)
            inputs["at"] = _filled(np.repeat(np.arange(len(groups), dtype=np.int32), count), self.size)
        scale = self.size / len(rows)  # Keras divides by all rows of a batch
        weight = _filled(self.weight[rows] * np.float32(scale), self.size)
        return rows, (inputs, _filled(self.outcome[rows, None], self.size), weight)


def _filled(values: Cells, n: int) -> Cells:
    """Return values with zeros up to n of them."""
    widths = [(0, n - len(values)), *[(0, 0)] * (values.ndim - 1)]
    return cast(Cells, np.pad(values, widths))
