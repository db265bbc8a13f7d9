"""Two choice rules, logit and willingness to pay: prices of single products fit both, bundles do not.

By the first, a visit picks among baskets by the demand model's logit: money saved on the full basket draws
visitors from every other one, the empty one included. By the second, each visit holds what every product is
worth to it and picks what leaves most: a bundle draws those first who buy all parts but one, and they would
have paid. Both give the same sales at any prices of products without cross effects, so no history of such
prices says which one holds; the second one earns less. Decisions use the mean of both, bands span them.

What else sells along with the parts answers to them by the first rule. By the second, what replaces them
sells less where they sell more, and no complement more: who did not want a part at its price is not who would
have added its complement.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from analytics.arrays import Floats, Numbers
from analytics.numerics import logit
from analytics.pricing.offers.baskets import BasketWeights, all_baskets


class Rows(NamedTuple):
    """What visits do, each (..., n_rows): all parts taken [share], units, revenue and margin [currency]."""

    take: Floats
    units: Floats
    revenue: Floats
    margin: Floats


Rule = Callable[[Floats | float], Rows]


class ChoiceRule(StrEnum):
    """How visitors may weigh an offer."""

    LOGIT = "logit"
    WILLINGNESS_TO_PAY = "willingness_to_pay"


CHOICE_RULES = tuple(ChoiceRule)

_FELT = 0.05  # joint worth below this needs no calibration [logits]
_MOST_SYNERGY = 3.0  # times the logit's cross effects
_HALVINGS = 12
_CALIBRATED_ROWS = 4_000
_STEPS = np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0])  # multiples of them, wrapped, spread evenly (Richtmyer 1951)


def logit_rule(weights: BasketWeights) -> Rule:
    """Return what a rise of the full basket's utility (..., n_rows) does, by the demand model's own rule."""
    partial, full = weights.weights[:, :-1], weights.weights[:, -1]
    others = np.maximum(partial.sum(1), 1e-30)
    brought = (weights.units, weights.revenue, weights.margin)
    some = [(partial * v[:, :-1]).sum(1) / others for v in brought]
    whole = [v[:, -1] for v in brought]

    def rows(lift: Floats | float) -> Rows:
        lifted = full * np.exp(np.minimum(np.asarray(lift, np.float32), 60))
        take = lifted / (others + lifted)
        units, revenue, margin = (s + take * (w - s) for s, w in zip(some, whole, strict=True))
        return Rows(take, units, revenue, margin)

    return rows


def willingness_rule(weights: BasketWeights, cross: Floats, synergy: float, n_draws: int) -> Rule:
    """Return what a rise of the full basket's utility (..., n_rows) does where visitors compare valuations.

    What each part is worth beyond the demand model's taste is logistic, as the model's own errors are: of
    the last part in closed form, of the others on points spread evenly, the same for every question.

    Parameters
    ----------
    weights : of the parts alone
    cross : (k, k) cross effects within the offer [logits]
    synergy : times which cross effects count in joint worth, see `calibrated_synergy`
    n_draws : points per visit

    References
    ----------
    Adams & Yellen (1976), Commodity bundling and the burden of monopoly.
    Train (2009), Discrete Choice Methods with Simulation, ch. 9 (draws spread evenly).
    """
    n, half = len(weights.utility), weights.utility.shape[1] // 2
    draws = even_draws(n * n_draws, len(cross) - 1)
    value = basket_values(weights.utility, cross, synergy, draws)
    row = np.repeat(np.arange(n), n_draws)
    without, beside, full = value[:, :half], value[:, half:-1], value[:, -1]
    at_without, at_beside = without.argmax(1), beside.argmax(1)
    best_without, best_beside = without.max(1), beside.max(1)
    brought = [
        (v[row, at_without], v[row, half + at_beside], v[row, -1])
        for v in (weights.units, weights.revenue, weights.margin)
    ]

    def rows(lift: Floats | float) -> Rows:
        lift = np.asarray(lift, np.float32)
        raised = full + np.repeat(np.broadcast_to(lift, (*lift.shape[:-1], n)), n_draws, -1)
        is_open = raised >= best_beside  # all parts beat what is bought along with the last one
        share = 1 / (1 + np.exp(best_without - np.where(is_open, raised, best_beside)))
        amounts = [(1 - share) * a + share * np.where(is_open, c, b) for a, b, c in brought]
        each = (*raised.shape[:-1], n, n_draws)
        return Rows(*(v.reshape(each).mean(-1) for v in (share * is_open, *amounts)))

    return rows


def calibrated_synergy(weights: BasketWeights, cross: Floats) -> float:
    """Return times which cross effects make joint worth sell the full basket as often as the logit does."""
    joint = 0.5 * cross.sum()
    if abs(joint) < _FELT:
        return 1.0
    few = weights.rows(slice(None, None, max(len(weights.utility) // _CALIBRATED_ROWS, 1)))
    wanted = float(logit_rule(few)(0.0).take.mean())
    low, high = 0.0, _MOST_SYNERGY
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        sold = float(willingness_rule(few, cross, middle, 2)(0.0).take.mean())
        low, high = (middle, high) if (sold < wanted) == (joint > 0) else (low, middle)
    return (low + high) / 2


def basket_values(utility: Numbers, cross: Floats, synergy: float, draws: Floats) -> Numbers:
    """Return what every basket is worth on every draw, less the own of parts without draws, (n · draws, 2^k).

    Parameters
    ----------
    utility : (n, 2^k) by the demand model's logit, in whose precision values are
    cross : (k, k) cross effects within the offer [logits]
    synergy : times which cross effects count in joint worth
    draws : (n · draws, k − 1 or fewer) logistic, row by row
    """
    baskets = all_baskets(len(cross)).astype(utility.dtype)
    joint = 0.5 * np.einsum("bi,ij,bj->b", baskets, cross.astype(utility.dtype), baskets)
    utility = utility + utility.dtype.type(synergy - 1) * joint
    n_draws = len(draws) // len(utility) if len(utility) else 1
    own = draws.astype(utility.dtype) @ baskets[:, : draws.shape[1]].T
    return np.asarray(np.repeat(utility, n_draws, 0) + own)


def even_draws(n: int, dimensions: int, turn: int = 0) -> Floats:
    """Return logistic draws spread evenly over n points, (n, dimensions); the same for every call.

    Parameters
    ----------
    turn : other turns have other draws
    """
    place = np.arange(1, n + 1)[:, None] + turn * n
    share = np.clip((place * _STEPS[:dimensions]) % 1.0, 1e-6, 1 - 1e-6)
    return np.asarray(logit(share), np.float32)
