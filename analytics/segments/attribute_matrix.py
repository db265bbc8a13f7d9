"""Attributes of customers as a matrix of numbers, and back: what missing values are guessed from."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.segments.choice import FIGURES

_MOST_CATEGORIES = 20  # of an attribute that others are guessed from; rarer values say nothing
_NUMBERS_FROM = 0.95  # of the known values that read as numbers make an attribute one of numbers


class AttributeMatrix:
    """Attributes → a matrix of standardized numbers and a column per category but the first; missing is nan.

    The first is what the others leave: with a column of its own, each would be guessed from the others' gaps.
    """

    def fit(self, customers: pd.DataFrame) -> "AttributeMatrix":
        """Learn the columns that each attribute takes."""
        self.blocks_: dict[str, slice] = {}
        self.numbers_: dict[str, tuple[float, float, bool]] = {}
        self.categories_: dict[str, list[str]] = {}
        width = 0
        for name in (str(column) for column in customers if column not in FIGURES):
            column = customers[name]
            known = column[is_known(column)]
            numbers = numbers_of(known)
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
        """Return the attributes as numbers, (n_customers, n_columns)."""
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
                cells = texts[:, None] == np.array(self.categories_[name][1:], object)
                matrix[:, block] = np.where(is_known(column).to_numpy()[:, None], cells, np.nan)
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


def is_known(column: pd.Series) -> pd.Series:
    """Return which values are there; an empty text is none."""
    return column.notna() & (column.astype(str).str.strip() != "")


def numbers_of(known: pd.Series) -> NDArray[np.float64] | None:
    """Return the numbers of an attribute whose known values nearly all read as numbers, else None."""
    numbers = pd.to_numeric(known, errors="coerce")
    is_number = len(known) > 0 and float(numbers.notna().mean()) >= _NUMBERS_FROM
    return numbers.dropna().to_numpy(np.float64) if is_number else None
