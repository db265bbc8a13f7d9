"""The protocol of the benchmark on Youshu, where the data are at hand."""

import numpy as np
import pytest

from tests.benchmarks.youshu import K, item_knn, judged, of_users
from tests.builders import REAL_DATA

pytestmark = pytest.mark.skipif(
    not REAL_DATA.is_dir(), reason=f"the optional real data are not at {REAL_DATA}"
)


def test_no_pair_of_train_and_tune_is_in_the_test_file():
    train, tune, test = (of_users(name) for name in ("train", "tune", "test"))

    assert (train.nnz, tune.nnz, test.nnz) == (34_416, 5_189, 9_746)
    assert train.multiply(test).nnz == tune.multiply(test).nnz == train.multiply(tune).nnz == 0


def test_figures_are_means_over_the_users_of_the_test_file():
    test = of_users("test")
    users = np.flatnonzero(np.diff(test.indptr))
    truth = test[users]
    one_hit = np.full((len(users), K), -1)
    one_hit[:, 0] = [truth[row].indices[0] for row in range(len(users))]

    figures = judged(one_hit, truth)

    assert figures["recall_at_20"] == pytest.approx((1 / np.diff(truth.indptr)).mean(), abs=1e-4)


def test_item_knn_keeps_only_the_nearest():
    train = of_users("train")
    train = train[:, np.argsort(-np.asarray(train.sum(0)).ravel())[:50]]

    all_of_them, nearest = item_knn(train, 0.25, 50), item_knn(train, 0.25, 5)

    assert (nearest <= all_of_them + 1e-6).all()
    assert nearest.sum() < all_of_them.sum()
