"""Cells held out with the scores of several models: what the evidence of predictions is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from analytics.arrays import Bools, Doubles, Ints
from analytics.evidence.curves.areas import area_under_roc
from analytics.evidence.curves.ranking import Ranking, check_both_outcomes, rank_cells
from analytics.evidence.curves.resamples import N_SAMPLES, Resamples
from analytics.evidence.curves.summary import moved
from analytics.threads import side_by_side

MODEL = "model"  # the way that the others stand beside
MAJORITY = "majority"  # predicts what most cells did, and the share that bought for all of them


@dataclass(frozen=True)
class HeldOut:
    """Cells that no model has seen, and what each way to predict says of them.

    Attributes
    ----------
    bought : (n,) 0.0 or 1.0, both present
    customer : (n,) 0 to n_customers − 1
    scores : way → (n,) predicted purchase share; MODEL first
    contribution : (n,) what a purchase of the cell leaves after all costs [currency]
    """

    bought: Doubles
    customer: Ints
    scores: Mapping[str, Doubles]
    contribution: Doubles
    n_samples: int = N_SAMPLES
    seed: int = 0

    def __post_init__(self) -> None:
        check_both_outcomes(self.bought)

    @property
    def n_customers(self) -> int:
        """Return how many customers the cells are of."""
        return len(self.drawn.times)

    @property
    def bought_share(self) -> float:
        """Return the share of cells that were bought."""
        return float(self.bought.mean())

    @cached_property
    def drawn(self) -> Resamples:
        """Return the samples of customers that all bands are drawn from."""
        return Resamples.of(self.customer, self.n_samples, self.seed)

    @cached_property
    def rankings(self) -> dict[str, Ranking]:
        """Return the cells ranked by each way."""
        ranked = side_by_side(partial(rank_cells, self.bought), self.scores.values())
        return dict(zip(self.scores, ranked, strict=True))

    @cached_property
    def resampled(self) -> dict[str, tuple[Doubles, Doubles]]:
        """Return what each way's ranking counts in samples."""
        counted = side_by_side(lambda ranking: ranking.resampled_counts(self.drawn), self.rankings.values())
        return dict(zip(self.rankings, counted, strict=True))

    @cached_property
    def aucs(self) -> dict[str, Doubles]:
        """Return the AUC of each way in samples, (n_samples,)."""
        return {
            way: moved(area_under_roc, ranking, self.resampled[way]) for way, ranking in self.rankings.items()
        }

    def selected(self, way: str, threshold: float) -> Bools:
        """Return which cells a way selects at a threshold, (n,); the majority's word knows no threshold."""
        if way == MAJORITY:
            return np.full(len(self.bought), self.bought_share > 0.5)
        return np.asarray(self.scores[way] >= threshold)
