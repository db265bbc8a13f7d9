"""Inputs → fewer numbers: principal components, the direction that tells outcomes apart, or by chance."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.lab.columns import Columns
from analytics.lab.config import Reduction
from analytics.lab.examples import Examples
from analytics.numerics import random_stream
from data.privacy.formats import Arrays, Document

COLUMNS = Document("reduction.json", {"columns": dict})
LEARNED = Arrays("reduction.npz")


@dataclass(frozen=True)
class Projection:
    """What projects inputs; plain arrays.

    Attributes
    ----------
    columns : what becomes of the inputs before
    center : (n_columns,)
    axes : (n_columns, n_components)
    explained : (n_components,) of the variance of the inputs [share]
    """

    columns: Columns
    center: Doubles
    axes: Doubles
    explained: Doubles

    @classmethod
    def of(cls, train: Examples, way: Reduction, n_components: int, seed: int = 0) -> Self:
        """Learn from training rows what to project onto.

        Parameters
        ----------
        n_components : at most; LDA has one, as there are two outcomes
        """
        columns = Columns.of(train.inputs)
        matrix = columns.matrix(train.inputs)
        center = matrix.mean(axis=0)
        n = min(n_components, *matrix.shape)
        axes = _axes(matrix - center, train.outcome, way, n, seed)
        variance = max(float(((matrix - center) ** 2).mean(axis=0).sum()), 1e-12)
        return cls(columns, center, axes, _explained(matrix - center, axes) / variance)

    def numbers(self, inputs: pd.DataFrame) -> Doubles:
        """Return the projected inputs, (n, n_components)."""
        return np.asarray((self.columns.matrix(inputs) - self.center) @ self.axes)

    def applied(self, examples: Examples) -> Examples:
        """Return rows whose inputs are the components alone; pasts and outcomes stay."""
        numbers = self.numbers(examples.inputs)
        names = [f"component {i + 1}" for i in range(numbers.shape[1])]
        return replace(examples, inputs=pd.DataFrame(numbers, columns=names))

    def save(self, folder: Path) -> None:
        """Write columns as JSON, the rest as arrays."""
        COLUMNS.write(folder, {"columns": self.columns.as_plain()})
        LEARNED.write(folder, {"center": self.center, "axes": self.axes, "explained": self.explained})

    @classmethod
    def load(cls, folder: Path) -> "Projection | None":
        """Return what `save` wrote, None where inputs are not projected."""
        if not COLUMNS.is_in(folder):
            return None
        arrays = LEARNED.read(folder)
        columns = Columns.from_plain(COLUMNS.read(folder)["columns"])
        return cls(columns, arrays["center"], arrays["axes"], arrays["explained"])


def plane(train: Examples, shown: Examples, way: Reduction, seed: int = 0) -> tuple[Doubles, Doubles]:
    """Return where rows lie in two dimensions, (n_shown, 2), and what each explains [share], (2,).

    LDA has one direction; the second is then the first principal component.
    """
    found = Projection.of(train, way, 2, seed)
    points, explained = found.numbers(shown.inputs), found.explained
    while points.shape[1] < 2:
        other = Projection.of(train, Reduction.PCA, 1)
        is_known = way is Reduction.LDA
        more = other.numbers(shown.inputs) if is_known else np.zeros((len(shown), 1))
        points = np.column_stack([points, more])
        explained = np.append(explained, other.explained if is_known else 0.0)
    return points, explained


def _axes(matrix: Doubles, outcome: Doubles, way: Reduction, n: int, seed: int) -> Doubles:
    """Return what to project a centered matrix onto, (n_columns, n_components)."""
    match way:
        case Reduction.PCA:
            from sklearn.decomposition import PCA

            return np.asarray(PCA(n, svd_solver="full").fit(matrix).components_.T)
        case Reduction.LDA:
            from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

            found = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(matrix, outcome)
            direction = found.coef_.T
            return np.asarray(direction / max(float(np.linalg.norm(direction)), 1e-12))
        case Reduction.RANDOM:
            from sklearn.random_projection import GaussianRandomProjection

            state = int(random_stream(seed, "random projection").integers(2**31))
            found = GaussianRandomProjection(n, random_state=state).fit(matrix)
            return np.asarray(found.components_.T)
    return np.eye(matrix.shape[1])


def _explained(matrix: Doubles, axes: Doubles) -> Doubles:
    """Return the variance that each axis adds to those before, (n_components,)."""
    directions = np.linalg.qr(axes)[0]
    return np.asarray(((matrix @ directions) ** 2).mean(axis=0))
