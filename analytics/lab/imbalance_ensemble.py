"""EasyEnsemble: a method on several samples in which both outcomes are as frequent, averaged."""

from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from analytics.arrays import Doubles
from analytics.lab.config import Imbalance, TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.imbalance import balanced
from analytics.lab.models.catalog import model_class
from analytics.lab.models.contract import LabModel, Step, Watch, unwatched


class EasyEnsemble:
    """The method of a configuration on `n_members` balanced samples; each has all rows of the rare outcome.

    Attributes
    ----------
    members_ : the fitted models

    References
    ----------
    Liu, Wu & Zhou (2009), Exploratory undersampling for class-imbalance learning, IEEE Trans. SMC-B 39.
    """

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn each member from a sample of its own; weights are not read, as samples are balanced."""
        self.members_ = []
        for config in _members(self.config):
            rows, _ = balanced(train, Imbalance.EASY_ENSEMBLE, config.seed)
            self.members_.append(model_class(config.method)(config).fit(rows, validation))
            watch(Step(len(self.members_) / self.config.n_members, len(self.members_)))
        return self

    def predict(self, examples: Examples) -> Doubles:
        """Return the mean share of the members, (n,)."""
        return np.asarray(np.mean([member.predict(examples) for member in self.members_], axis=0))

    def save(self, folder: Path) -> None:
        """Write each member into a folder of its own."""
        for i, member in enumerate(self.members_):
            (folder / _name(i)).mkdir(parents=True, exist_ok=True)
            member.save(folder / _name(i))

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        model = cls(config)
        model.members_ = [
            model_class(one.method).load(one, folder / _name(i)) for i, one in enumerate(_members(config))
        ]
        return model

    members_: list[LabModel]


def _members(config: TrainConfig) -> list[TrainConfig]:
    return [replace(config, seed=config.seed + i) for i in range(config.n_members)]


def _name(i: int) -> str:
    return f"sample_{i}"
