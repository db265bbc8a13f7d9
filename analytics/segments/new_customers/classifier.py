"""A customer's later segment from the first 30 days."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Ints
from analytics.threads import one_core

AMOUNTS = (
    *("n_orders", "n_days", "last_order_day", "revenue", "first_day_revenue", "n_products", "n_categories"),
    *("n_views", "n_carts", "n_searches", "n_returns"),
)  # counts and money: as logarithms
SHARES = ("reduced_share", "weekend_share", "mean_hour")
_LEAST_CHANCE = 1e-6  # of what came; nobody is surprised without end
CHECK_SHARE = 0.2  # of the customers, the latest: on them the method is chosen


class Method(StrEnum):
    """How later segments are told."""

    LOGISTIC = "logistic"
    TREES = "trees"  # gradient boosting
    PRIVATE = "private"  # logistic, by steps that tell little of any one customer


class Classifier(Protocol):
    """Tells what new customers become.

    Attributes
    ----------
    method_ : how
    classes_ : (n_classes,) segments, in order of their codes
    """

    method_: Method
    classes_: NDArray[Any]

    @property
    def privacy(self) -> Mapping[str, Any]:
        """Return what the training spent, and on what; nothing of one without privacy."""
        ...

    def fit(self, first_days: pd.DataFrame, became: NDArray[np.object_]) -> "Classifier":
        """Learn from customers; see `NewCustomerClassifier.fit`."""
        ...

    def predict_proba(self, first_days: pd.DataFrame) -> Doubles:
        """Return the chance that each customer becomes each of `classes_`, (n_customers, n_classes)."""
        ...


class NewCustomerClassifier:
    """Logistic regression or gradient-boosted trees, whichever errs less on the latest customers given.

    Parameters
    ----------
    seed : of the trees

    Attributes
    ----------
    method_ : the one chosen
    losses_ : log-loss of each method on the customers on whom it was chosen
    classes_ : (n_classes,) segments, in order of their codes
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, first_days: pd.DataFrame, became: NDArray[np.object_]) -> "NewCustomerClassifier":
        """Learn from customers.

        Parameters
        ----------
        first_days : first_order_at, `AMOUNTS`, `SHARES`; amounts are there, shares may be missing
        became : (n_customers,) segment of each
        """
        labels, features = np.asarray([str(name) for name in became]), features_of(first_days)
        self._columns = _telling(features)
        features = features[:, self._columns]
        order = np.argsort(first_days["first_order_at"].to_numpy(), kind="stable")
        n_check = int(CHECK_SHARE * len(order))
        learned, checked = order[: len(order) - n_check], order[len(order) - n_check :]
        self.losses_: dict[Method, float] = {}
        self.classes_ = np.unique(labels)
        for method in (Method.LOGISTIC, Method.TREES):
            model = self._fitted(method, features[learned], labels[learned])
            chances = _in_order(model, features[checked], self.classes_)
            of_right = chances[np.arange(len(checked)), np.searchsorted(self.classes_, labels[checked])]
            self.losses_[method] = float(-np.log(np.maximum(of_right, _LEAST_CHANCE)).mean())
        self.method_ = min(self.losses_, key=lambda method: self.losses_[method])
        self._model = self._fitted(self.method_, features, labels)
        return self

    def predict_proba(self, first_days: pd.DataFrame) -> Doubles:
        """Return the chance that each customer becomes each of `classes_`, (n_customers, n_classes)."""
        return _in_order(self._model, features_of(first_days)[:, self._columns], self.classes_)

    @property
    def privacy(self) -> Mapping[str, Any]:
        """Return nothing: the training is not private."""
        return {}

    def _fitted(self, method: Method, features: Doubles, labels: NDArray[Any]) -> Any:
        if len(np.unique(labels)) == 1 or not features.shape[1]:
            return _Constant(*np.unique(labels, return_counts=True))
        with one_core():
            return (_logistic() if method is Method.LOGISTIC else _trees(self.seed)).fit(features, labels)


def features_of(first_days: pd.DataFrame) -> Doubles:
    """Return amounts as logarithms, and shares with nan where unknown, (n_customers, n_features)."""
    amounts = np.log1p(np.maximum(first_days[list(AMOUNTS)].to_numpy(np.float64), 0))
    return np.hstack([amounts, first_days[list(SHARES)].to_numpy(np.float64)])


class _Constant:
    """What is told where all customers became the same, or did."""

    def __init__(self, labels: NDArray[Any], counts: Ints) -> None:
        self.classes_, self.shares = labels, counts / counts.sum()

    def predict_proba(self, features: Doubles) -> Doubles:
        return np.tile(self.shares, (len(features), 1))


def _telling(features: Doubles) -> Bools:
    """Return the features in which customers differ, (n_features,)."""
    is_known = np.isfinite(features)
    low, high = np.where(is_known, features, np.inf).min(0), np.where(is_known, features, -np.inf).max(0)
    return np.asarray(low < high)


def _logistic() -> Any:
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    return make_pipeline(imputer, StandardScaler(), LogisticRegression(C=0.5, max_iter=1000))


def _trees(seed: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        learning_rate=0.05,
        max_iter=80,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed,
    )


def _in_order(model: Any, features: Doubles, classes: NDArray[Any]) -> Doubles:
    """Return chances with a column for every class, also for those that a model has not seen."""
    chances = np.zeros((len(features), len(classes)))
    chances[:, np.searchsorted(classes, model.classes_)] = model.predict_proba(features)
    return chances
