"""Customers on a plane: the directions in which they differ most, or their segments do."""

from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.segments.methods.contract import NOISE
from analytics.threads import one_core

N_NAMED = 3  # figures that say what an axis means


class Projection(StrEnum):
    """How customers are laid out."""

    PCA = "pca"
    LDA = "lda"


def plane(features: Doubles, labels: Ints, projection: Projection) -> tuple[Doubles, Doubles, Doubles]:
    """Scaled figures → two coordinates of each customer.

    LDA needs two segments; with exactly two, or one figure, the second coordinate is 0. The sign of an axis
    is such that its largest loading is positive, so that a picture repeats.

    Parameters
    ----------
    features : (n_customers, n_features) as `FeatureScaler` returns them
    labels : of the segments, which LDA holds apart; those in none are placed but not learned from

    Returns
    -------
    ((n_customers, 2), (2,), (n_features, 2))
        Coordinates; share of the variance (PCA: of all, LDA: between segments) along each axis; correlation
        of each figure with each axis.

    References
    ----------
    Fisher (1936), The use of multiple measurements in taxonomic problems. Pearson (1901), On lines and planes
    of closest fit.
    """
    with one_core():
        found, shares = _lda(features, labels) if projection is Projection.LDA else _pca(features)
    n = found.shape[1]
    found = np.pad(found, ((0, 0), (0, 2 - n))) if n < 2 else found[:, :2]
    shares = np.pad(shares, (0, 2))[:2]
    loadings = _correlations(features, found)
    sign = np.sign(loadings[np.abs(loadings).argmax(axis=0), [0, 1]])
    sign = np.where(sign == 0, 1.0, sign)
    return found * sign, shares, loadings * sign


def axis_figures(loadings: Doubles, columns: pd.Index) -> list[list[tuple[str, str, float]]]:
    """Return group, name and correlation of the figures that each axis follows most, largest first."""
    order = np.argsort(-np.abs(loadings), axis=0, kind="stable")[:N_NAMED]
    return [
        [(str(columns[at][0]), str(columns[at][1]), float(loadings[at, axis])) for at in order[:, axis]]
        for axis in (0, 1)
    ]


def can_hold_apart(labels: Ints) -> bool:
    """Whether LDA has two segments to hold apart."""
    return len(np.unique(labels[labels != NOISE])) > 1


def _pca(features: Doubles) -> tuple[Doubles, Doubles]:
    from sklearn.decomposition import PCA

    pca = PCA(min(2, *features.shape), svd_solver="covariance_eigh")
    return pca.fit_transform(features), pca.explained_variance_ratio_


def _lda(features: Doubles, labels: Ints) -> tuple[Doubles, Doubles]:
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    inside = labels != NOISE
    # shrunk: figures that add up to one another have no inverse
    lda = LinearDiscriminantAnalysis(solver="eigen", shrinkage=1e-3).fit(features[inside], labels[inside])
    found = lda.transform(features)[:, :2]
    return np.asarray(found, np.float64), np.asarray(lda.explained_variance_ratio_, np.float64)


def _correlations(features: Doubles, found: Doubles) -> Doubles:
    centered, axes = features - features.mean(axis=0), found - found.mean(axis=0)
    scale = np.outer(np.linalg.norm(centered, axis=0), np.linalg.norm(axes, axis=0))
    return np.asarray(centered.T @ axes / np.where(scale > 0, scale, 1.0), dtype=np.float64)
