"""How much customers and weeks differ beyond what the model tells: what simulated shops must differ by."""

import numpy as np

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.numerics import expit

_SPREADS = np.linspace(0, 3, 31)  # logits; beyond, one customer's taste is all or nothing
_MOST_LEFT = 2.0  # logits that the model may have missed
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(31)


def spread_of_customers(
    bought: Bools, average: Floats, known: Floats, counts: Bools, customer: Ints
) -> Floats:
    """Return how much tastes differ between customers beyond what the model knows, (n_products,) [logits].

    Whoever buys at one visit buys at others: how often two purchases come from one customer tells by how
    much customers differ. The model's word for each customer explains most of it; the rest is left.

    Parameters
    ----------
    bought, counts : (n_visits, n_products)
    average : (n_visits, n_products) P(buy) of the average customer of each visit's segment
    known : (n_visits, n_products) P(buy) of the customer with all that the model knows of them
    """
    expected, surprise = _scaled(bought, average, counts)
    told = _scaled(bought, known, counts)[0] - expected
    n_pairs = _pairs(customer, expected)
    total, explained = _pairs(customer, surprise), _pairs(customer, told)
    rate = expected.sum(0) / np.maximum(counts.sum(0), 1)
    variance = _variance(total, n_pairs, rate) - _variance(explained, n_pairs, rate)
    return _pooled(variance, n_pairs)


def spread_of_periods(bought: Bools, chance: Floats, counts: Bools, customer: Ints, period: Ints) -> Floats:
    """Return how much demand differs from period to period for no known reason, (n_products,) [logits].

    Told by pairs of purchases of different customers in one period.

    Parameters
    ----------
    chance : (n_visits, n_products) P(buy) as the model predicts it
    """
    expected, surprise = _scaled(bought, chance, counts)
    own = period.astype(np.int64) * (int(customer.max(initial=0)) + 1) + customer
    n_pairs = _pairs(period, expected) - _pairs(own, expected)
    rate = expected.sum(0) / np.maximum(counts.sum(0), 1)
    together = _pairs(period, surprise) - _pairs(own, surprise)
    return _pooled(_variance(together, n_pairs, rate), n_pairs)


def _scaled(bought: Bools, chance: Floats, counts: Bools) -> tuple[Doubles, Doubles]:
    """Return expected purchases, scaled to the observed number of each product, and the surprises."""
    expected = np.where(counts, chance, 0.0).astype(float)
    actual = (bought & counts).astype(float)
    expected *= actual.sum(0) / np.maximum(expected.sum(0), 1e-9)
    return expected, actual - expected


def _variance(together: Doubles, expected: Doubles, rate: Doubles) -> Doubles:
    """Return the variance of logits that makes rates vary so much around their mean, (n_products,).

    Parameters
    ----------
    together, expected : (n_products,) surprises and expectations, multiplied over pairs and summed
    rate : (n_products,) mean share of visits that buy
    """
    relative = np.divide(together, expected, out=np.zeros_like(together), where=expected > 0)
    table = relative_variances(rate)
    found = [np.interp(max(v, 0.0), row, _SPREADS) for v, row in zip(relative, table, strict=True)]
    return np.array(found) ** 2


def relative_variances(rate: Doubles) -> Doubles:
    """Return how much normal logits of each spread make rates vary around their mean.

    Parameters
    ----------
    rate : (n,) mean share of visits that buy

    Returns
    -------
    (n, n_spreads)
        Variance of the rates ÷ mean², rising along the spreads.
    """
    rate = np.clip(rate, 1e-6, 1 - 1e-6)[:, None]
    weight = _WEIGHTS / _WEIGHTS.sum()
    noise = _SPREADS[:, None] * _NODES  # (n_spreads, n_nodes)
    low, high = np.full((len(rate), len(_SPREADS)), -40.0), np.full((len(rate), len(_SPREADS)), 40.0)
    for _ in range(50):  # the level at which rates have this mean, by bisection
        level = (low + high) / 2
        is_high = (expit(level[..., None] + noise) @ weight) > rate
        low, high = np.where(is_high, low, level), np.where(is_high, level, high)
    rates = expit(((low + high) / 2)[..., None] + noise)
    return np.asarray(((rates**2) @ weight) / rate**2 - 1, float)


def _pooled(variance: Doubles, n_pairs: Doubles) -> Floats:
    """Draw each product's variance towards the shop's, the more the fewer pairs it is told by."""
    weight = np.sqrt(np.maximum(n_pairs, 0.0))
    usual = float(np.average(variance, weights=weight)) if weight.sum() > 0 else 0.0
    trust = n_pairs / (n_pairs + max(float(np.median(n_pairs)), 1e-9))
    pooled = trust * variance + (1 - trust) * usual
    return np.asarray(np.sqrt(np.clip(pooled, 0.0, _MOST_LEFT**2)), np.float32)


def _pairs(group: Ints, values: Doubles) -> Doubles:
    """Return the products of all pairs of rows within a group, summed, (n_columns,)."""
    code = np.unique(group, return_inverse=True)[1]
    total = np.stack([np.bincount(code, column) for column in values.T], 1)
    return np.asarray((total**2).sum(0) - (values**2).sum(0), float)
