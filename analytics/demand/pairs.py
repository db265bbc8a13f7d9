"""Which pairs of products may sell each other, and which of them meet in a basket."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analytics.arrays import Bools, Doubles, Ints
from analytics.demand.visit_log import Lines, VisitLog

MOST_PARTNERS = 12  # of a cell; of more, those that chance explains least
USUAL_SPREAD = 0.4  # of cross effects among few products [logits]
FEWEST_COUNTED = 5  # joint purchases, below which a pair's number is not kept
_LARGEST_TABLE = 4_000  # products whose pairs fit into a table
_ROWS = 200_000  # cells whose partners are found together


@dataclass(frozen=True)
class Pairs:
    """Pairs of products, a < b, in rising order.

    Attributes
    ----------
    a, b : (n_pairs,) positions
    surprise : (n_pairs,) how far their joint purchases lie from chance [standard errors], >= 0
    spread : (n_pairs,) of the effect that is expected, the smaller the unlikelier there is one [logits]
    is_alike : (n_pairs,) whether both are of one category, whose effects have a mean of their own
    is_learned : whether effects are learned; else joint purchases tell who looks where (`joint_purchases`)
    """

    n_products: int
    a: Ints
    b: Ints
    surprise: Doubles
    spread: Doubles
    is_alike: Bools
    is_learned: bool = True

    @classmethod
    def of_all(cls, n_products: int) -> "Pairs":
        """Return every pair of a few products."""
        a, b = np.triu_indices(n_products, 1)
        n = len(a)
        return cls(n_products, a, b, np.zeros(n), np.full(n, USUAL_SPREAD), np.zeros(n, bool))

    def __len__(self) -> int:
        return len(self.a)

    @property
    def learned(self) -> "Pairs":
        """Return the pairs whose effects are learned: all or none."""
        names = ("a", "b", "surprise", "spread", "is_alike")
        return self if self.is_learned else replace(self, **{name: getattr(self, name)[:0] for name in names})

    def places(self, one: Ints, other: Ints) -> Ints:
        """Return where pairs stand, either way round, of the arguments' shape; -1 where they do not."""
        if self._table is not None:
            return np.asarray(self._table[one, other], np.int64)
        key = np.minimum(one, other).astype(np.int64) * self.n_products + np.maximum(one, other)
        place = np.minimum(np.searchsorted(self._keys, key), max(len(self) - 1, 0))
        is_there = self._keys[place] == key if len(self) else np.zeros(np.shape(key), bool)
        return np.where(is_there, place, -1)

    @cached_property
    def by_product(self) -> tuple[Ints, Ints, Ints]:
        """Return where each product's pairs start, and of these the other product and the pair."""
        one, other = np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a])
        order = np.lexsort((other, one))
        start = np.searchsorted(one[order], np.arange(self.n_products + 1))
        return start, other[order].astype(np.int64), np.tile(np.arange(len(self)), 2)[order]

    @cached_property
    def _keys(self) -> Ints:
        return self.a.astype(np.int64) * self.n_products + self.b

    @cached_property
    def _table(self) -> NDArray[np.int32] | None:
        if self.n_products > _LARGEST_TABLE:
            return None
        table = np.full((self.n_products, self.n_products), -1, np.int32)
        table[self.a, self.b] = table[self.b, self.a] = np.arange(len(self))
        return table


def partners(pairs: Pairs, log: VisitLog, visit: Ints, product: Ints) -> NDArray[np.int32]:
    """Return which pairs the rest of each cell's basket makes with its product, (n_cells, n_most).

    Positions among the pairs; `len(pairs)` where there is none.

    Parameters
    ----------
    visit, product : (n_cells,)
    """
    if not pairs.is_learned:
        return np.full((len(visit), 1), len(pairs), np.int32)
    start = np.searchsorted(log.bought.visit, np.arange(len(log) + 1))
    found = [
        _partners_of(
            pairs, log.bought.product, start, visit[first : first + _ROWS], product[first : first + _ROWS]
        )
        for first in range(0, len(visit), _ROWS)
    ]
    width = max((part.shape[1] for part in found), default=1)
    padded = [np.pad(p, ((0, 0), (0, width - p.shape[1])), constant_values=len(pairs)) for p in found]
    return np.concatenate([np.empty((0, max(width, 1)), np.int32), *padded])


def joint_counts(log: VisitLog, pairs: Pairs) -> Ints:
    """Return how many visits bought both products of each pair, (n_pairs,)."""
    return np.asarray(np.rint(np.asarray(n_together(log, log.bought)[pairs.a, pairs.b]).ravel()), np.int64)


def n_bought_together(log: VisitLog) -> sparse.csr_array:
    """Return in how many visits pairs were bought together, where in enough to count, (n_products,) * 2."""
    found = n_together(log, log.bought)
    found.data = np.where(found.data >= FEWEST_COUNTED, np.rint(found.data), 0)
    found.eliminate_zeros()
    return sparse.csr_array(found.astype(np.int64))


def _partners_of(pairs: Pairs, bought: Ints, start: Ints, visit: Ints, product: Ints) -> NDArray[np.int32]:
    n_bought = start[visit + 1] - start[visit]
    cell = np.repeat(np.arange(len(visit)), n_bought)
    within = np.arange(len(cell)) - np.repeat(np.cumsum(n_bought) - n_bought, n_bought)
    other = bought[start[visit][cell] + within]
    place = pairs.places(product[cell], other)
    is_pair = (place >= 0) & (other != product[cell])
    cell, place = cell[is_pair], place[is_pair]
    order = np.lexsort((-pairs.surprise[place], cell))
    cell, place = cell[order], place[order]
    nth = np.arange(len(cell)) - np.searchsorted(cell, cell)
    width = min(int(nth.max(initial=0)) + 1, MOST_PARTNERS)
    table = np.full((len(visit), width), len(pairs), np.int32)
    kept = nth < width
    table[cell[kept], nth[kept]] = place[kept]
    return table


def n_together(log: VisitLog, lines: Lines) -> sparse.csr_array:
    """Return in how many visits pairs of products have a line, (n_products, n_products)."""
    ones = np.ones(len(lines), np.float32)
    table = sparse.csr_array((ones, (lines.visit, lines.product)), (len(log), log.n_products))
    return sparse.csr_array(table.T @ table)
