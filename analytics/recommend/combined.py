"""Recommenders of recommenders: what they weigh is learned from what customers bought next."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.numerics import random_stream
from analytics.recommend.fitted import Fitted, blocks
from analytics.recommend.judged import PLACES, judge_of
from analytics.recommend.metrics import ndcg_at, top_k
from analytics.recommend.models.recommender import Method
from analytics.recommend.pair_features import PairFeatures
from analytics.recommend.purchases import Purchases
from analytics.threads import one_core

COMBINED = (Method.BLEND, Method.HYBRID)
_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)  # orders that a sure guess of EASE is worth
_NEAREST = 60  # products that each model names as candidates
_MOST_CUSTOMERS = 4_000  # that the hybrid learns from
_OTHERS = 30  # products not bought, drawn by lot beside each that was
_BELOW = -2.0  # all chances; popularity orders what no model names


@dataclass
class Blend:
    """A customer's own frequency with a share of EASE: the simplest mix, which the hybrid must beat.

    Parameters
    ----------
    own, other : the methods mixed
    """

    own: Method = Method.FREQUENCY
    other: Method = Method.EASE

    def fit(self, earlier: Fitted, later: Purchases, now: Fitted) -> Self:
        """Choose the weight by what customers of an earlier history bought next; then answer for now."""
        ndcg = dict.fromkeys(_WEIGHTS, 0.0)
        judge = judge_of(earlier.purchases, later)
        for rows in blocks(np.arange(len(judge.customers))):
            own, other = self._voices(earlier, judge.customers[rows])
            for weight in _WEIGHTS:
                ranked = top_k(own + weight * other, PLACES)
                ndcg[weight] += float(ndcg_at(ranked, judge.taken[rows], PLACES).sum())
        self.weight_, self.now_ = max(ndcg, key=lambda weight: ndcg[weight]), now
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return the mix, (n_chosen, n_products)."""
        own, other = self._voices(self.now_, customers)
        return np.asarray(own + self.weight_ * other, np.float32)

    def _voices(self, fitted: Fitted, customers: Ints) -> tuple[Floats, Floats]:
        own, other = (np.asarray(fitted.models[m].scores(customers)) for m in (self.own, self.other))
        return own, other


@dataclass
class Hybrid:
    """Boosted trees over what all models say of a customer and a product, and how they buy it again.

    Its scores are the chance of a purchase within the horizon, 0–1, of the products that any model names.
    Where none of these was bought there is nothing to learn from, and popularity orders all.

    Parameters
    ----------
    seed : of the products drawn beside those bought
    with_shown : whether it learns from what customers were shown, and took or not, where that is known
    """

    seed: int = 0
    with_shown: bool = True

    def fit(self, earlier: Fitted, later: Purchases, now: Fitted) -> Self:
        """Learn from what customers of an earlier history bought next; then answer for now.

        Parameters
        ----------
        later : what was bought after the earlier history, of the same customers and products
        now : whatever its products
        """
        from sklearn.ensemble import HistGradientBoostingClassifier

        self.now_, self.features_ = now, PairFeatures(now, self.with_shown)
        self.trees_, examples = None, self._examples(earlier, later)
        if examples is None:
            return self
        x, y, weight = examples
        self.told_ = np.isfinite(x).any(0)  # no gap between purchases, where nobody bought a product twice
        self.trees_ = HistGradientBoostingClassifier(
            learning_rate=0.08, max_iter=150, max_leaf_nodes=31, min_samples_leaf=50, random_state=self.seed
        )
        with one_core():
            self.trees_.fit(x[:, self.told_], y, sample_weight=weight)
        return self

    def scores(self, customers: Ints) -> Floats:
        """Return chances of the products that any model names, others below, (n_chosen, n_products)."""
        found = np.zeros((len(customers), self.now_.purchases.n_products), np.float32)
        at = 0
        for _, rows, products, x, scores in self._named(self.now_, self.features_, customers):
            usual = scores[Method.POPULARITY]
            block = np.asarray(usual / max(float(np.abs(usual).max()), 1e-9) + _BELOW, np.float32)
            if self.trees_ is not None:
                block[rows, products] = self.trees_.predict_proba(x[:, self.told_])[:, 1]
            found[at : at + len(block)] = block
            at += len(block)
        return found

    def _examples(self, earlier: Fitted, later: Purchases) -> tuple[Any, Any, Any] | None:
        """Return what is known of pairs, whether they were bought, and weights; None where none was."""
        judge = judge_of(earlier.purchases, later, most=_MOST_CUSTOMERS)
        draws = random_stream(self.seed, "products not bought")
        taken = later.bought
        parts: list[tuple[Doubles, Doubles, Doubles]] = []
        for block, rows, products, x, _ in self._named(
            earlier, PairFeatures(earlier, self.with_shown), judge.customers
        ):
            y = np.asarray(taken[block[rows], products] > 0, float).ravel()
            share = min(1.0, _OTHERS * max(y.sum(), 1.0) / max(len(y) - y.sum(), 1.0))
            kept = (y > 0) | (draws.random(len(y)) < share)
            parts.append((x[kept], y[kept], np.where(y[kept] > 0, 1.0, 1 / share)))
        if not any(y.any() for _, y, _ in parts):
            return None
        x, y, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
        return x, y, weight

    def _named(
        self, fitted: Fitted, features: PairFeatures, customers: Ints
    ) -> Iterator[tuple[Ints, Ints, Ints, Any, dict[Method, Floats]]]:
        """Yield blocks of customers, the pairs that any model names, what is known of them, scores."""
        for block in blocks(customers, 256):
            scores = fitted.scores(block)
            best = {method: top_k(of, min(_NEAREST, of.shape[1])) for method, of in scores.items()}
            named = np.zeros((len(block), fitted.purchases.n_products), bool)
            for places in best.values():
                named[np.arange(len(block))[:, None], places] = True
            rows, products = np.nonzero(named)
            yield block, rows, products, features.of(block, rows, products, scores, best), scores


def combined_of(
    wanted: Sequence[Method],
    earlier: Fitted,
    later: Purchases,
    now: Fitted,
    seed: int,
    with_shown: bool,
) -> dict[Method, Blend | Hybrid]:
    """Return the blend and the hybrid, as far as wanted, that have learned from an earlier history.

    Parameters
    ----------
    earlier, later, now : as in their `fit`
    with_shown : whether the hybrid learns from what customers were shown
    """
    makes: dict[Method, Callable[[], Blend | Hybrid]] = {
        Method.BLEND: Blend,
        Method.HYBRID: lambda: Hybrid(seed, with_shown),
    }
    return {method: makes[method]().fit(earlier, later, now) for method in wanted}
