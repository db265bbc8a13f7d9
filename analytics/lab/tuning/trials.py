"""What came of each settings tried, as JSON keeps it: a search goes on from there after a restart."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd


class Outcome(StrEnum):
    """How a trial ended."""

    DONE = "done"
    PRUNED = "pruned"  # given up early
    FAILED = "failed"  # its loss is no number


@dataclass(frozen=True)
class Trial:
    """Settings that were tried.

    Attributes
    ----------
    figures : setting → its value; none of the default, which is the first trial
    loss : mean log loss of the validation rows; of a trial given up, the last one seen
    steps : per cent of the training → log loss of the validation rows
    notes : what the sampler wrote beside it
    """

    figures: Mapping[str, float]
    outcome: Outcome
    loss: float | None
    seconds: float
    steps: Mapping[int, float] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_default(self) -> bool:
        """Say whether nothing was varied."""
        return not self.figures


def as_plain(trials: Sequence[Trial]) -> list[dict[str, Any]]:
    """Return what JSON keeps of trials."""
    return [asdict(trial) | {"steps": [[n, loss] for n, loss in trial.steps.items()]} for trial in trials]


def from_plain(kept: Sequence[Mapping[str, Any]]) -> list[Trial]:
    """Return the trials of `as_plain`, read back from JSON."""
    return [
        Trial(
            figures={str(name): float(value) for name, value in one["figures"].items()},
            outcome=Outcome(one["outcome"]),
            loss=None if one["loss"] is None else float(one["loss"]),
            seconds=float(one["seconds"]),
            steps={int(n): float(loss) for n, loss in one["steps"]},
            notes=dict(one["notes"]),
        )
        for one in kept
    ]


def winner_of(trials: Sequence[Trial]) -> int:
    """Return the position of the trial with the least loss among those that were seen to the end."""
    losses = [t.loss if t.outcome is Outcome.DONE and t.loss is not None else np.inf for t in trials]
    return int(np.argmin(losses))


def trials_frame(trials: Sequence[Trial]) -> pd.DataFrame:
    """Return a row of each trial: trial, outcome, loss, best_loss so far, seconds, and its settings."""
    rows = [
        {"trial": i, "outcome": t.outcome.value, "loss": t.loss, "seconds": t.seconds} | dict(t.figures)
        for i, t in enumerate(trials)
    ]
    frame = pd.DataFrame(rows)
    seen = frame["loss"].astype(float).where(frame["outcome"] == Outcome.DONE.value)
    frame.insert(3, "best_loss", seen.cummin().ffill())
    return frame
