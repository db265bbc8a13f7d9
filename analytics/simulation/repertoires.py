"""Which departments customers know, how often visits enter them, and at which aisles they look there.

A shop with aisles is never looked at as a whole. A visit enters each department that its customer knows with
a chance of its own, independently; inside, it looks at each aisle with another. Where it looks, it sees all
products. So what a visit sees grows with what it looks at, and not with what the shop sells.
"""

import numpy as np

from analytics.numerics import expit
from analytics.simulation.assortment import Floats, Generator, Ints, extra_rng
from analytics.simulation.config import WorldConfig

_FAME = 0.5  # how steeply departments fall in fame from the first to the last: exponent of their rank
_ENTRY_SPREAD = 0.6  # log standard deviation of how often a customer's visits enter what she knows
_MOST_ENTRY = 0.9
# of looking at an aisle: mean, aisles, customers [logits]
_AISLE_LEVEL, _AISLE_SPREAD, _OWN_SPREAD = 0.4, 0.8, 0.7


def draw_repertoires(config: WorldConfig, n: int, rng: Generator) -> tuple[Ints, Floats, Floats]:
    """Draw what n customers know; famous departments and aisles are the same in all blocks of a shop.

    Returns
    -------
    known : (n, n_known) departments, rising; widths are 0 in shops without aisles
    entry : (n, n_known) chance that a visit enters the department
    interest : (n, n_known × aisles) chance that a visit which entered it looks at the aisle
    """
    if not config.has_aisles:
        return np.empty((n, 0), np.int64), np.empty((n, 0)), np.empty((n, 0))
    n_known, n_aisles, _ = config.known
    shop = extra_rng(config, "aisles")
    fame = shop.permutation(-_FAME * np.log1p(np.arange(config.n_departments)))
    level = shop.normal(_AISLE_LEVEL, _AISLE_SPREAD, (config.n_departments, n_aisles))
    wish = fame + rng.gumbel(size=(n, config.n_departments))  # the best of these: drawn without replacement
    known = np.sort(np.argpartition(-wish, n_known - 1, axis=1)[:, :n_known], axis=1)
    usual = config.n_departments_seen / n_known
    entry = usual * np.exp(rng.normal(0, _ENTRY_SPREAD, (n, n_known)) - _ENTRY_SPREAD**2 / 2)
    interest = expit(level[known] + rng.normal(0, _OWN_SPREAD, (n, n_known, n_aisles)))
    return known.astype(np.int64), np.minimum(entry, _MOST_ENTRY), interest.reshape(n, n_known * n_aisles)


def draw_aisle_tastes(config: WorldConfig, n: int, rng: Generator) -> Floats:
    """Return tastes for the products known, (n, n_tastes): half of their variance is the aisle's [logits]."""
    shape = (n, *config.known)
    own, aisle = rng.standard_normal(shape), rng.standard_normal(shape[:3])
    taste = config.taste_spread * np.sqrt(0.5) * (own + aisle[..., None])
    return np.asarray(taste.reshape(n, config.n_tastes))


def chance_of_looking(config: WorldConfig, entry: Floats, interest: Floats) -> Floats:
    """Return the chance that a visit looks at anything; others leave no trace and count as none, (n,)."""
    if not config.has_aisles:
        return np.ones(len(entry))
    sees_none = (1 - interest.reshape(*entry.shape, -1)).prod(2)
    return np.asarray(1 - (1 - entry * (1 - sees_none)).prod(1))
