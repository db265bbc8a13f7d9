"""Clusters learned from recency, frequency and money, numbered so that colors repeat."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.numerics import random_stream
from analytics.threads import one_core
from data.schema import NotEnoughDataError

MAX_CLUSTERS = 8
MAX_FITTED = 100_000  # evenly from the sorted rows: centers hardly move, seconds are saved
N_STARTS = 10  # k-means finds a local optimum; the best of ten starts rarely misses


def cluster_customers(customers: pd.DataFrame, n_clusters: int, seed: int = 0) -> Ints:
    """Customers → clusters by k-means on the standardized logarithms of recency, orders and money.

    Parameters
    ----------
    customers : DataFrame
        recency_days, n_orders, monetary.
    n_clusters : how many; fewer where the customers have fewer distinct figures
    seed : the same seed and customers give the same clusters, whatever the order of rows

    Returns
    -------
    (n_customers,)
        Cluster of each; 0 has the highest mean monetary value.
    """
    if customers.empty:
        raise NotEnoughDataError(
            "There is no customer with a purchase to cluster", "Upload events with purchases"
        )
    features = _standardized(customers)
    centers = _fit_centers(features, n_clusters, seed)
    labels = _nearest_center(features, centers)
    return _nearest_center(features, centers[_richest_first(labels, customers, len(centers))])


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
        labels = cluster_customers(rows, n_clusters, seed)
        if 1 < len(np.unique(labels)) < len(rows):
            table.append((n_clusters, float(silhouette_score(_standardized(rows), labels))))
    silhouettes = pd.DataFrame(table, columns=["n_clusters", "silhouette"])
    if silhouettes.empty:
        return 1, silhouettes.astype({"n_clusters": "int64", "silhouette": "float64"})
    return int(silhouettes["n_clusters"].to_numpy()[silhouettes["silhouette"].argmax()]), silhouettes


def _logarithms(customers: pd.DataFrame) -> Doubles:
    """Return (n_customers, 3); money lost to returns counts as none."""
    figures = customers[["recency_days", "n_orders", "monetary"]].to_numpy(dtype=np.float64)
    return np.asarray(np.log1p(np.maximum(figures, 0.0)), dtype=np.float64)


def _standardized(customers: pd.DataFrame) -> Doubles:
    logs = _logarithms(customers)
    spread = logs.std(axis=0)
    return np.asarray(
        (logs - logs.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0)
    )  # constants say nothing


def _fit_centers(features: Doubles, n_clusters: int, seed: int) -> Doubles:
    """Return the centers, from sorted rows and on one thread: both would otherwise change the result."""
    from sklearn.cluster import KMeans

    every = -(-len(features) // MAX_FITTED)
    rows = features[np.lexsort(features.T)][::every]
    n_distinct = len(np.unique(rows, axis=0))
    kmeans = KMeans(min(n_clusters, n_distinct), n_init=N_STARTS, random_state=seed)
    with one_core():
        kmeans.fit(rows)
    return np.asarray(kmeans.cluster_centers_, dtype=np.float64)


def _nearest_center(features: Doubles, centers: Doubles) -> Ints:
    distances = [((features - center) ** 2).sum(axis=1) for center in centers]
    return np.asarray(np.argmin(distances, axis=0), dtype=np.int64)


def _richest_first(labels: Ints, customers: pd.DataFrame, n_clusters: int) -> Ints:
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
