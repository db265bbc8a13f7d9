"""Bundles ranked for the readers of Youshu: Recall@20 and NDCG@20 beside popularity and item-kNN.

python tests/benchmarks/youshu.py [choose: also learn the blend's weights on the tune file, a minute]

The protocol is that of CrossCBR's own code: trained on the train file alone, whose bundles are masked; every
other bundle competes, those of the tune file too; users of the test file; Recall@20 = hits / test bundles of
the user, NDCG@20 with the best order of min(n, 20), both averaged over users. Hyperparameters were chosen on
the tune file. CrossCBR reproduced by a later paper has a Recall@20 of 0.2641. `with_tune` trains on and masks
the tune file as well, which is another protocol. Seconds are of fit and full ranking of the test users;
`inverse` is a bare NumPy inverse of as many bundles, on as many cores as NumPy takes, just before them.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.numerics import random_stream
from analytics.recommend.bundles.bundle_recommender import BundleRecommender, Told
from analytics.recommend.metrics import ndcg_at, recall_at, top_k
from tests.builders import REAL_DATA

K = 20
N_USERS, N_BUNDLES, N_ITEMS = 8_039, 4_771, 32_770  # the data's own statement; some have no rows
CROSSCBR_RECALL = 0.2641
POWERS, NEIGHBORS = (0.0, 0.25, 0.5), (50, 200, N_BUNDLES)  # of item-kNN, the best on tune is shown


def read(name, n_rows, n_columns):
    at = np.loadtxt(REAL_DATA / "youshu" / f"{name}.txt.gz", dtype=np.int64)
    return sparse.csr_matrix((np.ones(len(at), np.float32), (at[:, 0], at[:, 1])), (n_rows, n_columns))


def of_users(name):
    return read(f"user_bundle_{name}", N_USERS, N_BUNDLES)


def judged(ranked, truth):
    """Return each figure with the ends of its 95 % interval over users."""
    found = {}
    for name, metric in (("recall", recall_at), ("ndcg", ndcg_at)):
        of_each = metric(ranked, truth, K)
        draws = random_stream(0, name).choice(of_each, (1_000, len(of_each))).mean(1)
        found[f"{name}_at_{K}"] = round(float(of_each.mean()), 4)
        found[f"{name}_interval"] = [round(float(end), 4) for end in np.quantile(draws, (0.025, 0.975))]
    return found


def item_knn(train, power, most):
    """Return the scores of bundles by those that the same users took, (n_users, n_bundles)."""
    together = (train.T @ train).toarray()
    n_takers = np.maximum(np.diag(together), 1)
    np.fill_diagonal(together, 0)
    alike = together / np.outer(n_takers, n_takers) ** power
    if most < len(alike):
        alike[alike < np.partition(alike, -most, axis=0)[-most]] = 0
    return np.asarray(train @ alike)


def best_item_knn(train, tune):
    """Return the shown bundles of the item-kNN that is best on the tune file, and its settings."""
    tried = [(power, most) for power in POWERS for most in NEIGHBORS]
    ranked = [top_k(item_knn(train, *settings), K, train) for settings in tried]
    best = int(np.argmax([ndcg_at(shown, tune, K).mean() for shown in ranked]))
    return ranked[best], dict(zip(("power", "neighbors"), tried[best], strict=True))


def seconds_of_inverse():
    matrix = np.eye(N_BUNDLES) + random_stream(0, "matrix").random((N_BUNDLES, N_BUNDLES)) / N_BUNDLES
    started = time.perf_counter()
    np.linalg.inv(matrix)
    return time.perf_counter() - started


def main(choose):
    train, tune, test = (of_users(name) for name in ("train", "tune", "test"))
    has, parts = read("user_item", N_USERS, N_ITEMS), read("bundle_item", N_BUNDLES, N_ITEMS)
    users = np.flatnonzero(np.diff(test.indptr))
    truth, bare = test[users], seconds_of_inverse()
    started, worked = time.perf_counter(), time.process_time()
    model = BundleRecommender().fit(has, train, parts)
    own = judged(model.recommend(users, K), truth)
    seconds, worked = time.perf_counter() - started, time.process_time() - worked
    recall = own[f"recall_at_{K}"]
    result = {"name": "youshu", "value": recall, "unit": f"Recall@{K}"}
    result |= {"peer": "CrossCBR, reproduced", "peer_value": CROSSCBR_RECALL}
    result |= {"ratio": round(recall / CROSSCBR_RECALL, 3), **own, "n_users": len(users)}
    result["protocol"] = "trained on train alone, train masked, full ranking, settings chosen on tune"
    result |= {"seconds": round(seconds, 2), "processor_seconds": round(worked, 2)}
    result |= {"inverse": round(bare, 2), "times_inverse": round(seconds / bare, 2)}
    result |= simpler(train[users], tune[users], truth) | variants(model, users, tune, truth, choose)
    more = BundleRecommender().fit(has, train + tune, parts)
    print(json.dumps(result | {"with_tune": judged(more.recommend(users, K), truth)}))


def simpler(train, tune, truth):
    """Return the figures of the methods to beat."""
    popularity = np.repeat(np.asarray(train.sum(0)), train.shape[0], 0)
    shown, settings = best_item_knn(train, tune)
    return {
        "popularity": judged(top_k(popularity, K, train), truth),
        "item_knn": judged(shown, truth) | settings,
    }


def variants(model, users, tune, truth, choose):
    """Return the figures of one voice alone and, where asked for, of weights learned here by NDCG on tune."""
    found = {}
    if choose:
        model.choose_weights(tune, K)
        found["chosen"] = model.weights_ | judged(model.recommend(users, K), truth)
    model.weights_ = {Told.TAKEN: 1.0}
    return found | {"ease_alone": judged(model.recommend(users, K), truth)}


if __name__ == "__main__":
    main(choose="choose" in sys.argv[1:])
