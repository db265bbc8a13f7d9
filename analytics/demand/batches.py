"""Shuffled batches of cells, put together from what is known of cells and of their visits."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Floats, Ints
from analytics.demand.encoder import SeenVisits
from analytics.demand.training import Arrays, shuffled
from analytics.demand.visit_log import VisitLog
from analytics.numerics import random_stream

_BATCHES, _SMALLEST_BATCH = 16, 1024  # steps are cheaper on small batches, as long as they are many
_MANY_CELLS = 24_000_000  # seen in a training, where that takes more than the steps below
_LEAST_STEPS, _MOST_STEPS, _STEPS_PER_ROOT = 400, 1500, 5.0  # of training, see `fewest_steps`


@dataclass(frozen=True)
class Told:
    """What the network is told: of cells, and of the visits that they are of.

    Attributes
    ----------
    visit : (n_cells,) positions in `visits`
    cells : by name, each with n_cells rows
    """

    visit: Ints
    cells: Arrays
    visits: SeenVisits

    def __len__(self) -> int:
        return len(self.visit)

    def rows(self, chosen: Ints | slice) -> Arrays:
        """Return the network's inputs for some cells."""
        own = {name: values[chosen] for name, values in self.cells.items()}
        return own | vars(self.visits.rows(self.visit[chosen]))

    def where(self, mask: Bools) -> "Told":
        """Return what is told of some cells."""
        return Told(
            self.visit[mask], {name: values[mask] for name, values in self.cells.items()}, self.visits
        )


@dataclass(frozen=True)
class CellBatches:
    """Batches of one size, so that a step compiles once.

    Attributes
    ----------
    bought : (n_cells,)
    customer_weight, customer : weights of members by customer, and whose each cell is
    period_weight, period : the same by period; no weights where other weeks are not drawn
    size : cells a batch, at most n_cells
    n_epochs : how often every cell is drawn, but for an epoch's last few
    """

    told: Told
    bought: Bools
    customer_weight: Floats
    customer: Ints
    period_weight: Floats | None
    period: Ints
    size: int
    n_epochs: int
    seed: int

    def __len__(self) -> int:
        return self.n_epochs * (len(self.told) // self.size)

    def __iter__(self) -> Iterator[tuple[Arrays, Floats]]:
        for rows in shuffled(len(self.told), self.size, self.n_epochs, self.seed):
            yield self.told.rows(rows), np.column_stack([self.bought[rows], self.weight(rows)])

    def weight(self, rows: Ints) -> Floats:
        """Return the members' weights of some cells, (n, n_members)."""
        weight = self.customer_weight[self.customer[rows]]
        if self.period_weight is not None:
            weight = weight * self.period_weight[self.period[rows]]
        return weight


def sizes(n_cells: int, largest: int, fewest_epochs: int) -> tuple[int, int]:
    """Return cells a batch and epochs: batches as large as shall be, or smaller so that there are many."""
    size = max(min(largest, max(n_cells // _BATCHES, min(n_cells, _SMALLEST_BATCH))), 1)
    steps = min(fewest_steps(n_cells), -(-_MANY_CELLS // size))
    return size, max(fewest_epochs, -(-steps // max(n_cells // size, 1)))


def fewest_steps(n_cells: int) -> int:
    """Return steps after which elasticities are within a tenth of a standard error of where they end.

    The more cells, the smaller the standard error: with its inverse, the root of their number, steps grow.
    """
    return int(np.clip(_STEPS_PER_ROOT * np.sqrt(n_cells), _LEAST_STEPS, _MOST_STEPS))


def bootstrap(log: VisitLog, n_members: int, seed: int, with_periods: bool) -> tuple[Floats, Floats | None]:
    """Return each member's weight of each customer, and of each period where other weeks might have come.

    Ones for the fit, a Bayesian bootstrap for the others. Where the network has shocks of demand, members
    have shocks of their own instead of other weeks.

    References
    ----------
    Rubin (1981), The Bayesian bootstrap.
    Owen & Eckles (2012), Bootstrapping data arrays of arbitrary order.
    """
    rng = random_stream(seed)
    customer = rng.exponential(size=(len(log.customer_ids), n_members))
    customer[:, 0] = 1.0
    if not with_periods:
        return customer.astype(np.float32), None
    period = rng.exponential(size=(log.n_periods, n_members))
    period[:, 0] = 1.0
    return customer.astype(np.float32), period.astype(np.float32)
