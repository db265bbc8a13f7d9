"""Clusters around centers: k-means, its mini-batch kin for many customers, and Gaussian mixtures."""

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.segments.methods.contract import CustomerData
from analytics.threads import one_core

MINI_BATCH_FROM = 200_000  # customers, beyond which batches are nearly as good and many times as fast
_N_STARTS = 10  # each finds a local optimum; the best of ten rarely misses
_BATCH = 4_096
_MOST_MIXED = 50_000  # customers that a mixture learns from
_FLOOR = 1e-3  # of a component's variance: figures on few values (one order) would have none
_N_MIXTURE_STARTS = 3


class KMeansSegments:
    """K-means on the scaled figures; mini-batches beyond 200,000 customers.

    Parameters
    ----------
    n_clusters : fewer where customers have fewer distinct figures
    seed : the same seed and customers give the same clusters

    Attributes
    ----------
    centers_ : (n_clusters, n_features)

    References
    ----------
    Arthur & Vassilvitskii (2007), k-means++. Sculley (2010), Web-scale k-means clustering.
    """

    def __init__(self, n_clusters: int, seed: int = 0, mini_batch_from: int = MINI_BATCH_FROM) -> None:
        self.n_clusters, self.seed, self.mini_batch_from = n_clusters, seed, mini_batch_from

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the cluster of each customer."""
        self.centers_ = fitted_centers(data.features, self.n_clusters, self.seed, self.mini_batch_from)
        return nearest(data.features, self.centers_)


class MixtureSegments:
    """A mixture of Gaussians on the scaled figures, each with a covariance of its own.

    Parameters
    ----------
    n_clusters : components
    seed : of the starts, and of whom it learns from where there are more than 50,000 customers

    Attributes
    ----------
    mixture_ : the fitted sklearn GaussianMixture

    References
    ----------
    Fraley & Raftery (2002), Model-based clustering, discriminant analysis, and density estimation.
    """

    def __init__(self, n_clusters: int, seed: int = 0) -> None:
        self.n_clusters, self.seed = n_clusters, seed

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the likeliest component of each customer."""
        from sklearn.mixture import GaussianMixture

        features = data.features
        learned = features[:: -(-len(features) // _MOST_MIXED)]
        n = min(self.n_clusters, len(np.unique(learned, axis=0)))
        options = {"reg_covar": _FLOOR, "n_init": _N_MIXTURE_STARTS, "random_state": self.seed}
        with one_core():
            self.mixture_ = GaussianMixture(n, **options).fit(learned)
            return np.asarray(self.mixture_.predict(features), dtype=np.int64)


def fitted_centers(
    features: Doubles, n_clusters: int, seed: int, mini_batch_from: int = MINI_BATCH_FROM
) -> Doubles:
    """Return the centers of k-means, (n_clusters, n_features), on one thread as more change the sums."""
    from sklearn.cluster import KMeans, MiniBatchKMeans

    n = min(n_clusters, len(np.unique(features, axis=0)))
    if len(features) > mini_batch_from:
        kmeans = MiniBatchKMeans(n, batch_size=_BATCH, n_init=_N_STARTS, random_state=seed)
    else:
        kmeans = KMeans(n, n_init=_N_STARTS, random_state=seed)
    with one_core():
        kmeans.fit(features)
    return np.asarray(kmeans.cluster_centers_, dtype=np.float64)


def nearest(features: Doubles, centers: Doubles) -> Ints:
    """Return the position of the center nearest to each row, the first where several are."""
    from sklearn.metrics import pairwise_distances_argmin

    with one_core():
        return np.asarray(pairwise_distances_argmin(features, centers), dtype=np.int64)
