"""Exact shares of scores by group and by part of a group, from the model's answers alone."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.explained import part_code
from analytics.evidence.explanation.coalitions import Partition
from analytics.evidence.shapley import Predict

Columns = Mapping[str, Mapping[str, Sequence[str]]]  # group → part → columns
_MOST_ROWS = 100_000  # of one call of the model: more would gain nothing and fill the memory


@dataclass(frozen=True)
class Shares:
    """What groups and parts add to scores.

    Attributes
    ----------
    groups : a column per group; they add up to score − base_value [share]
    parts : a column per part of the groups with several, by `part_code`; they add up to their group
    pairs : (n_rows, n_pairs) how much more two groups do together than apart [share]
    pair_names : groups of each pair
    by_background : (n_rows, n_groups, n_background) of which `groups` is the mean [share]
    score : (n_rows,) of the model
    base_value : mean score of the background
    """

    groups: pd.DataFrame
    parts: pd.DataFrame
    pairs: Doubles
    pair_names: list[tuple[str, str]]
    by_background: Doubles
    score: Doubles
    base_value: float

    @classmethod
    def together(cls, rows: Sequence["Shares"]) -> "Shares":
        """Return the shares of rows that were explained with one background."""
        return cls(
            groups=pd.concat([one.groups for one in rows], ignore_index=True),
            parts=pd.concat([one.parts for one in rows], ignore_index=True),
            pairs=np.concatenate([one.pairs for one in rows]),
            pair_names=rows[0].pair_names,
            by_background=np.concatenate([one.by_background for one in rows]),
            score=np.concatenate([one.score for one in rows]),
            base_value=rows[0].base_value,
        )

    @property
    def gap(self) -> float:
        """Return how far, at most, shares miss the score or parts miss their group; 0 but for rounding."""
        missed = [np.abs(self.groups.to_numpy().sum(1) + self.base_value - self.score).max()]
        for group in self.groups:
            parts = self.parts.filter(regex=f"^{re.escape(part_code(str(group), ''))}").to_numpy()
            if parts.shape[1]:
                missed.append(np.abs(parts.sum(1) - self.groups[group].to_numpy()).max())
        return float(max(missed))


def explain_nested(
    predict: Predict,
    background: pd.DataFrame,
    rows: pd.DataFrame,
    columns: Columns,
    report: Callable[[float], None] = lambda share: None,
) -> Shares:
    """Rows and a model → exact shares of named groups of columns, and of the parts within each.

    What is absent from a coalition comes from each background row in turn, and the scores are averaged, as
    `explain_scores` does; all coalitions of one row are scored in few large calls.

    Parameters
    ----------
    predict : (n, columns) → (n,); columns keep their types
    background : the rows that "on average" refers to; 50–200 do
    rows : the rows to explain, one at least
    columns : each column of `background` in one part of one group
    report : called with the share of the rows that are done, 0–1; may raise to stop

    Raises
    ------
    ValueError
        There are too many groups, or parts of one, for all coalitions to be asked.
    """
    game = _Game(Partition({group: list(parts) for group, parts in columns.items()}), columns, background)
    found = []
    for i in range(len(rows)):
        found.append(game.shares(game.values(predict, rows.iloc[i : i + 1])))
        report((i + 1) / len(rows))
    return Shares.together(found)


@dataclass
class _Game:
    """Scores of all coalitions of one row, against each background row."""

    partition: Partition
    columns: Columns
    background: pd.DataFrame
    leaf_of: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        leaves = {leaf: i for i, leaf in enumerate(self.partition.leaves)}
        named = ((g, p, name) for g, parts in self.columns.items() for p, of in parts.items() for name in of)
        self.leaf_of = {name: leaves[group, part] for group, part, name in named}

    def values(self, predict: Predict, row: pd.DataFrame) -> Doubles:
        """Return (n_coalitions, n_background)."""
        n = len(self.background)
        sources = pd.concat([self.background, row[self.background.columns]], ignore_index=True)
        is_in, step = self.partition.is_in, max(_MOST_ROWS // n, 1)
        found = []
        for start in range(0, len(is_in), step):
            some = is_in[start : start + step]
            scores = np.asarray(predict(self._assembled(sources, some)), np.float64)
            found.append(scores.reshape(len(some), n))
        return np.concatenate(found)

    def shares(self, values: Doubles) -> Shares:
        """Return what follows of one row's (n_coalitions, n_background) scores."""
        of, n, mean = self.partition, len(self.partition.groups), values.mean(1)
        return Shares(
            groups=_told(of.weights[:n] @ mean, of.groups),
            parts=_told(of.weights[n:] @ mean, [part_code(*names) for names in of.opened]),
            pairs=(of.pair_weights @ mean)[None],
            pair_names=of.pairs,
            by_background=(of.weights[:n] @ values)[None],
            score=mean[of.is_in.all(1)],
            base_value=float(mean[~of.is_in.any(1)][0]),
        )

    def _assembled(self, sources: pd.DataFrame, is_in: Bools) -> pd.DataFrame:
        """Return a row per coalition and background row, its parts of the row explained or of that one."""
        n = len(self.background)
        places: list[Ints] = [np.where(there[:, None], n, np.arange(n)).ravel() for there in is_in.T]
        taken = {name: sources[name].take(places[leaf]).array for name, leaf in self.leaf_of.items()}
        return pd.DataFrame(taken)


def _told(values: Doubles, names: list[str]) -> pd.DataFrame:
    return pd.DataFrame(values[None], columns=names)
