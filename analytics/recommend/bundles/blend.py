"""Scores of several kinds made one: each on its own scale, weighted by what ranks best on a validation."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from analytics.arrays import Floats
from analytics.recommend.metrics import Truth, ndcg_at, top_k

GRID = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0, 1.5)
_ROUNDS = 4
Name = TypeVar("Name", bound=str)


def spread_of(scores: Floats) -> float:
    """Return the standard deviation of scores, 1 where they say nothing."""
    spread = float(scores.std(dtype=np.float64)) if scores.size else 0.0
    return spread if spread > 1e-12 else 1.0


def blended(kinds: Mapping[Name, Floats], weights: Mapping[Name, float]) -> Floats:
    """Return the weighted sum of standardized scores (n, m); a kind without a weight does not count."""
    found = [np.float32(weights[name]) * scores for name, scores in kinds.items() if weights.get(name)]
    return np.asarray(sum(found[1:], found[0])) if found else np.zeros_like(next(iter(kinds.values())))


def choose_weights(
    kinds: Mapping[Name, Floats],
    truth: Truth,
    masked: object = None,
    k: int = 20,
    grid: Sequence[float] = GRID,
) -> dict[Name, float]:
    """Return the weights that rank best, found kind by kind, over and over, until none gains.

    Parameters
    ----------
    kinds : name → (n_users, n_products) standardized scores; the first one's weight is 1
    truth : what each user took, of a validation
    masked : (n_users, n_products) what is never shown
    k : places that count; ranked by NDCG@k

    Returns
    -------
    name → weight from the grid
    """
    names = list(kinds)
    weights = {name: float(name == names[0]) for name in names}
    best = _gain(blended(kinds, weights), truth, masked, k)
    for _ in range(_ROUNDS):
        before = best
        for name in names[1:]:
            rest = blended(kinds, weights | {name: 0.0})
            gains = [_gain(rest + np.float32(w) * kinds[name], truth, masked, k) for w in grid]
            if max(gains) > best:
                best, weights[name] = max(gains), grid[int(np.argmax(gains))]
        if best == before:
            break
    return weights


def _gain(scores: Floats, truth: Truth, masked: object, k: int) -> float:
    return float(np.nanmean(ndcg_at(top_k(scores, k, masked), truth, k)))
