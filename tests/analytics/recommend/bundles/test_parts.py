"""What products that customers have tell of bundles, against sums over pairs of customers."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.parts import PartTastes


def world(n_users=15, n_items=9, n_bundles=6, seed=0):
    draw = np.random.default_rng(seed)
    shapes, shares = ((n_users, n_items), (n_users, n_bundles), (n_bundles, n_items)), (0.3, 0.4, 0.4)
    has, taken, parts = (draw.random(shape) < share for shape, share in zip(shapes, shares, strict=True))
    has[0] = False  # one has nothing
    return [sparse.csr_matrix(matrix, dtype=np.float32) for matrix in (has, taken, parts)]


def test_neighbors_are_the_sum_over_all_other_customers():
    has, taken, parts = world()
    users = np.arange(15)

    found = PartTastes.of(has, taken, parts).neighbors(users, taken)

    x = has.toarray() * (1 + has.toarray().sum(0)) ** -0.25
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-12)
    alike = x @ x.T
    np.fill_diagonal(alike, 0)
    fair = taken.toarray() / np.sqrt(np.maximum(taken.toarray().sum(1, keepdims=True), 1))
    assert found**2 == pytest.approx(alike @ fair, abs=1e-5)
    assert (found[0] == 0).all()


def test_affinity_counts_rare_parts_and_small_bundles_more():
    has, taken, parts = world()

    found = PartTastes.of(has, taken, parts).affinity(np.arange(15))

    rarity = (3 + parts.toarray().sum(0)) ** -0.5
    size = np.maximum(parts.toarray().sum(1), 1)
    assert found**2 == pytest.approx((has.toarray() * rarity) @ parts.toarray().T / np.sqrt(size), abs=1e-5)


def test_in_a_huge_shop_as_many_are_heard_as_memory_holds(monkeypatch):
    has, taken, parts = world()
    pairs = int((has.sum(1).A1 * taken.sum(1).A1).sum())
    monkeypatch.setattr("analytics.recommend.bundles.parts._MOST_PAIRS", pairs // 2)

    tastes = PartTastes.of(has, taken, parts)

    assert 0 < tastes.is_heard.sum() < 15
    assert (has.sum(1).A1 * taken.sum(1).A1 * tastes.is_heard).sum() <= pairs // 2
    assert (tastes.neighbors(np.arange(15), taken) >= 0).all()
