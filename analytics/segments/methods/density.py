"""Segments where customers lie dense, and noise where they do not: DBSCAN and HDBSCAN."""

from typing import Any

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.segments.methods.contract import NOISE, CustomerData
from analytics.threads import one_core

MOST_FITTED = 10_000  # customers; the others join whom they are close to
N_DIMENSIONS = 4  # in more, everybody is about as far from everybody
_LEAST_NEIGHBORS, _SHARE_OF_CLUSTER = 8, 0.02  # and the smallest cluster, as a share of those fitted


class DbscanSegments:
    """DBSCAN on the leading components of the figures; the radius is the knee of the distances.

    Parameters
    ----------
    eps : radius in which a core customer has at least 8 neighbors; suggested where None

    Attributes
    ----------
    eps_ : the radius used
    distances_ : as `neighbor_distances` returns them

    References
    ----------
    Ester, Kriegel, Sander & Xu (1996), A density-based algorithm for discovering clusters.
    """

    def __init__(self, eps: float | None = None) -> None:
        self.eps = eps

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the dense region of each customer, `NOISE` between them."""
        from sklearn.cluster import DBSCAN

        points = leading_components(data.features)
        fitted = points[:: -(-len(points) // MOST_FITTED)]
        self.distances_ = neighbor_distances(fitted)
        self.eps_ = self.eps or knee(self.distances_)
        with one_core():
            found = DBSCAN(eps=self.eps_, min_samples=_LEAST_NEIGHBORS + 1).fit(fitted)
        labels = _large_only(found.labels_, len(fitted))
        core = found.core_sample_indices_
        return _joined(points, fitted[core], labels[core], self.eps_) if len(core) else _all_noise(points)


class HdbscanSegments:
    """HDBSCAN on the leading components of the figures: dense regions of any density.

    Attributes
    ----------
    hdbscan_ : the fitted sklearn HDBSCAN

    References
    ----------
    Campello, Moulavi & Sander (2013), Density-based clustering based on hierarchical density estimates.
    """

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the dense region of each customer, `NOISE` between them."""
        from sklearn.cluster import HDBSCAN

        points = leading_components(data.features)
        fitted = points[:: -(-len(points) // MOST_FITTED)]
        least = max(int(_SHARE_OF_CLUSTER * len(fitted)), 5)
        with one_core():
            self.hdbscan_: Any = HDBSCAN(least, min_samples=_LEAST_NEIGHBORS, copy=True).fit(fitted)
        labels = np.asarray(self.hdbscan_.labels_, dtype=np.int64)
        if len(fitted) == len(points):
            return labels
        return _joined(points, fitted, labels, np.inf)


def leading_components(features: Doubles, n_components: int = N_DIMENSIONS) -> Doubles:
    """Return the principal components with most variance, (n_customers, at most n_components)."""
    from sklearn.decomposition import PCA

    if (features == features[0]).all():
        return features[:, :1]
    n = min(n_components, *features.shape)
    with one_core():
        found = PCA(n, svd_solver="full" if len(features) < MOST_FITTED else "covariance_eigh")
        return np.asarray(found.fit_transform(features), dtype=np.float64)


def neighbor_distances(points: Doubles) -> Doubles:
    """Return how far each customer's 8th neighbor is, rising: what the radius is read off."""
    from sklearn.neighbors import NearestNeighbors

    n = min(_LEAST_NEIGHBORS, len(points) - 1)
    with one_core():
        distances, _ = NearestNeighbors(n_neighbors=n + 1).fit(points).kneighbors(points)
    return np.asarray(np.sort(distances[:, -1]), dtype=np.float64)


def knee(distances: Doubles) -> float:
    """Return the distance at which a rising curve bends most: where it is farthest below its chord.

    Parameters
    ----------
    distances : (n_customers,) rising

    References
    ----------
    Satopää, Albrecht, Irwin & Raghavan (2011), Finding a "Kneedle" in a haystack.
    """
    low, high = float(distances[0]), float(distances[-1])
    if high <= low:
        return max(high, np.finfo(np.float64).eps)
    share = np.linspace(0, 1, len(distances))
    return float(distances[int(np.argmax(share - (distances - low) / (high - low)))])


def _joined(points: Doubles, known: Doubles, labels: Ints, most: float) -> Ints:
    """Return the label of the nearest known point, `NOISE` where that is farther than `most`."""
    from sklearn.neighbors import NearestNeighbors

    with one_core():
        distance, at = NearestNeighbors(n_neighbors=1).fit(known).kneighbors(points)
    return np.asarray(np.where(distance[:, 0] <= most, labels[at[:, 0]], NOISE), dtype=np.int64)


def _large_only(labels: Ints, n_fitted: int) -> Ints:
    """Return labels without clusters that are too small to act on; their customers are noise."""
    counts = np.bincount(labels[labels != NOISE], minlength=1)
    is_small = np.flatnonzero(counts < max(_SHARE_OF_CLUSTER * n_fitted, 5))
    return np.where(np.isin(labels, is_small), NOISE, labels)


def _all_noise(points: Doubles) -> Ints:
    return np.full(len(points), NOISE, np.int64)
