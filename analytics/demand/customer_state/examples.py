"""What the recurrent network is told of visits, and of the cells that each window of visits answers for."""

from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles, Floats, Ints
from analytics.demand.cells import Cells
from analytics.demand.customer_state.windows import Windows
from analytics.demand.training import Arrays
from analytics.demand.visit_log import Lines, VisitLog

N_FOLDS = 2
_MOST_TOLD = 24  # products of a visit
_ROOM = 1.3  # for batches with more cells than most
_OF_CELLS = ("place", "product", "past", "price", "shift")


@dataclass(frozen=True)
class ToldVisits:
    """What a visit looks like to the next one of its customer: (n_visits, ...) each."""

    bought: NDArray[np.int32]
    seen: NDArray[np.int32]
    own: Floats
    n_products: int

    @classmethod
    def of(
        cls, log: VisitLog, paid: Doubles, n_bought: int | None = None, n_seen: int | None = None
    ) -> "ToldVisits":
        """Return what visits tell."""
        is_first = log.rank == 0
        seconds = np.diff(log.visited_at, prepend=log.visited_at[:1]) / np.timedelta64(1, "s")
        gap = np.log1p(np.where(is_first, 0, np.maximum(seconds / 86_400, 0))) / 3
        before = np.where(is_first, 0, np.roll(paid, 1))
        bought = _before(log, _listed(log, log.bought, n_bought), is_first)
        seen = _before(log, _listed(log, _apart(log), n_seen), is_first)
        return cls(bought, seen, np.stack([before, gap, is_first], 1).astype(np.float32), log.n_products)

    def inputs(self, windows: Windows, chosen: Ints) -> Arrays:
        """Return the inputs of windows; beyond a customer's last visit nothing is told."""
        visit = windows.visit[chosen]
        at, is_there = np.maximum(visit, 0), visit >= 0
        lists: Arrays = {
            name: np.where(is_there[..., None], table[at], self.n_products).astype(np.int32)
            for name, table in (("bought", self.bought), ("seen", self.seen))
        }
        return lists | {"own": np.where(is_there[..., None], self.own[at], 0).astype(np.float32)}


@dataclass(frozen=True)
class Examples:
    """Cells by window: each window answers for the cells of its own visits."""

    cells: Cells
    past: Floats
    price: Floats
    windows: Windows

    @cached_property
    def bounds(self) -> tuple[Ints, Ints]:
        """Return where each window's cells begin and end."""
        start = np.searchsorted(self.cells.visit, np.arange(len(self.cells.log) + 1))
        visit, own = self.windows.visit, self.windows.is_own
        first = np.where(own.any(1), visit[np.arange(len(visit)), own.argmax(1)], 0)
        n = own.sum(1)
        return start[first], start[first + n]

    @cached_property
    def fold(self) -> Ints:
        """Return the half of each visit's customer."""
        return folds(self.cells.log)

    def places(self, chosen: Ints) -> tuple[Ints, Ints]:
        """Return the cells of windows, and where among the windows' visits each stands."""
        begin, end = (edge[chosen] for edge in self.bounds)
        n = end - begin
        row = np.repeat(np.arange(len(chosen)), n)
        cell = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
        inside = self.cells.visit[cell] - self.windows.visit[chosen][row, 0]
        return cell, row * self.windows.length + inside

    def batch(self, chosen: Ints, told: ToldVisits, rng: np.random.Generator) -> tuple[Arrays, Floats]:
        """Return inputs and outcomes of some windows, always of one size."""
        cell, place = self.places(chosen)
        n = int(np.ceil(_ROOM * len(self.cells) / len(self.windows) * len(chosen)))
        if len(cell) > n:
            kept = np.sort(rng.choice(len(cell), n, replace=False))
            cell, place = cell[kept], place[kept]
        x = told.inputs(self.windows, chosen) | self.of_cells(cell, place)
        y = np.column_stack([self.cells.is_bought[cell], self._may_learn(cell)]).astype(np.float32)
        missing = n - len(cell)
        padded = {
            name: np.pad(values, [(0, missing)] + [(0, 0)] * (values.ndim - 1))
            if name in _OF_CELLS
            else values
            for name, values in x.items()
        }
        return padded, np.pad(y, ((0, missing), (0, 0)))

    def of_cells(self, cell: Ints, place: Ints) -> Arrays:
        """Return what the network is told of cells."""
        return {
            "place": place.astype(np.int32),
            "product": self.cells.product[cell],
            "past": self.past[cell],
            "price": self.price[cell],
            "shift": self.cells.shift[cell],
        }

    def _may_learn(self, cell: Ints) -> Floats:
        fold = self.fold[self.cells.visit[cell]]
        is_other = fold[:, None] != np.arange(N_FOLDS)
        return np.asarray(is_other * self.cells.counts[cell][:, None], np.float32)


def price_paid(cells: Cells, price: Floats) -> Doubles:
    """Return the mean relative price of what each visit bought, (n_visits,); a fifth off is about one.

    Parameters
    ----------
    price : (n_cells,) price ÷ price today − 1
    """
    log, bought = cells.log, cells.is_bought
    n = np.maximum(np.bincount(cells.visit[bought], minlength=len(log)), 1)
    return np.asarray(5 * np.bincount(cells.visit[bought], price[bought], len(log)) / n)


def folds(log: VisitLog) -> Ints:
    """Return the half that each visit's customer belongs to, the same on every machine and in every run."""
    fold = np.array([crc32(str(customer).encode()) % N_FOLDS for customer in log.customer_ids], np.int64)
    return np.asarray(fold[log.customer])


def _apart(log: VisitLog) -> Lines:
    """Return what was seen and not bought."""
    seen, bought = (
        lines.visit.astype(np.int64) * log.n_products + lines.product for lines in (log.seen, log.bought)
    )
    return log.seen.where(~np.isin(seen, bought))


def _listed(log: VisitLog, lines: Lines, width: int | None) -> NDArray[np.int32]:
    """Return the products of each visit's lines, (n_visits, width); `n_products` where there are no more."""
    n = np.bincount(lines.visit, minlength=len(log))
    width = width or int(np.clip(n.max(initial=0), 1, _MOST_TOLD))
    nth = np.arange(len(lines)) - (np.cumsum(n) - n)[lines.visit]
    table = np.full((len(log), width), log.n_products, np.int32)
    kept = nth < width
    table[lines.visit[kept], nth[kept]] = lines.product[kept]
    return table


def _before(log: VisitLog, table: NDArray[np.int32], is_first: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return each row's predecessor; a customer's first visit has none."""
    return np.where(is_first[:, None], log.n_products, np.roll(table, 1, 0)).astype(np.int32)
