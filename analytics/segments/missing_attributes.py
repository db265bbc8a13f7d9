"""Missing values of attributes, filled as the analyst chose, by what the training period knew."""

import warnings
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.segments import FIGURES
from data.schema import COLUMNS, InputError

Method = Literal["leave", "constant", "median", "most_frequent", "nearest", "iterative"]
METHODS: tuple[Method, ...] = get_args(Method)
LEARNED = ("nearest", "iterative")
_NEVER = {column.name for column in COLUMNS["events"] if column.type in ("money", "number")} | set(FIGURES)
_MOST_CATEGORIES = 20  # of an attribute that others are guessed from; rarer values say nothing
_MOST_ROWS = {
    "nearest": 5_000,
    "iterative": 20_000,
}  # that the guess is learned from, in seconds rather than minutes
_NUMBERS_FROM = 0.95  # of the known values that read as numbers make an attribute one of numbers


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
        self.encoders_: dict[str, _Encoder] = {}
        self.imputers_: dict[str, Any] = {}
        for method in LEARNED:
            if any(how.method == method for how in chosen.values()):
                rows = _sampled(customers, _MOST_ROWS[method], self.seed)
                self.encoders_[method] = _Encoder().fit(rows)
                self.imputers_[method] = _fitted(method, self.encoders_[method].transform(rows), self.seed)
        return self

    def transform(self, customers: pd.DataFrame) -> pd.DataFrame:
        """Return the customers with what is missing filled; rows, order and known values as they were."""
        filled = customers.copy()
        for name, value in self.statistics_.items():
            if value is not None and name in filled:
                filled[name] = filled[name].where(_is_known(filled[name]), value)
        for method, imputer in self.imputers_.items():
            for name, how in self.fillings.items():
                if how.method == method and name in customers:
                    self._guess(filled, customers, name, method, imputer)
        return filled

    def fit_transform(self, customers: pd.DataFrame) -> pd.DataFrame:
        """Learn from these customers and fill their attributes."""
        return self.fit(customers).transform(customers)

    def _guess(
        self, filled: pd.DataFrame, customers: pd.DataFrame, name: str, method: str, imputer: Any
    ) -> None:
        encoder = self.encoders_[method]
        rows = ~_is_known(customers[name]).to_numpy()
        if rows.any() and name in encoder.blocks_:
            guessed = imputer.transform(encoder.transform(customers[rows]))
            values = encoder.decode(name, guessed)
            filled.loc[rows, name] = values if filled[name].dtype.kind in "fiu" else values.astype(str)


class _Encoder:
    """Attributes → a matrix of standardized numbers and a column per category but the first; missing is nan.

    The first is what the others leave: with a column of its own, each would be guessed from the others' gaps.
    """

    def fit(self, customers: pd.DataFrame) -> "_Encoder":
        self.blocks_: dict[str, slice] = {}
        self.numbers_: dict[str, tuple[float, float, bool]] = {}
        self.categories_: dict[str, list[str]] = {}
        width = 0
        for name in (str(column) for column in customers if column not in FIGURES):
            column = customers[name]
            known = column[_is_known(column)]
            numbers = _numbers(known)
            if known.empty:
                continue
            if numbers is not None:
                is_whole = bool((numbers == np.round(numbers)).all())
                self.numbers_[name] = (float(numbers.mean()), float(numbers.std()) or 1.0, is_whole)
                size = 1
            else:
                counts = known.astype(str).value_counts()
                ordered = sorted(counts.index, key=lambda value: (-int(counts[value]), value))
                self.categories_[name] = ordered[:_MOST_CATEGORIES]
                size = len(self.categories_[name]) - 1
            self.blocks_[name] = slice(width, width + size)
            width += size
        return self

    def transform(self, customers: pd.DataFrame) -> NDArray[np.float64]:
        width = max((block.stop for block in self.blocks_.values()), default=0)
        matrix = np.full((len(customers), width), np.nan)
        for name, block in self.blocks_.items():
            column = customers[name]
            if name in self.numbers_:
                mean, spread, _ = self.numbers_[name]
                numbers = pd.to_numeric(column, errors="coerce").to_numpy(float)
                matrix[:, block.start] = (numbers - mean) / spread
            else:
                texts = column.astype(str).to_numpy()
                cells = (texts[:, None] == np.array(self.categories_[name][1:], object)[None, :]).astype(
                    float
                )
                cells[~_is_known(column).to_numpy()] = np.nan
                matrix[:, block] = cells
        return matrix

    def decode(self, name: str, matrix: NDArray[np.float64]) -> NDArray[Any]:
        """Return the values of one attribute as its file writes them."""
        cells = matrix[:, self.blocks_[name]]
        if name not in self.numbers_:
            shares = np.hstack([1 - cells.sum(1, keepdims=True), cells])
            return np.asarray(np.array(self.categories_[name], object)[shares.argmax(1)])
        mean, spread, is_whole = self.numbers_[name]
        numbers = cells[:, 0] * spread + mean
        return np.asarray(np.round(numbers).astype(np.int64) if is_whole else np.round(numbers, 4))


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
    known = column[_is_known(column)]
    if known.empty:
        return None
    numbers = _numbers(known) if how.method == "median" else None
    if numbers is None:
        counts = known.value_counts()
        return min(counts[counts == counts.max()].index, key=str)
    middle = float(np.median(numbers))
    return middle if column.dtype.kind in "fiu" else f"{middle:g}"


def _is_known(column: pd.Series) -> pd.Series:
    """Return which values are there; an empty text is none."""
    return column.notna() & (column.astype(str).str.strip() != "")


def _numbers(known: pd.Series) -> NDArray[np.float64] | None:
    numbers = pd.to_numeric(known, errors="coerce")
    is_number = len(known) > 0 and float(numbers.notna().mean()) >= _NUMBERS_FROM
    return numbers.dropna().to_numpy(np.float64) if is_number else None
