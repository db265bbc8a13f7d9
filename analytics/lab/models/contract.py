"""What every model of the lab keeps to, so that training, tuning, judging and the registry know only this."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from analytics.arrays import Doubles
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples


@dataclass(frozen=True)
class Step:
    """How training stands after an epoch, or a round of trees.

    Attributes
    ----------
    share : of the training done [share, 0–1]
    epoch : from 1 on
    train_loss, validation_loss : mean log loss; None where it was not looked at
    """

    share: float
    epoch: int = 0
    train_loss: float | None = None
    validation_loss: float | None = None


Watch = Callable[[Step], None]  # may raise to end the training: it was cancelled, or is not worth going on


def unwatched(step: Step) -> None:
    """Take no notice of a step."""


class LabModel(Protocol):
    """A model that predicts how likely yes is."""

    def __init__(self, config: TrainConfig) -> None: ...

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn from rows; the validation rows may end the training early and teach nothing else.

        Parameters
        ----------
        weight : (n_train,) how much each row counts, of mean 1; all alike where absent
        """

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""

    def save(self, folder: Path) -> None:
        """Write what was learned into a folder, without a pickle."""

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote; raises DamagedRunError where that cannot be read."""
