"""Who looks at an offer's parts where no views are recorded, as far as joint purchases tell.

Where pairs of products are bought together far more often than baskets explain, visits look at a part of the
shop each. A cross effect learned of that would say that whoever buys one product is made to want the others
around it; a cheaper bundle does no such thing, so nothing is learned of such pairs. Independent products that
the same share s of the visits looks at are bought together 1 / s times as often as if everybody looked. What
products of a category take from each other is told by their prices (`replacement`).
"""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Numbers
from analytics.numerics import expit

_MOST_ROWS, _STEPS = 2_000, 10  # visits looked at; Newton's
_NO_EFFECT = 1e-4  # of products on each other, below which there is none [logits]
MOST_BOUGHT = 0.8  # of the visits that look at a product


@dataclass(frozen=True)
class ImpliedLooks:
    """What visits that look at all parts of an offer are like; they look at its neighbors as well.

    Attributes
    ----------
    share : of visits that do
    more : (n_products,) what they want more than visits do whose past tells nothing [logits]
    steeper : (n_products,) times which a price moves their utility
    """

    share: float
    more: Floats
    steeper: Floats


def implied_looks(
    taste: Floats,
    own: Floats,
    slope: Floats,
    weight: Floats,
    log_ratio: Numbers,
    rarity: Numbers,
    effect: Numbers,
) -> ImpliedLooks:
    """Return who looks at all parts of an offer, as joint purchases tell.

    How often each product is bought, how often the parts are bought together, and by how much a price moves
    their sales stay as they are. Who bought them more often than others looks more often, and then wants no
    more.

    Parameters
    ----------
    taste, slope : (n_rows, n_products) of all visits: the parts, and after them their neighbors
    own : (n_rows, n_products) what the customers' own past adds to tastes
    weight : (n_rows,) visits
    log_ratio : (n_parts, n_parts) joint purchases against those of independent products [log]
    rarity : (n_products,) how rarely visits look at each, see `look_rarity` [log]
    effect : (n_products, n_products) of products in the basket on each other [logits]
    """
    step, k = max(len(taste) // _MOST_ROWS, 1), len(log_ratio)
    every, steep = taste[::step].astype(float), slope[::step].astype(float)
    alike, part = every - own[::step], weight[::step] / max(weight[::step].sum(), 1e-12)
    bought = part @ expit(every)
    rarer = np.minimum(rarity, np.maximum(np.log(MOST_BOUGHT / bought), 0.0))
    each, chance = np.exp(-rarer[:k]), bought * np.exp(rarer)
    taken = np.log1p(chance * np.expm1(effect))  # by each product in a basket from each other
    one, other = np.triu_indices(k, 1)
    both = bought_both(chance[one], chance[other], effect[one, other]) / (chance[one] * chance[other])
    every_one = each.prod() * np.exp((k - 1) * (log_ratio[one, other] - np.log(both)).mean())
    share = np.clip(every_one, max(1 - (1 - each).sum(), 0.0), each.min())
    more = _wanting(alike, part, chance)
    steeper = _answer(every, steep, part) / _answer(alike + more, steep, part)
    return ImpliedLooks(float(share), (more - taken.sum(1)).astype(np.float32), steeper.astype(np.float32))


def bought_both(one: Numbers, other: Numbers, effect: Numbers) -> Doubles:
    """Return how likely two products are bought together, (n,).

    Parameters
    ----------
    one, other : (n,) how likely each is bought
    effect : (n,) log of their odds ratio

    References
    ----------
    Plackett (1965), A class of bivariate distributions.
    """
    is_none = np.abs(effect) < _NO_EFFECT
    odds = np.exp(np.where(is_none, _NO_EFFECT, effect))
    total = 1 + (odds - 1) * (one + other)
    both = (total - np.sqrt(total**2 - 4 * odds * (odds - 1) * one * other)) / (2 * (odds - 1))
    return np.where(is_none, one * other, both)


def _wanting(taste: Numbers, weight: Numbers, bought: Numbers) -> Doubles:
    """Return what makes visits buy products so often, (n_products,) [logits]."""
    more = np.zeros(taste.shape[1])
    for _ in range(_STEPS):
        chance = expit(taste + more)
        usual = np.maximum(weight @ chance, 1e-12)
        more += np.log(bought / usual) * usual / np.maximum(weight @ (chance * (1 - chance)), 1e-12)
    return more


def _answer(taste: Numbers, slope: Numbers, weight: Numbers) -> Doubles:
    """Return by which share sales fall per relative price, (n_products,)."""
    chance = expit(taste)
    return np.asarray(weight @ (slope * chance * (1 - chance)) / np.maximum(weight @ chance, 1e-12))
