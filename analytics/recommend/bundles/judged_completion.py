"""How often products left out of a shop's later baskets are found again, beside simpler ways."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from analytics.arrays import Ints, Sparse
from analytics.numerics import mean_with_band, random_stream
from analytics.recommend.bundles.baskets import Baskets
from analytics.recommend.bundles.blend import choose_weights
from analytics.recommend.bundles.completion import BundleCompletion, Clue, each_left_out
from analytics.recommend.bundles.shop_completion import PLACES, completion_of
from analytics.recommend.cut import sold_enough
from analytics.recommend.linear import unit_rows
from analytics.recommend.metrics import ndcg_at, recall_at, top_k
from analytics.recommend.purchases import Purchases

JUDGED = ("method", "n_left_out", "recall", "recall_low", "recall_high", "ndcg", "ndcg_low", "ndcg_high")
LEAST_LEFT_OUT = 20  # products, of which a figure says something
_TO_CHOOSE, _TO_JUDGE = 1 << 21, 1 << 23  # products left out × all products: the first are ranked many times
_MOST_LEFT_OUT = 2_000
# In a shop's own baskets what was bought together leads; the others are weighed beside it.
_ORDER = (Clue.TOGETHER, Clue.WORDS, Clue.SPELLING, Clue.CATEGORIES, Clue.POPULARITY)


class CompletionMethod(StrEnum):
    """What completes baskets, for comparison."""

    COMPLETION = "completion"
    ITEM_KNN = "item_knn"
    POPULARITY = "popularity"


def judge_completion(
    purchases: Purchases,
    products: pd.DataFrame,
    horizon_days: int,
    seed: int = 0,
    report: Callable[[float], None] = lambda share: None,
) -> tuple[dict[Clue, float], pd.DataFrame]:
    """Return the clues' weights, and how often products left out of later baskets are found again.

    Weights are chosen on the baskets of the horizon before the last, by a model of those before; the last
    horizon judges a model of all before it. Every product of a basket is left out in turn and ranked among
    all products that enough customers had bought by then, beside cosine item-kNN and popularity.

    Returns
    -------
    weights, and one row per `CompletionMethod` as `JUDGED` names it, with 90 % bands over baskets; the usual
    weights and no row where too few baskets hold several products.
    """
    test_from, validated_from = purchases.end - horizon_days, purchases.end - 2 * horizon_days
    is_known = sold_enough(purchases.before(test_from))
    baskets = Baskets.of(purchases.of_products(is_known))
    products = products[is_known].reset_index(drop=True)
    earlier, then = baskets.between(0, validated_from), baskets.between(validated_from, test_from)
    weights = _chosen(earlier, then, products)
    report(0.5)
    past, test = baskets.between(0, test_from), baskets.between(test_from, purchases.end)
    partial, left_out, of_basket = _left_out(test, _TO_JUDGE)
    if len(left_out) < LEAST_LEFT_OUT or past.shape[0] == 0:
        return weights, pd.DataFrame(columns=list(JUDGED))
    ranked = {
        CompletionMethod.COMPLETION: completion_of(past, products, weights).complete(partial, PLACES),
        CompletionMethod.ITEM_KNN: _by_neighbors(past, partial),
        CompletionMethod.POPULARITY: _by_popularity(past, partial),
    }
    rows = [_row(method, shown, left_out, of_basket, seed) for method, shown in ranked.items()]
    return weights, pd.DataFrame(rows)


def _chosen(earlier: Sparse, then: Sparse, products: pd.DataFrame) -> dict[Clue, float]:
    """Return the weights that find most of what was left out of later baskets."""
    partial, left_out, _ = _left_out(then, _TO_CHOOSE)
    usual = dict(BundleCompletion().weights)
    if len(left_out) < LEAST_LEFT_OUT or earlier.shape[0] == 0:
        return usual
    clues = completion_of(earlier, products, usual).clues(partial)
    return choose_weights({clue: clues[clue] for clue in _ORDER}, list(left_out[:, None]), partial, PLACES)


def _left_out(baskets: Sparse, cells: int) -> tuple[Sparse, Ints, Ints]:
    """Return baskets with a product left out, evenly as many as can be judged; the product, the basket."""
    partial, left_out, of_basket = each_left_out(baskets)
    most = min(_MOST_LEFT_OUT, max(cells // max(baskets.shape[1], 1), 1))
    some = np.arange(0, len(left_out), max(-(-len(left_out) // most), 1))
    return partial[some], left_out[some], of_basket[some]


def _by_neighbors(past: Sparse, partial: Sparse) -> Ints:
    columns = unit_rows(past.T.tocsr())
    likeness = (columns @ columns.T).tolil()
    likeness.setdiag(0)
    return top_k(np.asarray((partial @ likeness.tocsr()).toarray()), PLACES, partial)


def _by_popularity(past: Sparse, partial: Sparse) -> Ints:
    counts = np.asarray(past.sum(0), np.float32).reshape(1, -1)
    return top_k(np.repeat(counts, partial.shape[0], 0), PLACES, partial)


def _row(method: CompletionMethod, shown: Ints, left_out: Ints, of_basket: Ints, seed: int) -> dict[str, Any]:
    truth = list(left_out[:, None])
    found = np.column_stack([recall_at(shown, truth, PLACES), ndcg_at(shown, truth, PLACES)])
    bands = mean_with_band(found, random_stream(seed, "baskets"), of_basket)
    row: dict[str, Any] = {"method": method.value, "n_left_out": len(left_out)}
    for name, mean, low, high in zip(("recall", "ndcg"), *bands, strict=True):
        row |= {name: float(mean), f"{name}_low": float(low), f"{name}_high": float(high)}
    return row
