"""Trees of LightGBM: boosted, bagged, and as curves of single inputs that add up; kept as text."""

import os
from pathlib import Path
from typing import Any, Self

import numpy as np

from analytics.arrays import Doubles
from analytics.lab.columns import Columns
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.models.contract import Step, Watch, unwatched
from data.privacy.artifacts import reading
from data.privacy.formats import Document

LEARNED = Document("trees.json", {"columns": dict, "trees": str})
_MOST_THREADS = 4
_ROUNDS_OF_PATIENCE = 10  # a tree learns much less than an epoch
_LEAST = 1e-6  # of a share


class Boosting:
    """Boosted trees.

    Attributes
    ----------
    columns_ : what becomes of the inputs
    trees_ : lightgbm.Booster
    """

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn the trees; see `LabModel`."""
        import lightgbm

        c = self.config
        self.columns_ = Columns.of(train.inputs)
        rows = _dataset(self.columns_, train, weight)
        judging = _dataset(self.columns_, validation, None, rows)
        callbacks: list[Any] = [_telling(watch, c.n_trees)]
        if self.stops_early and c.patience:
            stop = lightgbm.early_stopping(_ROUNDS_OF_PATIENCE * c.patience, verbose=False)
            callbacks.append(stop)  # which knows the training rows and passes over them
        self.trees_ = lightgbm.train(
            _common(c) | self.parameters(len(train)),
            rows,
            c.n_trees,
            valid_sets=[rows, judging],
            valid_names=["train", "validation"],
            callbacks=callbacks,
            **self.losses,
        )
        watch(Step(1.0))
        return self

    stops_early = True
    losses: dict[str, Any] = {}  # noqa: RUF012  never changed

    def parameters(self, n_rows: int) -> dict[str, Any]:
        """Return what LightGBM is asked for; penalties are of the mean loss, LightGBM's of the sum."""
        c = self.config
        return {
            "objective": "binary",
            "metric": "binary_logloss",
            "learning_rate": c.tree_rate,
            "feature_fraction": c.column_share,
            "lambda_l1": c.l1 * n_rows,
            "lambda_l2": c.l2 * n_rows,
        }

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        told = self.trees_.predict(self.columns_.matrix(examples.inputs), num_threads=_threads())
        return np.asarray(np.clip(told, _LEAST, 1 - _LEAST), float)

    def save(self, folder: Path) -> None:
        """Write columns and trees, these as LightGBM's own text."""
        told = {"columns": self.columns_.as_plain(), "trees": self.trees_.model_to_string()}
        folder.mkdir(parents=True, exist_ok=True)
        LEARNED.write(folder, told)

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        import lightgbm

        kept, model = LEARNED.read(folder), cls(config)
        model.columns_ = Columns.from_plain(kept["columns"])
        with reading(folder, LEARNED.name):
            model.trees_ = lightgbm.Booster(model_str=kept["trees"])
        return model


class Forest(Boosting):
    """Bagged trees, whose shares are averaged.

    References
    ----------
    Breiman (2001), Random Forests, Machine Learning 45.
    """

    stops_early = False
    losses = {"feval": lambda told, rows: ("log_loss", _log_loss(rows.get_label(), told), False)}  # noqa: RUF012

    def parameters(self, n_rows: int) -> dict[str, Any]:
        """Return what LightGBM is asked for: a leaf's mean is its share of yes."""
        c = self.config
        return {
            "objective": "regression",
            "metric": "none",
            "boosting": "rf",
            "bagging_fraction": min(c.row_share, 0.999),  # a forest of the same tree is none
            "feature_fraction": c.column_share,
        }


class Additive(Boosting):
    """Boosted trees of one input each: a curve of every input, added up.

    References
    ----------
    Lou, Caruana & Gehrke (2012), Intelligible models for classification and regression, KDD.
    """

    def parameters(self, n_rows: int) -> dict[str, Any]:
        """Return what LightGBM is asked for: no tree may ask about a second input."""
        alone = [[column] for column in range(len(self.columns_.names))]
        return super().parameters(n_rows) | {"feature_fraction": 1.0, "interaction_constraints": alone}


def _common(c: TrainConfig) -> dict[str, Any]:
    return {
        "num_leaves": c.n_leaves,
        "min_data_in_leaf": c.fewest_in_leaf,
        "bagging_fraction": c.row_share,
        "bagging_freq": 1,
        "seed": c.seed % 2**31,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": _threads(),
        "verbosity": -1,
    }


def _dataset(columns: Columns, examples: Examples, weight: Doubles | None, like: Any = None) -> Any:
    import lightgbm

    matrix = columns.matrix(examples.inputs)
    return lightgbm.Dataset(matrix, examples.outcome, weight=weight, reference=like, free_raw_data=True)


def _telling(watch: Watch, n_trees: int) -> Any:
    """Return what tells how training stands after each tree."""

    def tell(environment: Any) -> None:
        losses = {result[0]: float(result[2]) for result in environment.evaluation_result_list}
        tree = environment.iteration + 1
        watch(Step(tree / n_trees, tree, losses.get("train"), losses.get("validation")))

    tell.order = 5  # type: ignore[attr-defined]  # before the training stops
    return tell


def _log_loss(outcome: Doubles, share: Doubles) -> float:
    known = np.clip(share, _LEAST, 1 - _LEAST)
    return float(-np.log(np.where(outcome == 1, known, 1 - known)).mean())


def _threads() -> int:
    return min(os.cpu_count() or 1, _MOST_THREADS)
