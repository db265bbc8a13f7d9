"""Logistic regression with an L1 and an L2 penalty."""

from pathlib import Path
from typing import Self

import numpy as np

from analytics.arrays import Doubles
from analytics.lab.columns import Columns
from analytics.lab.config import TrainConfig
from analytics.lab.examples import Examples
from analytics.lab.models.contract import Step, Watch, unwatched
from analytics.numerics import expit
from data.privacy.formats import Document

LEARNED = Document("logistic.json", {"columns": dict, "weights": list})
_LEAST_PENALTY = 1e-9  # of none at all: the solver divides by it


class Logistic:
    """Logistic regression on standardized numbers and one-hot categories.

    Attributes
    ----------
    columns_ : what becomes of the inputs
    weights_ : (1 + n_columns,) intercept first
    """

    def __init__(self, config: TrainConfig) -> None:
        self.config = config

    def fit(
        self, train: Examples, validation: Examples, watch: Watch = unwatched, weight: Doubles | None = None
    ) -> Self:
        """Learn the weights; see `LabModel`."""
        from sklearn.linear_model import LogisticRegression

        c = self.config
        penalty = max(c.l1 + c.l2, _LEAST_PENALTY)  # of the mean loss; scikit-learn's is of the sum
        solver = "saga" if c.l1 > 0 else "lbfgs"
        model = LogisticRegression(
            C=1 / (penalty * len(train)),
            l1_ratio=c.l1 / penalty,
            solver=solver,
            max_iter=max(50 * c.most_epochs, 100),
            tol=1e-4,
            random_state=c.seed,
        )
        self.columns_ = Columns.of(train.inputs)
        model.fit(self.columns_.matrix(train.inputs), train.outcome, sample_weight=weight)
        self.weights_ = np.concatenate([model.intercept_, model.coef_[0]])
        watch(Step(1.0))
        return self

    def predict(self, examples: Examples) -> Doubles:
        """Return the predicted share of yes of each row, (n,)."""
        return np.asarray(expit(self.weights_[0] + self.columns_.matrix(examples.inputs) @ self.weights_[1:]))

    def save(self, folder: Path) -> None:
        """Write columns and weights as JSON."""
        LEARNED.write(folder, {"columns": self.columns_.as_plain(), "weights": self.weights_.tolist()})

    @classmethod
    def load(cls, config: TrainConfig, folder: Path) -> Self:
        """Return what `save` wrote."""
        kept = LEARNED.read(folder)
        model = cls(config)
        model.columns_ = Columns.from_plain(kept["columns"])
        model.weights_ = np.asarray(kept["weights"], float)
        return model
