"""Clusters learned from recency, frequency and money, numbered so that colors repeat."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.numerics import random_stream
from analytics.threads import one_core
from data.schema import NotEnoughDataError

Features = npt.NDArray[np.float64]

MAX_CLUSTERS = 8
MAX_FITTED = 100_000  # evenly from the sorted rows: centers hardly move, seconds are saved
N_STARTS = 10  # k-means finds a local optimum; the best of ten starts rarely misses


class KMeansSegments:
    """Customers → clusters by k-means on the standardized logarithms of recency, orders and money.

    Parameters
    ----------
    n_clusters : how many; fewer where the customers have fewer distinct figures
    seed : the same seed and customers give the same clusters, whatever the order of rows

    Attributes
    ----------
    labels_ : (n_customers,)
        Cluster of each customer fitted; 0 has the highest mean monetary value.
    cluster_centers_ : (n_clusters_, 3)
        Centers in the standardized space.
    n_clusters_ : clusters found
    """

    def __init__(self, n_clusters: int, seed: int = 0) -> None:
        self.n_clusters, self.seed = n_clusters, seed

    def fit(self, customers: pd.DataFrame) -> Self:
        """Learn the clusters from recency_days, n_orders and monetary."""
        logs = _logarithms(customers)
        if len(logs) == 0:
            raise NotEnoughDataError(
                "There is no customer with a purchase to cluster", "Upload events with purchases"
            )
        self.mean_, spread = logs.mean(axis=0), logs.std(axis=0)
        self.scale_ = np.where(spread > 1e-9, spread, 1.0)  # a constant column says nothing
        features = self._standardized(logs)
        centers = _fit_centers(features, self.n_clusters, self.seed)
        labels = _nearest_center(features, centers)
        self.cluster_centers_ = centers[_richest_first(labels, customers, len(centers))]
        self.n_clusters_ = len(centers)
        self.labels_ = _nearest_center(features, self.cluster_centers_)
        return self

    def predict(self, customers: pd.DataFrame) -> npt.NDArray[np.int64]:
        """Return the cluster of each customer, (n_customers,)."""
        return _nearest_center(self._standardized(_logarithms(customers)), self.cluster_centers_)

    def _standardized(self, logs: Features) -> Features:
        return np.asarray((logs - self.mean_) / self.scale_, dtype=np.float64)


def suggest_n_clusters(
    customers: pd.DataFrame, seed: int = 0, n_sample: int = 5_000
) -> tuple[int, pd.DataFrame]:
    """Customers → the number of clusters that separates them best, with the figures behind it.

    Parameters
    ----------
    customers : DataFrame
        recency_days, n_orders, monetary.
    n_sample : at most so many customers are compared, since silhouettes cost the square of it

    Returns
    -------
    (int, DataFrame)
        The suggestion (1 where there is nothing to separate), and n_clusters, silhouette [−1–1, higher is
        better separated].
    """
    from sklearn.metrics import silhouette_score

    rows = _sorted_sample(customers, n_sample, seed)
    n_distinct = len(np.unique(_logarithms(rows), axis=0))
    table = []
    for n_clusters in range(2, min(MAX_CLUSTERS, n_distinct - 1) + 1):
        fitted = KMeansSegments(n_clusters, seed).fit(rows)
        if 1 < len(np.unique(fitted.labels_)) < len(rows):
            features = fitted._standardized(_logarithms(rows))
            table.append((n_clusters, float(silhouette_score(features, fitted.labels_))))
    silhouettes = pd.DataFrame(table, columns=["n_clusters", "silhouette"])
    if silhouettes.empty:
        return 1, silhouettes.astype({"n_clusters": "int64", "silhouette": "float64"})
    return int(silhouettes["n_clusters"].to_numpy()[silhouettes["silhouette"].argmax()]), silhouettes


def _logarithms(customers: pd.DataFrame) -> Features:
    """Return (n_customers, 3); money lost to returns counts as none."""
    figures = customers[["recency_days", "n_orders", "monetary"]].to_numpy(dtype=np.float64)
    return np.asarray(np.log1p(np.maximum(figures, 0.0)), dtype=np.float64)


def _fit_centers(features: Features, n_clusters: int, seed: int) -> Features:
    """Return the centers, from sorted rows and on one thread: both would otherwise change the result."""
    from sklearn.cluster import KMeans

    every = -(-len(features) // MAX_FITTED)
    rows = features[np.lexsort(features.T)][::every]
    n_distinct = len(np.unique(rows, axis=0))
    kmeans = KMeans(min(n_clusters, n_distinct), n_init=N_STARTS, random_state=seed)
    with one_core():
        kmeans.fit(rows)
    return np.asarray(kmeans.cluster_centers_, dtype=np.float64)


def _nearest_center(features: Features, centers: Features) -> npt.NDArray[np.int64]:
    distances = [((features - center) ** 2).sum(axis=1) for center in centers]
    return np.asarray(np.argmin(distances, axis=0), dtype=np.int64)


def _richest_first(
    labels: npt.NDArray[np.int64], customers: pd.DataFrame, n_clusters: int
) -> npt.NDArray[np.int64]:
    means = customers["monetary"].groupby(labels).mean().reindex(range(n_clusters), fill_value=-np.inf)
    return np.asarray(np.argsort(-means.to_numpy(dtype=np.float64), kind="stable"), dtype=np.int64)


def _sorted_sample(customers: pd.DataFrame, n_sample: int, seed: int) -> pd.DataFrame:
    """Return at most `n_sample` rows, the same ones whatever the order of rows."""
    rows = customers[["recency_days", "n_orders", "monetary"]].sort_values(
        ["monetary", "n_orders", "recency_days"]
    )
    if len(rows) <= n_sample:
        return rows
    chosen = random_stream(seed).choice(len(rows), n_sample, replace=False)
    return rows.iloc[np.sort(chosen)]
