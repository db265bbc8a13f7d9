"""The product left out of a bundle found again among all: Recall@10 and NDCG@10 on BundleRec's three shops.

python tests/benchmarks/bundle_completion.py

Sessions are drawn into learning (60 %), validation (20 %) and test (20 %); bundles go with the session that
they were found in, and sessions of validation and test bundles are not learned from, as they hold the answer.
Every product of a test bundle is left out in turn and ranked among all products that any bundle has, those
left in the bundle masked. Item-kNN's share of sessions and the blend's weights are chosen on validation; then
all methods learn from learning and validation. `reachable` is the share of products left out that anything
learned from has: no method by co-occurrence can find the others. 95 % intervals are over sessions; `gain` is
the blend's NDCG@10 less that of item-kNN, and less that of titles alone, on the same draws.
"""

import html
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

sys.path.insert(0, str(Path(__file__).parents[2]))

from analytics.numerics import random_stream
from analytics.recommend.bundles.completion import BundleCompletion, Clue, each_left_out
from analytics.recommend.metrics import ndcg_at, recall_at, top_k
from tests.builders import REAL_DATA

K = 10
N_FOLDS, N_VALIDATION, N_TEST = 10, 2, 2
SHARES = (0.0, 0.3, 1.0)  # of a session beside a bundle, for item-kNN
N_DRAWS = 1_000


class Catalog:
    """A shop's bundles and sessions as rows over the products that any bundle has."""

    def __init__(self, shop):
        tables = {path.stem: pd.read_csv(path) for path in (REAL_DATA / "bundlerec" / shop).glob("*.csv")}
        titles = tables["item_titles"].set_index("item ID")["titles"]
        self.items = titles.index
        self.titles = [html.unescape(str(title)) for title in titles]
        self.categories = list(
            tables["item_categories"].set_index("item ID")["categories"].reindex(self.items, fill_value="")
        )
        found_in = tables["session_bundle"].set_index("bundle ID")["session ID"]
        n_sessions = int(tables["session_item"]["session ID"].max()) + 1
        self.bundles = self.rows(tables["bundle_item"], "bundle ID", int(found_in.index.max()) + 1)
        self.sessions = self.rows(tables["session_item"], "session ID", n_sessions)
        self.session_of = found_in.reindex(range(self.bundles.shape[0])).to_numpy(int)
        self.fold = np.arange(n_sessions) % N_FOLDS
        random_stream(0, "folds", shop).shuffle(self.fold)

    def rows(self, table, key, n):
        at, item = table[key].to_numpy(), self.items.get_indexer(table["item ID"])
        is_known = item >= 0
        ones = np.ones(int(is_known.sum()), np.float32)
        return sparse.csr_matrix((ones, (at[is_known], item[is_known])), (n, len(self.items)))

    def learned_from(self, last_fold):
        """Return bundles of the first folds, and sessions without those of any other bundle."""
        is_learned = self.fold[self.session_of] < last_fold
        hidden = np.unique(self.session_of[~is_learned])
        return self.bundles[is_learned], self.sessions[np.setdiff1d(np.arange(len(self.fold)), hidden)]

    def held_out(self, first_fold, last_fold):
        """Return the bundles of some folds, and the session of each."""
        fold = self.fold[self.session_of]
        chosen = np.flatnonzero((fold >= first_fold) & (fold < last_fold))
        return self.bundles[chosen], self.session_of[chosen]


def item_knn(bundles, sessions, share, partial):
    together = (bundles.T @ bundles + share * sessions.T @ sessions).toarray()
    frequency = np.maximum(np.diag(together), 1e-9)
    np.fill_diagonal(together, 0)
    return partial @ (together / np.sqrt(np.outer(frequency, frequency)))


def ndcg(scores, partial, left_out):
    return ndcg_at(top_k(np.asarray(scores), K, partial), list(left_out[:, None]), K).mean()


def drawn_means(of_each, session):
    """Return means over sessions drawn again and again, (N_DRAWS,)."""
    sessions, at = np.unique(session, return_inverse=True)
    draws = random_stream(0, "bootstrap").multinomial(
        len(sessions), [1 / len(sessions)] * len(sessions), N_DRAWS
    )
    return draws @ np.bincount(at, of_each) / (draws @ np.bincount(at))


def interval(draws):
    return [round(float(end), 4) for end in np.quantile(draws, (0.025, 0.975))]


def measured(shop):
    catalog = Catalog(shop)
    share, weights = chosen(catalog)
    learned = catalog.learned_from(N_FOLDS - N_TEST)
    test, session_of = catalog.held_out(N_FOLDS - N_TEST, N_FOLDS)
    started = time.perf_counter()
    model = BundleCompletion(weights=weights).fit(*learned, catalog.titles, catalog.categories)
    partial, left_out, of_bundle = each_left_out(test)
    ranked = {"blend": model.complete(partial, K)}
    seconds = time.perf_counter() - started
    ranked["item_knn"] = top_k(np.asarray(item_knn(*learned, share, partial)), K, partial)
    ranked |= {str(clue): top_k(scores, K, partial) for clue, scores in model.clues(partial).items()}
    seen = np.asarray(learned[0].sum(0) + learned[1].sum(0)).ravel()
    return {
        "seconds": round(seconds, 1),
        "n_left_out": len(left_out),
        "n_products": len(catalog.items),
        "reachable": round(float((seen[left_out] > 0).mean()), 3),
        "session_share_of_knn": share,
        "weights": {str(clue): weight for clue, weight in weights.items()},
        **figures(ranked, left_out, session_of[of_bundle]),
    }


def chosen(catalog):
    """Return item-kNN's share of sessions and the blend's weights that are best on validation."""
    n_learned = N_FOLDS - N_VALIDATION - N_TEST
    learned, validation = catalog.learned_from(n_learned), catalog.held_out(n_learned, N_FOLDS - N_TEST)[0]
    partial, left_out, _ = each_left_out(validation)
    gains = [ndcg(item_knn(*learned, share, partial), partial, left_out) for share in SHARES]
    model = BundleCompletion().fit(*learned, catalog.titles, catalog.categories)
    return SHARES[int(np.argmax(gains))], model.choose_weights(validation, K).weights_


def figures(ranked, left_out, session):
    """Return each method's figures with their intervals, and what the blend gains."""
    truth, found, draws = list(left_out[:, None]), {}, {}
    for name, shown in ranked.items():
        recall, gain = recall_at(shown, truth, K), ndcg_at(shown, truth, K)
        draws[name] = drawn_means(gain, session)
        found[name] = {
            "recall": round(float(recall.mean()), 4),
            "recall_interval": interval(drawn_means(recall, session)),
            "ndcg": round(float(gain.mean()), 4),
            "ndcg_interval": interval(draws[name]),
        }
    over = {f"over_{name}": interval(draws["blend"] - draws[name]) for name in ("item_knn", str(Clue.WORDS))}
    return found | {"gain": over}


def main():
    shops = {shop: measured(shop) for shop in ("clothing", "electronic", "food")}
    recall, peer = (np.mean([of[name]["recall"] for of in shops.values()]) for name in ("blend", "item_knn"))
    result = {"name": "bundle_completion", "value": round(float(recall), 4), "unit": f"Recall@{K}"}
    result |= {"peer": "item-kNN on bundles and sessions", "peer_value": round(float(peer), 4)}
    print(json.dumps(result | {"ratio": round(float(recall / peer), 2), "shops": shops}))


if __name__ == "__main__":
    main()
