"""Shares that a variant predicts made to mean what they say, by rows that it did not learn from."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import numpy as np

from analytics.arrays import Doubles
from analytics.evidence.curves.recalibration import Recalibration, isotonic_steps, on_line, platt_line
from data.privacy.artifacts import NUMBER
from data.privacy.formats import Document

LEARNED = Document(
    "recalibration.json", {"way": str, "intercept": NUMBER, "slope": NUMBER, "score": list, "share": list}
)
_FEWEST_FOR_STEPS = 1_000  # rows of the rarer outcome: fewer make steps of chance


@dataclass(frozen=True)
class Recalibrator:
    """What becomes of a predicted share; plain values, so that JSON keeps them.

    Attributes
    ----------
    intercept, slope : of Platt's line through logits
    score, share : scores, and the shares at them; of the isotonic steps
    """

    way: Recalibration
    intercept: float = 0.0
    slope: float = 1.0
    score: tuple[float, ...] = ()
    share: tuple[float, ...] = ()

    @classmethod
    def of(cls, outcome: Doubles, score: Doubles, way: Recalibration | None = None) -> Self:
        """Learn from rows of validation what scores should say.

        Parameters
        ----------
        outcome, score : (n,) both outcomes present
        way : Platt's where few rows came out one way, isotonic where many did both, unless said

        References
        ----------
        Niculescu-Mizil & Caruana (2005), Predicting good probabilities with supervised learning, ICML.
        """
        chosen = way or usual_way(outcome)
        if chosen is Recalibration.PLATT:
            return cls(chosen, *platt_line(outcome, score))
        if chosen is Recalibration.ISOTONIC:
            at, share = isotonic_steps(outcome, score)
            return cls(chosen, score=tuple(at.tolist()), share=tuple(share.tolist()))
        return cls(chosen)

    def __call__(self, score: Doubles) -> Doubles:
        """Return what scores should have said, (n,)."""
        match self.way:
            case Recalibration.PLATT:
                return on_line(score, self.intercept, self.slope)
            case Recalibration.ISOTONIC:
                return np.asarray(np.interp(score, self.score, self.share))
        return score

    def save(self, folder: Path) -> None:
        """Write what was learned as JSON."""
        LEARNED.write(folder, asdict(self))

    @classmethod
    def load(cls, folder: Path) -> "Recalibrator | None":
        """Return what `save` wrote, None where shares are as the model says."""
        if not LEARNED.is_in(folder):
            return None
        kept = LEARNED.read(folder)
        steps = tuple(kept["score"]), tuple(kept["share"])
        return cls(Recalibration(kept["way"]), kept["intercept"], kept["slope"], *steps)


def usual_way(outcome: Doubles) -> Recalibration:
    """Return the recalibration that so many rows can teach."""
    n_rarer = min(outcome.sum(), len(outcome) - outcome.sum())
    return Recalibration.ISOTONIC if n_rarer >= _FEWEST_FOR_STEPS else Recalibration.PLATT
