"""Missing values of attributes, filled as the analyst chose, by what the training period knew."""

import warnings
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.segments.attribute_matrix import AttributeMatrix, is_known, numbers_of
from analytics.segments.choice import FIGURES
from data.schema import COLUMNS, InputError

Method = Literal["leave", "constant", "median", "most_frequent", "nearest", "iterative"]
METHODS: tuple[Method, ...] = get_args(Method)
LEARNED = ("nearest", "iterative")
_NEVER = {column.name for column in COLUMNS["events"] if column.type in ("money", "number")} | set(FIGURES)
# that the guess is learned from, in seconds rather than minutes
_MOST_ROWS = {"nearest": 5_000, "iterative": 20_000}


@dataclass(frozen=True)
class Filling:
    """How one attribute's missing values are filled; `value` is the constant."""

    method: Method = "leave"
    value: str = ""

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"there is no method {self.method}")


class AttributeImputer:
    """Fill missing attributes of customers by what other customers, or other attributes, say.

    Median is the most frequent value where an attribute has no numbers. Nearest takes the mean, or the vote,
    of the five customers most alike; iterative regresses each attribute on the others in turn.

    Parameters
    ----------
    fillings : attribute → how it is filled; those not named are left as they are
    seed : of the rows that are learned from, and of the regressions

    Attributes
    ----------
    statistics_ : attribute → the value put in (constant, median, most frequent)
    encoders_, imputers_ : for nearest and iterative, by method

    References
    ----------
    Troyanskaya et al. (2001), Missing value estimation methods for DNA microarrays (nearest neighbors).
    van Buuren & Groothuis-Oudshoorn (2011), mice (iterative).
    """

    def __init__(self, fillings: dict[str, Filling], seed: int = 0) -> None:
        self.fillings, self.seed = fillings, seed

    def fit(self, customers: pd.DataFrame) -> "AttributeImputer":
        """Learn from the customers of the training period, one row each; raises InputError for prices."""
        if refused := sorted(set(self.fillings) & _NEVER):
            raise InputError(
                "prices, quantities and counts are never filled in", "Choose an attribute", column=refused[0]
            )
        chosen = {name: how for name, how in self.fillings.items() if name in customers}
        self.statistics_ = {
            name: _statistic(customers[name], how)
            for name, how in chosen.items()
            if how.method not in (*LEARNED, "leave")
        }
        self.encoders_: dict[str, AttributeMatrix] = {}
        self.imputers_: dict[str, Any] = {}
        for method in LEARNED:
            if any(how.method == method for how in chosen.values()):
                rows = _sampled(customers, _MOST_ROWS[method], self.seed)
                self.encoders_[method] = AttributeMatrix().fit(rows)
                self.imputers_[method] = _fitted(method, self.encoders_[method].transform(rows), self.seed)
        return self

    def transform(self, customers: pd.DataFrame) -> pd.DataFrame:
        """Return the customers with what is missing filled; rows, order and known values as they were."""
        filled = customers.copy()
        for name, value in self.statistics_.items():
            if value is not None and name in filled:
                filled[name] = filled[name].where(is_known(filled[name]), value)
        for method, imputer in self.imputers_.items():
            for name, how in self.fillings.items():
                if how.method == method and name in customers:
                    self._guess(filled, customers, name, method, imputer)
        return filled

    def _guess(
        self, filled: pd.DataFrame, customers: pd.DataFrame, name: str, method: str, imputer: Any
    ) -> None:
        encoder = self.encoders_[method]
        rows = ~is_known(customers[name]).to_numpy()
        if rows.any() and name in encoder.blocks_:
            guessed = imputer.transform(encoder.transform(customers[rows]))
            values = encoder.decode(name, guessed)
            filled.loc[rows, name] = values if filled[name].dtype.kind in "fiu" else values.astype(str)


def _fitted(method: str, matrix: NDArray[np.float64], seed: int) -> Any:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401  unlocks the next import
    from sklearn.impute import IterativeImputer, KNNImputer

    if method == "nearest":
        return KNNImputer(n_neighbors=5, keep_empty_features=True).fit(matrix)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # ten rounds are the choice, not a failure
        return IterativeImputer(max_iter=10, random_state=seed, keep_empty_features=True).fit(matrix)


def _sampled(customers: pd.DataFrame, most: int, seed: int) -> pd.DataFrame:
    return customers if len(customers) <= most else customers.sample(most, random_state=seed)


def _statistic(column: pd.Series, how: Filling) -> Any:
    """Return the one value that fills an attribute, None where nothing is known."""
    if how.method == "constant":
        return (pd.to_numeric(how.value) if column.dtype.kind in "fiu" else how.value) if how.value else None
    known = column[is_known(column)]
    if known.empty:
        return None
    numbers = numbers_of(known) if how.method == "median" else None
    if numbers is None:
        counts = known.value_counts()
        return min(counts[counts == counts.max()].index, key=str)
    middle = float(np.median(numbers))
    return middle if column.dtype.kind in "fiu" else f"{middle:g}"
