"""Inputs of rows → a matrix: numbers standardized, unknown ones flagged, categories one-hot."""

from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from analytics.arrays import Doubles

MOST_CATEGORIES = 200  # of one input; the rarest beyond are one


@dataclass(frozen=True)
class Columns:
    """What the rows that were learned from say of their inputs; plain values, so that JSON keeps them.

    Attributes
    ----------
    numbers : name → mean, spread, and whether it was ever unknown
    categories : name → those met often enough to have a column of their own
    """

    numbers: dict[str, tuple[float, float, bool]]
    categories: dict[str, list[str]]

    @classmethod
    def of(cls, inputs: pd.DataFrame) -> Self:
        """Learn the columns of a frame."""
        is_category = {name: isinstance(inputs[name].dtype, pd.CategoricalDtype) for name in inputs}
        numbers = {str(name): _described(inputs[name]) for name in inputs if not is_category[name]}
        met = {str(name): _met(inputs[name]) for name in inputs if is_category[name]}
        return cls(numbers, met)

    @property
    def names(self) -> list[str]:
        """Return the name of each column of the matrix; those of one input begin alike."""
        flags = [f"{name} unknown" for name, (_, _, is_gappy) in self.numbers.items() if is_gappy]
        codes = [f"{name}={code}" for name, codes in self.categories.items() for code in codes]
        return [*self.numbers, *flags, *codes]

    def matrix(self, inputs: pd.DataFrame) -> Doubles:
        """Return the matrix, (n, n_columns); a category that was not met has no column."""
        parts: list[Doubles] = []
        flags: list[Doubles] = []
        for name, (mean, spread, is_gappy) in self.numbers.items():
            values = inputs[name].to_numpy(float)
            known = np.isfinite(values)
            parts.append(np.where(known, (values - mean) / spread, 0.0))
            if is_gappy:
                flags.append((~known).astype(float))
        codes = [
            (inputs[name].astype("str") == code).to_numpy(float)
            for name, met in self.categories.items()
            for code in met
        ]
        columns = [*parts, *flags, *codes]
        return np.column_stack(columns) if columns else np.zeros((len(inputs), 0))

    def as_plain(self) -> dict[str, Any]:
        """Return what JSON keeps."""
        return asdict(self)

    @classmethod
    def from_plain(cls, kept: dict[str, Any]) -> Self:
        """Return what `as_plain` gave, read back from JSON."""
        numbers = {name: (float(m), float(s), bool(g)) for name, (m, s, g) in kept["numbers"].items()}
        return cls(numbers, {name: [str(code) for code in met] for name, met in kept["categories"].items()})


def _described(values: pd.Series) -> tuple[float, float, bool]:
    known = values.to_numpy(float)
    known = known[np.isfinite(known)]
    mean, spread = (float(known.mean()), float(known.std())) if len(known) else (0.0, 1.0)
    return mean, spread or 1.0, len(known) < len(values)


def _met(values: pd.Series) -> list[str]:
    counts = values.astype("str")[values.notna()].value_counts()
    return sorted(str(code) for code in counts.index[:MOST_CATEGORIES])
