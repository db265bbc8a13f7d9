"""What shops exchange: the weights that two of them or more know by name, in one order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.federated.names import LOCAL

FIGURES = ("n_cells", "loss", "n_clipped")  # sums that travel behind the weights


@dataclass(frozen=True)
class Layout:
    """The order of what is exchanged.

    Attributes
    ----------
    names : (n_rows,) rows of weights, rising
    n_members : weights in each row
    """

    names: tuple[str, ...]
    n_members: int

    @classmethod
    def of(cls, known: Sequence[Sequence[str]], n_members: int) -> "Layout":
        """Return the rows that two shops or more name: a sum over one shop would be no sum."""
        counts = Counter(name for names in known for name in set(names) - {LOCAL})
        return cls(tuple(sorted(name for name, n in counts.items() if n > 1)), n_members)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def size(self) -> int:
        """How many numbers a message has."""
        return len(self) * (self.n_members + 1) + len(FIGURES)

    def places(self, names: Sequence[str]) -> Ints:
        """Return where a shop's rows stand, (n_own,); -1 for those that stay in it, a name's second too."""
        place = {name: i for i, name in enumerate(self.names)}
        return np.array([place.pop(name, -1) for name in names], np.int64)

    def message(self, values: Doubles, n_cells: Doubles, figures: Sequence[float]) -> Doubles:
        """Return what a shop sends: its weights times the cells that tell of them, these, and figures.

        Parameters
        ----------
        values : (n_rows, n_members)
        n_cells : (n_rows,) 0 where the shop has no such row
        """
        return np.concatenate([(values * n_cells[:, None]).ravel(), n_cells, figures])

    def means(self, total: Doubles) -> tuple[Doubles, dict[str, float]]:
        """Return the mean weights, (n_rows, n_members), and the summed figures of a sum of messages."""
        n = len(self) * self.n_members
        weighted, n_cells = total[:n].reshape(len(self), self.n_members), total[n : n + len(self)]
        figures = dict(zip(FIGURES, total[n + len(self) :].tolist(), strict=True))
        return np.where(n_cells[:, None] > 0, weighted / np.maximum(n_cells, 1e-9)[:, None], 0.0), figures
