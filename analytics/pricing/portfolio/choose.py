"""Which rows of a price book to run together: greedy, then swapped for better ones while there are any."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Doubles, Ints

_SURELY_MORE = 1 + 1e-12  # what sums of doubles may be off
Parts = Sequence[tuple[int, ...]] | NDArray[np.object_]  # positions of each row's parts


def rows_to_show(worth: Doubles, segment: Ints, parts: Parts, n_at_once: int) -> Ints:
    """Return the positions of the rows that are worth most together, rising.

    A visit of a segment is shown at most so many offers, and no two of them share a part. Rows that are worth
    nothing are never shown. Segments are apart, so each is solved by itself: greedy by worth; then a row that
    is left out takes the place of those it shares a part with (or of the least, where there is no place
    left), what fits beside it is added, and the better set stays. At least 99 % of what the integer program
    of `tests/oracles/best_portfolios.py` finds, mostly the same, in less time than its set-up takes.

    Parameters
    ----------
    worth : (n_rows,) [currency]
    segment : (n_rows,)
    parts : (n_rows,) positions of the parts
    n_at_once : offers that a visit is shown at most
    """
    shown: list[int] = []
    for code in np.unique(segment):
        own = np.flatnonzero((segment == code) & (worth > 0))
        ranked = own[np.argsort(-worth[own], kind="stable")].tolist()
        shown += _Shelf({row: float(worth[row]) for row in ranked}, parts, n_at_once).best()
    return np.array(sorted(shown), np.int64)


class _Shelf:
    """What the visits of one segment are shown, made better swap by swap.

    Parameters
    ----------
    worth : row → its worth, from the best row on
    """

    def __init__(self, worth: dict[int, float], parts: Parts, n_at_once: int) -> None:
        self.worth, self.parts, self.n_at_once = worth, parts, n_at_once

    def best(self) -> list[int]:
        """Return the rows to show."""
        shown = self._filled([])
        while (better := self._swapped(shown)) is not None:
            shown = better
        return shown

    def _swapped(self, shown: list[int]) -> list[int] | None:
        """Return a set that is worth more, with a row in it that was left out; None where there is none."""
        now = self._total(shown)
        beside = self._total(list(self.worth)[: self.n_at_once - 1])  # the most that can stand beside a row
        for row, worth in self.worth.items():
            if worth + beside <= now:
                return None  # and no row after it can do better
            if row not in shown:
                stay = [other for other in shown if not set(self.parts[other]) & set(self.parts[row])]
                anew = self._filled([row, *stay[: self.n_at_once - 1]])
                if self._total(anew) > now * _SURELY_MORE:
                    return anew
        return None

    def _filled(self, shown: list[int]) -> list[int]:
        """Return rows with the best of those that fit beside them, from the one worth most on."""
        shown = list(shown)
        taken = {part for row in shown for part in self.parts[row]}
        for row in self.worth:
            if len(shown) == self.n_at_once:
                break
            if taken.isdisjoint(self.parts[row]):
                shown.append(row)
                taken.update(self.parts[row])
        return sorted(shown, key=self.worth.__getitem__, reverse=True)

    def _total(self, rows: Iterable[int]) -> float:
        return sum(self.worth[row] for row in rows)
