"""A hierarchy of segments for any number of customers: micro-clusters first, Ward's tree over these."""

import numpy as np

from analytics.arrays import Doubles, Ints
from analytics.segments.methods.centers import nearest
from analytics.segments.methods.contract import CustomerData
from analytics.segments.methods.ward import cut, weighted_ward
from analytics.threads import one_core

N_MICRO = 1_500  # micro-clusters: Ward's tree costs their square
_BATCH = 4_096
_ROUNDS = 30  # of mini-batches over the customers, at most


class HierarchicalSegments:
    """Ward's hierarchy over at most 1,500 micro-clusters of k-means, each as heavy as its customers.

    Parameters
    ----------
    n_clusters : at which the tree is cut
    seed : of the micro-clusters; there are none where customers are few

    Attributes
    ----------
    tree_ : (n_micro - 1, 4) as `weighted_ward` returns it
    micro_ : (n_customers,) position of each customer's leaf

    References
    ----------
    Zhang, Ramakrishnan & Livny (1996), BIRCH: what is summarized first can be clustered after.
    """

    def __init__(self, n_clusters: int, seed: int = 0, n_micro: int = N_MICRO) -> None:
        self.n_clusters, self.seed, self.n_micro = n_clusters, seed, n_micro

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the branch of each customer."""
        centers, self.micro_ = _micro_clusters(data.features, self.n_micro, self.seed)
        self.tree_ = weighted_ward(centers, np.bincount(self.micro_).astype(np.float64))
        return cut(self.tree_, self.n_clusters)[self.micro_]


def _micro_clusters(features: Doubles, most: int, seed: int) -> tuple[Doubles, Ints]:
    """Return centers and whose they are; customers that are alike in all figures share one."""
    distinct, own = np.unique(features, axis=0, return_inverse=True)
    if len(distinct) <= most:
        return distinct, own
    from sklearn.cluster import MiniBatchKMeans

    options = {"batch_size": _BATCH, "max_iter": _ROUNDS, "n_init": 1, "random_state": seed}
    with one_core():
        centers = MiniBatchKMeans(most, **options).fit(features).cluster_centers_.astype(np.float64)
    at = nearest(features, centers)
    used, at = np.unique(at, return_inverse=True)
    means = np.column_stack([np.bincount(at, column) for column in features.T])
    return means / np.bincount(at, minlength=len(used))[:, None], at
