"""How rarely visits look at products where no views are recorded, as far as joint purchases tell."""

from dataclasses import replace

import numpy as np

from analytics.arrays import Doubles, Floats, Ints, Numbers
from analytics.demand.joint_purchases import MOST_BOUGHT
from analytics.demand.members import draw_of
from analytics.demand.pair_candidates import purchase_rates
from analytics.demand.pairs import Pairs, joint_counts
from analytics.demand.replacement import replacement
from analytics.demand.visit_log import VisitLog
from analytics.demand.weights import Weights
from analytics.numerics import random_stream

_NEAREST = 3  # products, the most often bought along with one, that tell how rarely it is looked at
_SURELY = 2.0  # standard errors that their joint purchases are taken to be fewer, when they are chosen
_ALL_SD, _OWN_SD = 0.1, (0.25, 0.1)  # left open: of all; of each, where categories tell nothing or all [log]


def with_joint_purchases(
    weights: Weights, pairs: Pairs, log: VisitLog, category: Ints, segment: Ints, reference_price: Floats
) -> Weights:
    """Return weights with what joint purchases tell, where no effects are learned of them.

    `cross` is joint purchases against independent ones [log]: members take them to be as many more or fewer
    as so many leave open (Poisson, its conjugate draws). `rarity` is how rarely visits look at each product,
    and `replacing` what products of a category are to each other.

    Parameters
    ----------
    category : (n_products,) codes, below zero where unknown
    segment : (n_visits,) codes
    reference_price : (n_products,) [currency]
    """
    if pairs.is_learned:
        return weights
    rate, joint = purchase_rates(log), joint_counts(log, pairs)
    expected = np.maximum(len(log) * rate[pairs.a] * rate[pairs.b], 1e-9)
    ratio = np.log(_drawn(joint, weights.n_members, "joint purchases") / expected[:, None])
    rarity = look_rarity(log, pairs, ratio, category)
    chance = np.minimum(rate * np.exp(rarity[:, 0]), MOST_BOUGHT)
    slope = weights.usual_slope(np.bincount(segment, minlength=len(weights.segment_slope)) / max(len(log), 1))
    replacing = replacement(log, pairs, joint, slope, chance, reference_price, weights.n_members)
    return replace(weights, cross=ratio.astype(np.float32), rarity=rarity, replacing=replacing)


def look_rarity(log: VisitLog, pairs: Pairs, ratio: Numbers, category: Ints) -> Floats:
    """Return how rarely visits look at each product, (n_products, n_members), >= 0 [log of visits per look].

    Two tell it: the products that are most often bought along with one, and all joint purchases within its
    category, at the level of the former. Products of a category count for each other as far as those of one
    category are alike in it (the intraclass correlation). What tastes and replacement add to joint purchases
    or take from them, members take to be more or less, see `draw_of`.

    Parameters
    ----------
    ratio : (n_pairs, n_members) joint purchases against those of independent products [log]
    category : (n_products,) codes, below zero where unknown

    References
    ----------
    Fisher (1925), Statistical methods for research workers, VII.
    """
    nearest, together = _by_nearest(pairs, ratio), _by_category(log, category, ratio.shape[1])
    told, shared = np.isfinite(nearest[:, 0]), np.isfinite(together[:, 0])
    both = told & shared
    trust = _intraclass(nearest[both, 0], category[both])
    level = (nearest[both, 0] - together[both, 0]).mean() if both.any() else 0.0
    found = np.where(told[:, None], nearest, together + level)
    found[both] += trust * (together[both] + level - nearest[both])
    found = np.nan_to_num(found) + _left_open(len(found), ratio.shape[1], trust)
    return np.asarray(np.maximum(found, 0), np.float32)


def looks_of_before(pairs: Pairs, ratio: Floats) -> dict[str, Floats]:
    """Return `rarity` and `replacing` of weights from when neither was kept: what the surest pairs tell."""
    nothing = np.zeros(ratio.shape[1], np.float32)
    if pairs.is_learned:
        return {"rarity": nothing[None][:0], "replacing": nothing}
    rarity = np.asarray(np.maximum(np.nan_to_num(_by_nearest(pairs, ratio)), 0), np.float32)
    return {"rarity": rarity, "replacing": nothing}


def _by_nearest(pairs: Pairs, ratio: Numbers) -> Doubles:
    """Return what the products that each is surest bought along with tell, (n_products, n_members) [log].

    NaN for products without a pair.
    """
    start, _, pair = pairs.by_product
    surely = ratio[:, 0] - _SURELY * ratio.std(1)
    found = np.full((pairs.n_products, ratio.shape[1]), np.nan)
    for product in range(pairs.n_products):
        own = pair[start[product] : start[product + 1]]
        if len(own):
            found[product] = ratio[own[np.argsort(-surely[own], kind="stable")[:_NEAREST]]].mean(0)
    return found


def _by_category(log: VisitLog, category: Ints, n_members: int) -> Doubles:
    """Return joint purchases within each product's category against independent ones [log].

    (n_products, n_members), members as far as so many leave it open; NaN where none are expected.
    """
    n = int(category.max(initial=-1)) + 1
    code, rate = np.where(category < 0, n, category), purchase_rates(log)
    expected = (np.bincount(code, rate, n + 1) ** 2 - np.bincount(code, rate**2, n + 1)) * len(log) / 2
    key = log.bought.visit.astype(np.int64) * (n + 1) + code[log.bought.product]
    place, count = np.unique(key, return_counts=True)
    joint = np.bincount(place % (n + 1), count * (count - 1) / 2, n + 1)
    is_known = (expected > 1e-9) & (np.arange(n + 1) < n)
    drawn = _drawn(joint, n_members, "joint purchases of categories")
    return np.asarray(np.log(drawn / np.where(is_known, expected, np.nan)[:, None])[code])


def _drawn(count: Ints | Numbers, n_members: int, purpose: str) -> Doubles:
    """Return what counts leave open of their means, (n, n_members), the fit first."""
    found = np.repeat(np.asarray(count, float)[:, None] + 0.5, n_members, 1)
    found[:, 1:] = random_stream(0, purpose).gamma(found[:, 1:])
    return np.maximum(found, 1e-6)


def _intraclass(values: Numbers, group: Ints) -> float:
    """Return how alike values of one group are, 0–1: one less their variance within against that of all."""
    _, group = np.unique(group, return_inverse=True)
    size = np.bincount(group)
    n_free = int((size - 1).sum())
    if n_free < 1 or not values.std() > 0:
        return 0.0
    within = float(((values - (np.bincount(group, values) / size)[group]) ** 2).sum()) / n_free
    return float(np.clip(1 - within / values.var(ddof=1), 0, 1))


def _left_open(n_products: int, n_members: int, trust: float) -> Doubles:
    """Return what no purchases tell, of all products and of each, (n_products, n_members) [log]; fit: 0."""
    draw, random = draw_of(n_members), random_stream(0, "looks of all and each")
    sd = _OWN_SD[0] + trust * (_OWN_SD[1] - _OWN_SD[0])
    open_ = random.normal(0, _ALL_SD, draw.max() + 1) + random.normal(0, sd, (n_products, draw.max() + 1))
    open_[:, 0] = 0
    return np.asarray(open_[:, draw])
