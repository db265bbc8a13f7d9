"""The willingness-to-pay rule with the last two parts in closed form: exact for a pair, visit by visit."""

from itertools import pairwise

import numpy as np

from analytics.arrays import Doubles, Floats
from analytics.numerics import expit, logit
from analytics.pricing.offers.baskets import BasketWeights
from analytics.pricing.offers.choice_rules import Rows, Rule, basket_values

_STRAIGHT = 1e-4  # this near to one, odds change nothing that the first two terms do not tell
_FARTHEST = 35.0  # logits: beyond, a share is 0 or 1
_ENDS = 1e-12  # shares of the logistic that are left out at either end
_ROUNDS = 60  # until the ratio stands to the last digit


def shared_draws(n_rows: int, n_parts: int) -> Floats:
    """Return the same points for every row, (n_rows · n_draws, n_parts − 2): no row's answer hangs on others.

    A pair needs none, so it has one row of no points; three parts have 64, more parts 128 that are spread by
    multiples of a generalized golden ratio and folded, so that they end where they began.
    """
    before_last = n_parts - 2
    if before_last == 0:
        return np.empty((n_rows, 0), np.float32)
    n_draws = n_draws_of(n_parts)
    place = np.arange(n_draws)[:, None] + 0.5
    share = place / n_draws
    if before_last > 1:
        ratio = 2.0
        for _ in range(_ROUNDS):
            ratio = (1 + ratio) ** (1 / (before_last + 1))
        spread = (place * ratio ** -np.arange(1.0, before_last + 1)) % 1
        share = np.clip(1 - np.abs(2 * spread - 1), 1e-6, 1 - 1e-6)
    return np.tile(logit(share).astype(np.float32), (n_rows, 1))


def n_draws_of(n_parts: int) -> int:
    """Return how many of `shared_draws` each row has."""
    return {2: 1, 3: 64}.get(n_parts, 128)


def smooth_willingness_rule(weights: BasketWeights, cross: Floats, synergy: float, draws: Floats) -> Rule:
    """Return what `willingness_rule` does, without its steps: nothing jumps where a point changes its mind.

    What the last two parts are worth beyond the demand model's taste is integrated exactly, what the others
    are worth on points.

    Parameters
    ----------
    weights : of the parts alone
    cross : (k, k) cross effects within the offer [logits]
    synergy : times which cross effects count in joint worth, see `calibrated_synergy`
    draws : (n_rows · n_draws, k − 2) logistic, row by row, see `shared_draws`
    """
    n, n_baskets = weights.utility.shape
    n_draws, quarter = len(draws) // n if n else 1, n_baskets // 4
    value = basket_values(weights.utility.astype(float), cross, synergy, draws)
    row = np.repeat(np.arange(n), n_draws)
    ends = [0, quarter, 2 * quarter, 3 * quarter, n_baskets - 1]  # neither, one, the other, both of them
    best, at = [], []
    for first, last in pairwise(ends):
        block = value[:, first:last]
        at.append(first + block.argmax(1) if last > first else np.full(len(row), n_baskets - 1))
        best.append(block.max(1) if last > first else np.full(len(row), -np.inf))
    neither, second_last, last_one, both = best
    full = value[:, -1]
    amounts = weights.units, weights.revenue, weights.margin
    brought = [[v[row, place] for place in at] + [v[row, -1]] for v in amounts]

    def rows(lift: Floats | float) -> Rows:
        lift = np.asarray(lift, np.float64)
        raised = full + np.repeat(np.broadcast_to(lift, (*lift.shape[:-1], n)), n_draws, -1)
        is_full = raised >= both
        shares = _choices(neither, second_last, last_one, np.maximum(raised, both))
        take = shares[3] * is_full
        found = [
            shares[0] * a + shares[1] * b + shares[2] * c + shares[3] * np.where(is_full, e, d)
            for a, b, c, d, e in brought
        ]
        each = (*raised.shape[:-1], n, n_draws)
        return Rows(*(v.reshape(each).mean(-1).astype(np.float32) for v in (take, *found)))

    return rows


def _choices(neither: Doubles, one: Doubles, other: Doubles, both: Doubles) -> tuple[Doubles, ...]:
    """Return the shares of neither, one, the other and both of two goods, each with a logistic valuation.

    Parameters
    ----------
    neither, one, other, both : (n,), the last one (..., n), what each choice is worth beside them
    """
    switch, join = neither - one, other - both  # of the one's worth, from where on it is taken
    first = switch < join
    p_low, p_high = _share(np.minimum(switch, join)), _share(np.maximum(switch, join))
    low = p_low * _share(other - neither)
    high = (1 - p_high) * _share(both - one)
    between = p_high - p_low
    joined = _mean_share(np.where(first, one - other, both - neither), p_low, p_high)
    middle = np.where(first, between - joined, joined)
    rest = between - middle
    zero = 0.0
    return (
        p_low - low + np.where(first, zero, rest),
        (1 - p_high) - high + np.where(first, rest, zero),
        low + np.where(first, middle, zero),
        high + np.where(first, zero, middle),
    )


def _mean_share(logit: Doubles, p_low: Doubles, p_high: Doubles) -> Doubles:
    """Return ∫ σ(logit(p) + c) dp from p_low to p_high, the integral of a p / (1 + (a − 1) p) with a = eᶜ."""
    logit = np.clip(logit, -_FARTHEST, _FARTHEST)
    a, b = np.exp(logit), np.expm1(logit)
    is_straight = np.abs(b) < _STRAIGHT
    safe = np.where(is_straight, 1.0, b)
    bent = ((p_high - p_low) - np.log((1 + safe * p_high) / (1 + safe * p_low)) / safe) / safe
    straight = (p_high**2 - p_low**2) / 2 - b * (p_high**3 - p_low**3) / 3
    return np.asarray(a * np.where(is_straight, straight, bent))


def _share(utility: Doubles) -> Doubles:
    return np.clip(expit(utility), _ENDS, 1 - _ENDS)
