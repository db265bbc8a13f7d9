"""Models of models: averaged over samples of rows or over other starts, or weighed by a regression."""

from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.lab.config import Method, TrainConfig
from analytics.lab.examples import Examples, table_examples
from analytics.lab.models.catalog import model_class
from analytics.lab.models.contract import LabModel, Step, Watch, unwatched
from analytics.numerics import logit, random_stream

_N_FOLDS = 4  # of stacking
_LEAST = 1e-6  # of a share


class Averaged:
    """Models of one method, averaged.

    Attributes
    ----------
    members_ : fitted models
    """

    member = Method.LOGISTIC

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn every member; see `LabModel`."""
        self.members_: list[LabModel] = []
        n = self.config.n_members
        for i in range(n):
            model = _model(self.member, self.member_config(i))
            part = _part_of(watch, i, n)
            self.members_.append(model.fit(train, validation, part, self.weights(i, len(train), weight)))
        return self

    def member_config(self, i: int) -> TrainConfig:
        """Return what a member is trained with."""
        return replace(self.config, method=self.member, seed=self.config.seed + 7919 * i)

    def weights(self, i: int, n_rows: int, weight: Doubles | None) -> Doubles | None:
        """Return how much each row counts for a member."""
        return weight

    def predict(self, examples: Examples) -> Doubles:
        """Return the mean of the predicted shares, (n,)."""
        return np.asarray(np.mean([member.predict(examples) for member in self.members_], axis=0))

    def save(self, folder: Path) -> None:
        """Write every member into a folder of its own."""
        for i, member in enumerate(self.members_):
            _save(member, folder / f"member-{i}")

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        model, kind = cls(config), model_class(cls.member)
        places = [folder / f"member-{i}" for i in range(config.n_members)]
        model.members_ = [kind.load(model.member_config(i), place) for i, place in enumerate(places)]
        return model


class Bagging(Averaged):
    """Logistic regressions, each on rows drawn with replacement.

    References
    ----------
    Breiman (1996), Bagging predictors, Machine Learning 24.
    """

    def weights(self, i: int, n_rows: int, weight: Doubles | None) -> Doubles:
        """Return how often each row was drawn."""
        drawn = random_stream(self.config.seed, "bagging", i).integers(0, n_rows, n_rows)
        n_drawn = np.bincount(drawn, minlength=n_rows).astype(float)
        return n_drawn if weight is None else n_drawn * weight


class DeepEnsemble(Averaged):
    """Networks from other starts and in other orders of rows.

    References
    ----------
    Lakshminarayanan, Pritzel & Blundell (2017), Simple and scalable predictive uncertainty, NeurIPS.
    """

    member = Method.NETWORK


class Stacking:
    """A logistic regression over what other models predict for customers that they have not met.

    Attributes
    ----------
    members_ : method → fitted model
    blend_ : the regression over their logits

    References
    ----------
    Wolpert (1992), Stacked generalization, Neural Networks 5.
    """

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn every model, on parts of the customers and on all; then how much each counts."""
        n, fold = len(self._methods()), _folds(train, self.config.seed)
        held_out = {method: np.zeros(len(train)) for method in self._methods()}
        self.members_: dict[Method, LabModel] = {}
        for i, method in enumerate(self._methods()):
            for k in range(_N_FOLDS):
                part = _part_of(watch, i * (_N_FOLDS + 1) + k, n * (_N_FOLDS + 1))
                rest, own = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
                kept = None if weight is None else weight[rest] / weight[rest].mean()
                model = self._new(method).fit(train.rows(rest), validation, part, kept)
                held_out[method][own] = model.predict(train.rows(own))
            part = _part_of(watch, i * (_N_FOLDS + 1) + _N_FOLDS, n * (_N_FOLDS + 1))
            self.members_[method] = self._new(method).fit(train, validation, part, weight)
        told = _told(held_out, train)
        self.blend_ = self._new(Method.LOGISTIC, l1=0.0).fit(told, told, unwatched, weight)
        return self

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        predicted = {method: member.predict(examples) for method, member in self.members_.items()}
        return self.blend_.predict(_told(predicted, examples))

    def save(self, folder: Path) -> None:
        """Write every model, and the regression over them, into folders of their own."""
        for method, member in self.members_.items():
            _save(member, folder / method.value)
        _save(self.blend_, folder / "blend")

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        model = cls(config)
        model.members_ = {
            method: model_class(method).load(replace(config, method=method), folder / method.value)
            for method in model._methods()
        }
        model.blend_ = model_class(Method.LOGISTIC).load(config, folder / "blend")
        return model

    def _methods(self) -> tuple[Method, ...]:
        return tuple(dict.fromkeys(self.config.stacked))

    def _new(self, method: Method, **changes: float) -> LabModel:
        return _model(method, replace(self.config, method=method, **changes))  # type: ignore[arg-type]


def _model(method: Method, config: TrainConfig) -> LabModel:
    return model_class(method)(config)


def _save(model: LabModel, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder)


def _folds(examples: Examples, seed: int) -> Ints:
    """Return the part of each row: customers stay whole, and each part has both outcomes where it can."""
    customers, code = np.unique(examples.customer, return_inverse=True)
    share = np.bincount(code, examples.outcome) / np.bincount(code)
    lot = random_stream(seed, "folds").permutation(len(customers))
    order = np.lexsort((lot, share))
    part = np.empty(len(customers), np.int64)
    part[order] = np.arange(len(customers)) % _N_FOLDS
    return np.asarray(part[code])


def _told(shares: dict[Method, Doubles], examples: Examples) -> Examples:
    """Return rows whose inputs are what models predict of them, as logits."""
    logits = {method.value: logit(np.clip(of, _LEAST, 1 - _LEAST)) for method, of in shares.items()}
    return table_examples(pd.DataFrame(logits), examples.outcome, examples.customer)


def _part_of(watch: Watch, i: int, n: int) -> Watch:
    """Return what tells a whole training how one of its n parts stands; their losses are their own."""
    return lambda step: watch(Step((i + step.share) / n))
