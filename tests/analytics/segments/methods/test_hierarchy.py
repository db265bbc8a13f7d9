"""Ward's tree over groups with sizes is SciPy's over their members; its upper part can be drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from analytics.segments.methods.dendrogram import dendrogram_rows
from analytics.segments.methods.evaluate import rand_index
from analytics.segments.methods.hierarchical import HierarchicalSegments
from analytics.segments.methods.ward import cut, weighted_ward


@given(seed=st.integers(0, 10_000), n=st.integers(2, 40))
def test_with_sizes_of_one_the_tree_is_that_of_scipy(seed, n):
    points = np.random.default_rng(seed).normal(size=(n, 3))

    np.testing.assert_allclose(weighted_ward(points, np.ones(n)), linkage(points, "ward"), atol=1e-9)


@given(seed=st.integers(0, 10_000))
def test_a_group_merges_as_high_as_its_members_side_by_side_would(seed):
    rng = np.random.default_rng(seed)
    centers, sizes = rng.normal(size=(8, 2)), rng.integers(1, 5, 8)

    tree = weighted_ward(centers, sizes.astype(float))

    of_members = linkage(np.repeat(centers, sizes, axis=0), "ward")[-7:]
    np.testing.assert_allclose(tree[:, 2], of_members[:, 2], atol=1e-6)
    assert tree[-1, 3] == sizes.sum()


@given(seed=st.integers(0, 10_000), k=st.integers(1, 9))
def test_a_cut_is_that_of_scipy_and_has_as_many_branches_as_asked_for(seed, k):
    points = np.random.default_rng(seed).normal(size=(30, 3))
    tree = linkage(points, "ward")

    branches = cut(tree, k)

    assert len(set(branches.tolist())) == k
    assert rand_index(branches, fcluster(tree, k, "maxclust")) == 1


def test_points_that_coincide_merge_at_height_zero():
    tree = weighted_ward(np.zeros((6, 2)), np.ones(6))

    assert (tree[:, 2] == 0).all()
    assert len(set(cut(tree, 2).tolist())) == 2


@pytest.mark.parametrize("n_segments", [3, 6])
def test_micro_clusters_lead_to_the_segments_of_the_full_tree(planted, n_segments):
    world = planted(3_000, n_segments, apart=7)

    labels = HierarchicalSegments(n_segments, n_micro=300).fit_predict(world.data)

    full = fcluster(linkage(world.data.features, "ward"), n_segments, "maxclust")
    assert rand_index(full, labels) > 0.95


def test_branches_hold_all_customers_and_lines_join_them_all(planted):
    method = HierarchicalSegments(3, n_micro=100)
    labels = method.fit_predict(planted(700, 3, apart=8).data)
    sizes = np.bincount(method.micro_).astype(float)

    lines, branches = dendrogram_rows(method.tree_, sizes, 3, n_leaves=12)

    assert (len(lines), len(branches)) == (11, 12)
    assert branches["n_customers"].sum() == 700
    by_branch = branches.groupby("branch")["n_customers"].sum()
    assert by_branch.tolist() == np.bincount(labels).tolist()
    assert (lines["height"] >= lines[["height_left", "height_right"]].max(axis=1)).all()
    assert (lines["branch"] == -1).sum() == 2  # merges above the cut
    # branches of a segment stand side by side
    assert (branches["branch"].diff().fillna(1) != 0).sum() == 3


def test_a_single_group_is_a_tree_without_lines():
    lines, branches = dendrogram_rows(np.empty((0, 4)), np.array([5.0]), 1)

    assert lines.empty
    assert branches["n_customers"].tolist() == [5]
