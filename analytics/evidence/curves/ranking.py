"""Cells sorted by score once: what every curve is read from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analytics.arrays import Doubles, Ints
from analytics.evidence.curves.resamples import Resamples
from data.schema import NotEnoughDataError

MOST_STEPS = 512  # of cells and of purchases, in samples: finer ones move no band that a chart could show


@dataclass(frozen=True)
class Ranking:
    """Cells from the highest score down; equal scores are selected together, in one step.

    Attributes
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

    @cached_property
    def counts(self) -> tuple[Doubles, Doubles]:
        """Return bought and not bought at or above each distinct score, from none on, (1 + n_steps,)."""
        found = np.append(0.0, np.cumsum(self.bought)[self.ends])
        return found, np.append(0.0, self.ends + 1.0) - found

    def coarse_ends(self, most: int = MOST_STEPS) -> Ints:
        """Return ends of at most twice so many steps, over cells and purchases, finest at the top."""
        if len(self.ends) <= 2 * most:
            return self.ends
        shares, (found, _) = np.linspace(0, 1, most + 1)[1:] ** 1.5, self.counts
        by_cells = np.searchsorted(self.ends, shares * self.ends[-1])
        by_purchases = np.searchsorted(found[1:], shares * found[-1])
        return np.asarray(self.ends[np.union1d(by_cells, by_purchases)])

    def steps(self, ends: Ints) -> Ints:
        """Return which of these steps each cell belongs to, in the order given, (n,)."""
        step = np.empty(len(self.order), np.int64)
        step[self.order] = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=-1))
        return step

    def resampled_counts(self, resamples: Resamples) -> tuple[Doubles, Doubles]:
        """Return bought and not bought at or above each coarse step in samples, (1 + n_steps, n_samples)."""
        ends = self.coarse_ends()
        step, bought = self.steps(ends), np.empty(len(self.order))
        bought[self.order] = self.bought
        of_cells = resamples.sums_by(step, len(ends))
        of_purchases = resamples.sums_by(step, len(ends), bought)
        return cumulated(of_purchases), cumulated(of_cells - of_purchases)

    def coarse_counts(self) -> tuple[Doubles, Doubles]:
        """Return bought and not bought at or above each coarse step, from none on, (1 + n_steps,)."""
        at = np.append(0, np.searchsorted(self.ends, self.coarse_ends()) + 1)
        return self.counts[0][at], self.counts[1][at]


def rank_cells(bought: npt.ArrayLike, score: npt.ArrayLike) -> Ranking:
    """Check the cells and sort them by falling score."""
    outcomes, scores = check_cells(bought, score)
    order = np.argsort(-scores)  # equal scores are one step, in whichever order
    ranked = scores[order]
    ends = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True))
    return Ranking(outcomes[order], ranked, order, ends)


def cumulated(values: Doubles) -> Doubles:
    """Return the sums of the first 0, 1, 2 … steps, (1 + n_steps, …)."""
    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])


def check_cells(bought: npt.ArrayLike, score: npt.ArrayLike) -> tuple[Doubles, Doubles]:
    """Return both as (n,) floats, or name what is wrong with them."""
    outcomes, scores = np.asarray(bought, dtype=np.float64), np.asarray(score, dtype=np.float64)
    if len(outcomes) == 0:
        raise NotEnoughDataError("No visit is held out to judge the model by", "Upload a longer history")
    if outcomes.ndim != 1 or outcomes.shape != scores.shape:
        raise ValueError("bought and score must be one-dimensional and equally long")
    if not np.isfinite(scores).all() or not ((outcomes == 0) | (outcomes == 1)).all():
        raise ValueError("score must be finite and bought must be 0 or 1")
    return outcomes, scores


def check_both_outcomes(bought: Doubles) -> None:
    """Refuse cells that were all bought or all left: nothing can be ranked."""
    if not len(bought) or bought.min() == bought.max():
        raise NotEnoughDataError(
            "The visits held out hold only one outcome: either nothing or everything was bought",
            "Choose products that sell more often, or upload a longer history",
        )
