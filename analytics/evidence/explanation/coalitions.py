"""The game behind an explanation: which coalitions are asked for, and what each counts for whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import factorial

import numpy as np

from analytics.arrays import Bools, Doubles

MOST_GROUPS = 12  # 4,096 coalitions of whole groups
MOST_PARTS = 6  # of one group; each costs as much as all of the others together


@dataclass(frozen=True)
class Partition:
    """Groups of inputs, some of them with finer parts.

    A group's share is its Shapley value among the groups. A part's is its Owen value: its Shapley value
    within its group, whatever coalition of the other groups is there. So parts add up to their group, and
    groups to the score.

    Parameters
    ----------
    parts : group → its parts; a group without finer ones has one

    References
    ----------
    Shapley (1953), A value for n-person games. Owen (1977), Values of games with a priori unions.
    """

    parts: Mapping[str, Sequence[str]]

    def __post_init__(self) -> None:
        widest = max(map(len, self.parts.values()), default=0)
        if not 1 <= len(self.parts) <= MOST_GROUPS or widest > MOST_PARTS:
            raise ValueError(f"1 to {MOST_GROUPS} groups of at most {MOST_PARTS} parts can be explained")

    @property
    def groups(self) -> list[str]:
        """Return the groups in order."""
        return list(self.parts)

    @property
    def opened(self) -> list[tuple[str, str]]:
        """Return (group, part) of every part of a group that has several."""
        return [(group, part) for group, of in self.parts.items() if len(of) > 1 for part in of]

    @cached_property
    def leaves(self) -> list[tuple[str, str]]:
        """Return (group, part) of every part, in order."""
        return [(group, part) for group, of in self.parts.items() for part in of]

    @cached_property
    def is_in(self) -> Bools:
        """Return which leaves each coalition holds, (n_coalitions, n_leaves)."""
        rows = np.zeros((len(self._places), len(self.leaves)), bool)
        place = {leaf: i for i, leaf in enumerate(self.leaves)}
        for coalition, row in self._places.items():
            rows[row, [place[leaf] for leaf in coalition]] = True
        return rows

    @cached_property
    def weights(self) -> Doubles:
        """Return what each coalition's score counts for whom, (n_groups + n_opened, n_coalitions)."""
        whole = [self._row(self._within_groups(group)) for group in self.groups]
        return np.stack([*whole, *(self._row(self._within_group(*leaf)) for leaf in self.opened)])

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of groups."""
        return list(combinations(self.groups, 2))

    @cached_property
    def pair_weights(self) -> Doubles:
        """Return what each coalition's score counts for the interaction of pairs, (n_pairs, n_coalitions).

        References
        ----------
        Grabisch & Roubens (1999), An axiomatic approach to the concept of interaction among players.
        """
        rows = [self._row(self._between(*pair)) for pair in self.pairs]
        return np.stack(rows) if rows else np.zeros((0, len(self._places)))

    @cached_property
    def _places(self) -> dict[frozenset[tuple[str, str]], int]:
        """Return the row of each coalition: all of whole groups, then those with a part of one group."""
        found: dict[frozenset[tuple[str, str]], int] = {}
        for chosen in _subsets(self.groups):
            found.setdefault(self._whole(chosen), len(found))
        for group, of in self.parts.items():
            for chosen in _subsets(self._without(group)):
                whole = self._whole(chosen)
                for some in _subsets(of):
                    found.setdefault(whole | {(group, part) for part in some}, len(found))
        return found

    def _within_groups(self, group: str) -> Iterator[tuple[float, frozenset[tuple[str, str]]]]:
        own = self._whole((group,))
        for chosen in _subsets(self._without(group)):
            weight, base = _weight(len(self.parts), len(chosen)), self._whole(chosen)
            yield weight, base | own
            yield -weight, base

    def _within_group(self, group: str, part: str) -> Iterator[tuple[float, frozenset[tuple[str, str]]]]:
        of = self.parts[group]
        for chosen in _subsets(self._without(group)):
            outer, base = _weight(len(self.parts), len(chosen)), self._whole(chosen)
            for some in _subsets([other for other in of if other != part]):
                weight = outer * _weight(len(of), len(some))
                with_some = base | {(group, other) for other in some}
                yield weight, with_some | {(group, part)}
                yield -weight, with_some

    def _between(self, one: str, other: str) -> Iterator[tuple[float, frozenset[tuple[str, str]]]]:
        for chosen in _subsets([group for group in self._without(one) if group != other]):
            weight, base = _weight(len(self.parts) - 1, len(chosen)), self._whole(chosen)
            a, b = self._whole((one,)), self._whole((other,))
            yield from ((weight, base | a | b), (-weight, base | a), (-weight, base | b), (weight, base))

    def _row(self, terms: Iterator[tuple[float, frozenset[tuple[str, str]]]]) -> Doubles:
        row = np.zeros(len(self._places))
        for weight, coalition in terms:
            row[self._places[coalition]] += weight
        return row

    def _whole(self, groups: Sequence[str]) -> frozenset[tuple[str, str]]:
        return frozenset((group, part) for group in groups for part in self.parts[group])

    def _without(self, group: str) -> list[str]:
        return [other for other in self.groups if other != group]


def _subsets(of: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for n in range(len(of) + 1):
        yield from combinations(of, n)


def _weight(n: int, n_before: int) -> float:
    """Return the share of the orders of n players in which just these come before one of them."""
    return factorial(n_before) * factorial(n - n_before - 1) / factorial(n)
