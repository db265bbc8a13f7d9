"""Ward's hierarchy over groups of customers that already have sizes, as SciPy's has not."""

import numpy as np

from analytics.arrays import Doubles, Ints


def weighted_ward(centers: Doubles, weights: Doubles) -> Doubles:
    """Centers of groups with their sizes → the tree that merges whichever two lose least variance.

    The height of a merge is √(2·a·b / (a + b)) times the distance of the two centers, as in SciPy, which is
    what this gives where all sizes are 1. Nearest neighbors are followed until two are each other's; Ward's
    distance never falls by a merge, so the tree is that of always merging the nearest two.

    Parameters
    ----------
    centers : (n, n_features)
    weights : (n,) customers in each, > 0

    Returns
    -------
    (n - 1, 4)
        Positions of the two merged, lower first (n + i is what row i makes), height, customers; rising by
        height. As SciPy's linkage, but that the last column counts customers.

    References
    ----------
    Ward (1963), Hierarchical grouping to optimize an objective function. Murtagh & Contreras (2012),
    Algorithms for hierarchical clustering: an overview.
    """
    n = len(centers)
    center, weight = centers.astype(np.float64).copy(), weights.astype(np.float64).copy()
    is_open, level = np.ones(n, bool), np.zeros(n)
    merges: list[tuple[int, int, float, float]] = []  # by the row of `center` that each group has
    chain: list[int] = []
    while len(merges) < n - 1:
        if not chain:
            chain.append(int(is_open.argmax()))
        tip = chain[-1]
        distance = _squared_heights(center, weight, tip)
        distance[~is_open] = np.inf
        distance[tip] = np.inf
        other = int(distance.argmin())
        if len(chain) > 1 and distance[chain[-2]] <= distance[other]:
            other = chain[-2]  # each is the other's nearest
            del chain[-2:]
            total = weight[tip] + weight[other]
            # rounding may put a merge a hair below one that it is made of
            level[other] = max(np.sqrt(distance[other]), level[other], level[tip])
            merges.append((tip, other, float(level[other]), total))
            center[other] = (weight[tip] * center[tip] + weight[other] * center[other]) / total
            weight[other], is_open[tip] = total, False
        else:
            chain.append(other)
    return _numbered(merges, n)


def _squared_heights(center: Doubles, weight: Doubles, at: int) -> Doubles:
    """Return the squared height at which each group would merge with one of them, (n,)."""
    squares = ((center - center[at]) ** 2).sum(axis=1)
    return np.asarray(2 * weight * weight[at] / (weight + weight[at]) * squares)


def _numbered(merges: list[tuple[int, int, float, float]], n: int) -> Doubles:
    """Return merges by rising height, groups numbered as SciPy does."""
    heights = np.array([height for _, _, height, _ in merges])
    number = np.arange(n)  # of the group that now has a row
    tree = np.empty((len(merges), 4))
    for row, at in enumerate(np.argsort(heights, kind="stable")):
        gone, kept, height, total = merges[at]
        tree[row] = *sorted((number[gone], number[kept])), height, total
        number[kept] = n + row
    return tree


def cut(tree: Doubles, n_clusters: int) -> Ints:
    """Return which of the last `n_clusters` branches each leaf of a tree is in, (n_leaves,) from 0."""
    n = len(tree) + 1
    n_merged = n - min(n_clusters, n)
    branch = np.arange(n + n_merged)  # of each node, top down: what it was merged into
    for row in reversed(range(n_merged)):
        branch[tree[row, :2].astype(np.int64)] = branch[n + row]
    return np.asarray(np.unique(branch[:n], return_inverse=True)[1], dtype=np.int64)
