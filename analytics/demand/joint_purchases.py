"""Who looks at an offer's parts where no views are recorded, as far as joint purchases tell.

Where pairs of products are bought together far more often than baskets explain, visits look at a part of the
shop each. A cross effect learned of that would say that whoever buys one product is made to want the others
around it; a cheaper bundle does no such thing, so nothing is learned of such pairs. Independent products that
the same share s of the visits looks at are bought together 1 / s times as often as if everybody looked.
"""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Numbers
from analytics.numerics import expit, random_stream

NEAREST = 3  # products, the most often bought along with one, that tell how rarely it is looked at
_REPLACED, _REPLACED_SD = 0.3, (0.2, 0.25)  # what replacement hides, see `replaced`: of all, of each [log]
_MOST_ROWS, _STEPS = 2_000, 10  # visits looked at; Newton's
_MOST_BOUGHT = 0.8  # of the visits that look at a product


@dataclass(frozen=True)
class ImpliedLooks:
    """What visits that look at all of a few products are like.

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
    taste: Floats, own: Floats, slope: Floats, weight: Floats, log_ratio: Numbers, nearest: Numbers
) -> ImpliedLooks:
    """Return who looks at all of a few products, as joint purchases tell.

    How often each product is bought, how often they are bought together, and by how much a price moves their
    sales stay as they are. Who bought them more often than others looks more often, and then wants no more.

    Parameters
    ----------
    taste, slope : (n_rows, n_products) of all visits
    own : (n_rows, n_products) what the customers' own past adds to tastes
    weight : (n_rows,) visits
    log_ratio : (n_products, n_products) joint purchases against those of independent products [log]
    nearest : (n_products,) log ratios with the products that each is bought along with most often
    """
    step, k = max(len(taste) // _MOST_ROWS, 1), taste.shape[1]
    every, steep = taste[::step].astype(float), slope[::step].astype(float)
    alike, part = every - own[::step], weight[::step] / max(weight[::step].sum(), 1e-12)
    bought = part @ expit(every)
    rarer = np.minimum(np.maximum(nearest, 0.0), np.maximum(np.log(_MOST_BOUGHT / bought), 0.0))
    each = np.exp(-rarer)
    every_one = each.prod() * np.exp((k - 1) * log_ratio[np.triu_indices(k, 1)].mean())
    share = np.clip(every_one, max(1 - (1 - each).sum(), 0.0), each.min())
    more = _wanting(alike, part, bought * np.exp(rarer))
    steeper = _answer(every, steep, part) / _answer(alike + more, steep, part)
    return ImpliedLooks(float(share), more.astype(np.float32), steeper.astype(np.float32))


def replaced(product: int, n_members: int) -> Doubles:
    """Return by how much joint purchases understate how rarely a product is looked at, (n_members,) [log].

    Products that visits look at together mostly replace each other, as catalogs with views show; orders alone
    cannot tell. So members take it to be more or less, for all products and for each.
    """
    of_all, of_each = (
        random_stream(0, "replaced", *whose).normal(0, sd, n_members)
        for whose, sd in zip(((), (product,)), _REPLACED_SD, strict=True)
    )
    return np.where(np.arange(n_members) > 0, _REPLACED + of_all + of_each, _REPLACED)


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
