"""Plain models of cells (visit × product): logit, boosting, and how often a customer bought before."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.threads import one_core
from data.schema import NotEnoughDataError

CODES = ["product", "segment"]
NUMBERS = ["relative_price", "past_share", "past_visits", "season_sin", "season_cos", "rest_of_basket"]
FEATURES = CODES + NUMBERS
MAX_CODES = 250  # HistGradientBoosting keeps at most 255 bins; the rarest codes beyond share one


class Baseline(Protocol):
    """What the demand model is compared with: cells in, purchase shares out."""

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Learn from cells (visit × product) with the columns `FEATURES`, and whether each was bought."""

    def predict_proba1(self, X: pd.DataFrame) -> Doubles:
        """Return the purchase share of each cell, (n,)."""


class _Piped(ABC):
    """Columns prepared for a classifier of scikit-learn."""

    on_cores: Callable[[], AbstractContextManager[None]] = staticmethod(nullcontext)

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    @abstractmethod
    def parts(self) -> tuple[Any, Any]:
        """Return what prepares the columns, and the classifier."""

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Learn the classifier; see `Baseline`."""
        from sklearn.pipeline import Pipeline

        self.pipeline_ = Pipeline(list(zip(("columns", "classifier"), self.parts(), strict=True)))
        with self.on_cores():
            self.pipeline_.fit(_cells(X), _outcomes(y))
        return self

    def predict_proba1(self, X: pd.DataFrame) -> Doubles:
        """Return the purchase share of each cell, (n,)."""
        with self.on_cores():
            return np.asarray(self.pipeline_.predict_proba(_cells(X))[:, 1], dtype=np.float64)


class Logit(_Piped):
    """Logistic regression on one-hot products and segments, price, past, season and basket."""

    def parts(self) -> tuple[Any, Any]:
        """Return one-hot codes beside standardized numbers, and the regression."""
        from sklearn.compose import make_column_transformer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

        compressed = ["past_visits", "rest_of_basket"]
        columns = make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore"), CODES),
            (StandardScaler(), [name for name in NUMBERS if name not in compressed]),
            (make_pipeline(FunctionTransformer(np.log1p), StandardScaler()), compressed),
        )
        return columns, LogisticRegression(max_iter=1_000, random_state=self.seed)


class PriceBoosting(_Piped):
    """Gradient boosting that never predicts more purchases at a higher price."""

    on_cores = staticmethod(one_core)  # two would gain little, and wait for each other where cores are busy

    def parts(self) -> tuple[Any, Any]:
        """Return numbered codes beside the numbers as they are, and the trees."""
        from sklearn.compose import make_column_transformer
        from sklearn.ensemble import HistGradientBoostingClassifier
        from sklearn.preprocessing import OrdinalEncoder

        codes = OrdinalEncoder(
            handle_unknown="use_encoded_value", unknown_value=np.nan, max_categories=MAX_CODES
        )
        boosting = HistGradientBoostingClassifier(
            monotonic_cst=[-1 if name == "relative_price" else 0 for name in FEATURES],
            categorical_features=list(range(len(CODES))),
            early_stopping=False,
            random_state=self.seed,
        )
        return make_column_transformer((codes, CODES), ("passthrough", NUMBERS)), boosting


class PersonalFrequency:
    """How often the customer bought the product so far, drawn to the product's share where visits are few.

    Attributes
    ----------
    product_share_ : purchase share of each product
    strength_ : visits that the product's share counts for; the likeliest of a fixed list
    """

    STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)

    def fit(self, X: pd.DataFrame, y: npt.ArrayLike) -> Self:
        """Learn the products' shares and the strength; see `Baseline`."""
        cells, bought = _cells(X), _outcomes(y)
        seen = pd.Series(bought).groupby(cells["product"].to_numpy())
        self.mean_share_ = float(bought.mean())
        # one purchase at the shop's share is added, so that no product is certain
        self.product_share_ = (seen.sum() + self.mean_share_) / (seen.size() + 1)
        shares = [self._shrunk(cells, strength) for strength in self.STRENGTHS]
        fits = [np.log(np.where(bought == 1, share, 1 - share)).sum() for share in shares]
        self.strength_ = self.STRENGTHS[int(np.argmax(fits))]
        return self

    def predict_proba1(self, X: pd.DataFrame) -> Doubles:
        """Return the purchase share of each cell, (n,)."""
        return self._shrunk(_cells(X), self.strength_)

    def _shrunk(self, cells: pd.DataFrame, strength: float) -> Doubles:
        prior = cells["product"].map(self.product_share_).fillna(self.mean_share_).to_numpy(dtype=np.float64)
        visits = cells["past_visits"].to_numpy(dtype=np.float64)
        own = cells["past_share"].to_numpy(dtype=np.float64).clip(0.0, 1.0) * visits
        return np.asarray((own + strength * prior) / (visits + strength), dtype=np.float64)


def fit_baselines(X: pd.DataFrame, y: npt.ArrayLike, seed: int = 0) -> dict[str, Baseline]:
    """Cells and outcomes → the fitted baselines by name: logit, boosting, frequency."""
    baselines: dict[str, Baseline] = {
        "logit": Logit(seed),
        "boosting": PriceBoosting(seed),
        "frequency": PersonalFrequency(),
    }
    return {name: baseline.fit(X, y) for name, baseline in baselines.items()}


def _cells(X: pd.DataFrame) -> pd.DataFrame:
    """Return the columns in their order; a customer without a past has bought nothing yet."""
    return X[FEATURES].fillna({"past_share": 0.0, "past_visits": 0.0})


def _outcomes(y: npt.ArrayLike) -> Ints:
    outcomes = np.asarray(y).astype(np.int64)
    if len(outcomes) == 0 or outcomes.min() == outcomes.max():
        raise NotEnoughDataError(
            "The visits hold only one outcome: either nothing or everything was bought",
            "Choose products that sell more often, or upload a longer history",
        )
    return outcomes
