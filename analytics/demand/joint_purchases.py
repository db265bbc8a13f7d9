"""Cross effects that are counted, not learned: as strong as joint purchases need them to be.

Where a shop records no views, and what visits buy together varies far more between pairs of products than
baskets explain, joint purchases tell who looks where. An effect learned of them would say that whoever buys
one product is made to want the other, and all products around them; a cheaper bundle does no such thing. So
only the parts of an offer are tied to each other, so that they are bought together as often as they were.
"""

from itertools import combinations

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.numerics import expit, random_stream

_MOST_ROWS, _STEPS, _FARTHEST = 2_000, 30, 12.0  # visits looked at; halvings, and of which range [logits]
_UNSEEN = 0.1  # joint purchases of a pair that has none


def counted_effects(
    taste: Floats, weight: Floats, member_taste: Floats, n_both: Doubles, n_visits: int
) -> Floats:
    """Return the cross effects among a few products, (n_members, n_products, n_products).

    Members see the same joint purchases, as far as so few leave their number open.

    Parameters
    ----------
    taste : (n_rows, n_products) utilities by the fit
    weight : (n_rows,) visits
    member_taste : (n_sample, n_members, n_products) of some rows
    n_both : (n_products, n_products) visits that bought both; negative where nothing is known
    n_visits : in which they were counted
    """
    n_members, k = member_taste.shape[1], taste.shape[1]
    found = np.zeros((n_members, k, k), np.float32)
    step = max(len(taste) // _MOST_ROWS, 1)
    some, own = taste[::step].astype(float), weight[::step] / max(weight[::step].sum(), 1e-12)
    for a, b in combinations(range(k), 2):
        if n_both[a, b] < 0:
            continue
        n = max(float(n_both[a, b]), _UNSEEN)
        effect = _tie(some[:, a], some[:, b], own, n / n_visits)
        draws = np.append(1.0, random_stream(0, "joint", int(n), k).gamma(n, 1 / n, n_members - 1))
        by_member = effect + np.log(np.maximum(draws, 1e-3))
        if len(member_taste):
            apart = np.log(np.maximum(_independent(member_taste, a, b), 1e-12))
            by_member = by_member + apart[0] - apart
        found[:, a, b] = found[:, b, a] = by_member
    return found


def _independent(member_taste: Floats, a: int, b: int) -> Doubles:
    """Return how often each member would see both bought if they were independent, (n_members,)."""
    return np.asarray((expit(member_taste[..., a]) * expit(member_taste[..., b])).mean(0), float)


def _tie(a: Doubles, b: Doubles, weight: Doubles, share: float) -> float:
    """Return the effect at which both products are in that share of the baskets."""
    alone, both = 1 + np.exp(a) + np.exp(b), np.exp(a + b)
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_STEPS):
        effect = (low + high) / 2
        tied = both * np.exp(effect)
        low, high = (effect, high) if weight @ (tied / (alone + tied)) < share else (low, effect)
    return (low + high) / 2
