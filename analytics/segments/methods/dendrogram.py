"""The upper part of a hierarchy as lines and leaves, to look at."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles, Ints
from analytics.segments.methods.ward import cut

N_LEAVES = 24  # more branches cannot be told apart in a picture


def dendrogram_rows(
    tree: Doubles, leaf_sizes: Doubles, n_clusters: int, n_leaves: int = N_LEAVES
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tree → its uppermost merges as lines, and the branches that they join.

    Parameters
    ----------
    tree : (n - 1, 4) as `weighted_ward` returns it
    leaf_sizes : (n,) customers in each leaf of the tree
    n_clusters : at which it is cut

    Returns
    -------
    (DataFrame, DataFrame)
        merges: x_left, x_right (places), height_left, height_right (where the two branches end below),
        height, and branch (of the cut; −1 above it). branches: place (from 0, left to right), n_customers,
        branch.
    """
    kept = min(n_leaves, len(tree) + 1)
    leaf = cut(tree, kept)
    kept = int(leaf.max()) + 1
    sizes = np.bincount(leaf, leaf_sizes, kept)
    small = _upper(tree, leaf, kept)
    branch_of = np.array([cut(tree, n_clusters)[leaf == at][0] for at in range(kept)])
    order = _order(small, kept)
    place = np.empty(kept)
    place[order] = np.arange(kept)
    branches = pd.DataFrame(
        {"place": range(kept), "n_customers": sizes[order].astype(np.int64), "branch": branch_of[order]}
    )
    return _lines(small, place, branch_of), branches


def _upper(tree: Doubles, leaf: Ints, kept: int) -> Doubles:
    """Return the merges above the kept branches, (kept - 1, 3): the two merged, and the height."""
    n = len(tree) + 1
    number = np.concatenate([leaf, np.full(len(tree), -1)])  # of what each node of the tree is here
    rows: list[tuple[int, int, float]] = []
    for row, (left, right, height, _) in enumerate(tree):
        a, b = number[int(left)], number[int(right)]
        if a == b:
            number[n + row] = a
        else:
            number[n + row] = kept + len(rows)
            rows.append((a, b, height))
    return np.array(rows, np.float64).reshape(-1, 3)


def _order(small: Doubles, kept: int) -> Ints:
    """Return the branches from left to right, so that no lines cross."""
    below: list[list[int]] = [[at] for at in range(kept)]
    for left, right, _ in small:
        below.append(below[int(left)] + below[int(right)])
    return np.array(below[-1], np.int64)


def _lines(small: Doubles, place: Doubles, branch_of: Ints) -> pd.DataFrame:
    x, height, branch = list(place), [0.0] * len(place), list(branch_of)
    rows = []
    for left, right, at in small:
        a, b = int(left), int(right)
        own = branch[a] if branch[a] == branch[b] else -1
        rows.append((x[a], x[b], height[a], height[b], at, own))
        x.append((x[a] + x[b]) / 2)
        height.append(at)
        branch.append(own)
    names = ["x_left", "x_right", "height_left", "height_right", "height", "branch"]
    return pd.DataFrame(rows, columns=names).astype({"branch": "int64"})
