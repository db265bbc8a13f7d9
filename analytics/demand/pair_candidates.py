"""Which pairs of products get a cross effect to be learned, and how likely each has one."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Doubles, Ints
from analytics.demand.pair_evidence import BY_LOOKS, EFFECT_SD, bulk_of, share_by_looks
from analytics.demand.pairs import USUAL_SPREAD, Pairs, n_together
from analytics.demand.visit_log import VisitLog

_LEAST_SPREAD = 0.05  # that is left to pairs that show none
_ALL_PAIRS = 64  # products of which every pair is a candidate
_BY_EVIDENCE, _BY_WORTH, _ALIKE = 15, 5, 3  # pairs a product, on average
_LEAST_CHANCE = 0.02  # of an effect, of pairs that are taken for their evidence
_BLOCK = 400  # products whose pairs are looked at together


@dataclass(frozen=True)
class _Counted:
    """Pairs that were bought together, or that chance would have brought together, (n,) each."""

    a: Ints
    b: Ints
    found: Doubles
    expected: Doubles
    is_alike: Bools


def candidate_pairs(log: VisitLog, category: Ints) -> Pairs:
    """Return the pairs whose cross effect the model learns; of few products all.

    Of many, those whose joint purchases chance explains least, more or fewer than expected, those that bring
    most money together, and products of one category that would meet most often: they replace each other
    more than others do. Expected are as many as independent purchases would give among the visits that could
    buy both, times what baskets of all pairs have in common: who buys much buys everything.

    Parameters
    ----------
    category : (n_products,) code of each product's category, below zero where unknown
    """
    n = log.n_products
    known = _counted(log, category)
    found, expected = known.found, known.expected
    bulk = bulk_of(found, expected)
    surprise, chance = bulk.surprise(found, expected), bulk.chance_of_effect(found, expected)
    chosen = np.arange(len(found))
    spread = np.full(len(found), USUAL_SPREAD)
    if n > _ALL_PAIRS:
        spread = np.maximum(EFFECT_SD * np.sqrt(chance), _LEAST_SPREAD)
        price = _prices(log)
        worth = found * (price[known.a] + price[known.b])
        by = (
            (np.where(chance >= _LEAST_CHANCE, np.abs(surprise), 0), _BY_EVIDENCE),
            (worth, _BY_WORTH),
            (np.where(known.is_alike, expected, 0), _ALIKE),
        )
        chosen = np.unique(np.concatenate([_largest(score, most * n) for score, most in by]))
    a, b = known.a[chosen].astype(np.int32), known.b[chosen].astype(np.int32)
    is_learned = n <= _ALL_PAIRS or log.has_views or share_by_looks(found, expected) < BY_LOOKS
    return Pairs(n, a, b, np.abs(surprise[chosen]), spread[chosen], known.is_alike[chosen], is_learned)


def _counted(log: VisitLog, category: Ints) -> _Counted:
    n = log.n_products
    joint, sold = n_together(log, log.bought), purchase_rates(log)
    seen = n_together(log, log.seen) if log.has_views else None
    parts = []
    for first in range(0, n, _BLOCK):
        rows = np.arange(first, min(first + _BLOCK, n))
        both = joint[rows].toarray()
        chances = seen[rows].toarray() if seen is not None else float(len(log))
        by_chance = chances * np.outer(sold[rows], sold)
        at, other = np.nonzero(np.triu(np.ones_like(both), first + 1))
        keep = (n <= _ALL_PAIRS) | (both[at, other] + by_chance[at, other] >= 1)
        at, other = at[keep], other[keep]
        is_alike = (category[rows[at]] == category[other]) & (category[other] >= 0)
        parts.append((rows[at], other, both[at, other], by_chance[at, other], is_alike))
    return _Counted(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _largest(score: Doubles, most: int) -> Ints:
    """Return where the largest scores above zero stand, at most so many."""
    best = np.argsort(-score, kind="stable")[:most]
    return best[score[best] > 0]


def purchase_rates(log: VisitLog) -> Doubles:
    """Return the share of visits that could buy each product and did, (n_products,)."""
    sold = np.bincount(log.bought.product, minlength=log.n_products)
    if log.has_views:
        return np.asarray(sold / np.maximum(np.bincount(log.seen.product, minlength=log.n_products), 1))
    return np.asarray(sold / max(len(log), 1))


def _prices(log: VisitLog) -> Doubles:
    with np.errstate(all="ignore"):
        return np.asarray(np.nan_to_num(np.nanmean(log.calendar.price.mean(1), 1)), float)
