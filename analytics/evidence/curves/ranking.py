"""Cells sorted by score once, and the resamples that every band shares."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream
from data.schema import NotEnoughDataError

_COVERAGE = 0.9  # of bands [share]


@dataclass(frozen=True)
class Ranking:
    """Cells from the highest score down; equal scores are selected together, in one step.

    Parameters
    ----------
    bought : (n,) 0.0 or 1.0
    score : (n,) falling
    order : (n,) where each cell stood in the arrays given
    ends : (n_steps,) last position of each distinct score
    """

    bought: Doubles
    score: Doubles
    order: Ints
    ends: Ints

    def counts(self, weight: Doubles) -> tuple[Doubles, Doubles]:
        """Return bought and not bought at or above each distinct score, (n_steps,) each."""
        selected = np.cumsum(weight)[self.ends]
        bought = np.cumsum(weight * self.bought)[self.ends]
        return bought, selected - bought


def rank_cells(bought: npt.ArrayLike, score: npt.ArrayLike) -> Ranking:
    """Check the cells and sort them by falling score."""
    outcomes, scores = check_cells(bought, score)
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    return Ranking(outcomes[order], ranked, order, ends)


def check_cells(bought: npt.ArrayLike, score: npt.ArrayLike) -> tuple[Doubles, Doubles]:
    """Return both as (n,) floats, or name what is wrong with them."""
    outcomes, scores = np.asarray(bought, dtype=np.float64), np.asarray(score, dtype=np.float64)
    if len(outcomes) == 0:
        raise NotEnoughDataError("No visit is held out to judge the model by", "Upload a longer history")
    if outcomes.ndim != 1 or outcomes.shape != scores.shape:
        raise ValueError("bought and score must be one-dimensional and equally long")
    if not np.isfinite(scores).all() or not np.isin(outcomes, (0.0, 1.0)).all():
        raise ValueError("score must be finite and bought must be 0 or 1")
    return outcomes, scores


def check_both_outcomes(bought: Doubles) -> None:
    """Refuse cells that were all bought or all left: nothing can be ranked."""
    if bought.min() == bought.max():
        raise NotEnoughDataError(
            "The visits held out hold only one outcome: either nothing or everything was bought",
            "Choose products that sell more often, or upload a longer history",
        )


def resampled_weights(
    ranking: Ranking, groups: npt.ArrayLike | None, n_bootstrap: int, seed: int
) -> Iterator[Doubles]:
    """Yield how often each ranked cell was drawn, one (n,) per bootstrap sample.

    Whole groups are drawn where they are given: the visits of one customer are no independent witnesses.
    """
    n_cells = len(ranking.order)
    group = np.arange(n_cells) if groups is None else _group_codes(groups, n_cells)[ranking.order]
    n_groups = int(group.max()) + 1
    rng = random_stream(seed)
    for _ in range(n_bootstrap):
        drawn = np.bincount(rng.integers(0, n_groups, n_groups), minlength=n_groups)
        yield drawn[group].astype(np.float64)


def _group_codes(groups: npt.ArrayLike, n_cells: int) -> Ints:
    codes, _ = pd.factorize(np.asarray(groups), use_na_sentinel=False)
    if len(codes) != n_cells:
        raise ValueError("groups must name a group for each cell")
    return np.asarray(codes, dtype=np.int64)


def band_limits(samples: Doubles) -> tuple[Doubles, Doubles]:
    """Return the limits of the 90 % band over the first axis; NaN where no sample had both outcomes."""
    usable = samples[~np.isnan(samples).any(axis=1)]
    if len(usable) == 0:
        nowhere = np.full(samples.shape[1:], np.nan)
        return nowhere, nowhere.copy()
    low, high = np.quantile(usable, ((1 - _COVERAGE) / 2, (1 + _COVERAGE) / 2), axis=0)
    return low, high
