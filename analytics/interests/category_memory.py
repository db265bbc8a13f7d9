"""A multinomial logit on top of smoothed shares: how well each category is remembered, and its trend."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.baselines import Smoothing
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.smoothing import memory_weights, popularity, smoothed_shares

# memories whose shares are weighed: decay a window, purchases that everybody's shares are worth
MEMORIES = ((0.5, 60.0), (0.85, 100.0), (1.0, 60.0))
MEMORY_SD = 0.1  # of how much one category differs from the others in the weight of a memory
TREND_SD = 0.02  # and of everybody's trend: few periods tell it, and Christmas is one of them
_STEPS = 60  # of L-BFGS: more move the fifth digit of the log-loss
_FIRST_WINDOW = 3  # histories shorter than that are smoothed otherwise, and are left out where there are more


@dataclass(frozen=True)
class Weights:
    """What the log ratios of a customer's own shares to everybody's count, and everybody's trend."""

    own: Floats  # (n_memories, n_categories)
    trend: Floats  # (n_categories,)

    def logits(self, base: Floats, ratios: Floats, trend: Floats) -> Floats:
        """Return log shares up to a constant, (n, n_categories)."""
        told = base + np.einsum("cmk,mk->ck", ratios, self.own) + trend * self.trend
        return np.asarray(told, np.float32)


class CategoryMemory:
    """Exponentially weighted shares corrected by category: milk is bought again, turkeys are not.

    log share = log base share + Σ_m (w_m + w_mk) · log(own share by memory m ÷ everybody's)
    + (v + v_k) · trend, with w_mk ~ N(0, 0.1²) and v_k ~ N(0, 0.02²): fitted by maximum posterior
    likelihood, horizon by horizon.

    Parameters
    ----------
    base : how the shares remember that are corrected, for each horizon

    Attributes
    ----------
    weights_ : of each horizon

    References
    ----------
    Train (2009), Discrete choice methods with simulation, ch. 3.
    """

    def __init__(self, base: tuple[Smoothing, ...]) -> None:
        self.base = base

    def fit(self, counts: InterestCounts, customers: Ints, before: int) -> "CategoryMemory":
        """Learn from windows that end before a period.

        Parameters
        ----------
        customers : whose purchases are learned from
        """
        dense = counts.dense(customers)
        self.weights_ = tuple(self._fit(counts, dense, before, horizon) for horizon in range(len(HORIZONS)))
        return self

    def forecast(self, counts: InterestCounts, customers: Ints, origin: int, horizon: int) -> Doubles:
        """Return the shares of a window ahead, (n, n_categories), as a baseline does."""
        return softmax(self.logits(counts, counts.dense(customers), origin, horizon))

    def logits(self, counts: InterestCounts, dense: Floats, origin: int, horizon: int) -> Floats:
        """Return log shares up to a constant of customers whose counts are given, (n, n_categories)."""
        return self.weights_[horizon].logits(*self._inputs(counts, dense, origin, horizon))

    def _fit(self, counts: InterestCounts, dense: Floats, before: int, horizon: int) -> Weights:
        origins = learned_origins(counts, before, horizon)
        shape = len(MEMORIES), len(counts.categories)
        if not origins:
            return Weights(np.zeros(shape, np.float32), np.zeros(shape[1], np.float32))
        inputs = [self._inputs(counts, dense, origin, horizon) for origin in origins]
        base, ratios = (np.concatenate([one[i] for one in inputs]) for i in (0, 1))
        trend = np.stack([one[2] for one in inputs])
        seen = np.concatenate([window(counts, dense, origin, horizon) for origin in origins])
        return _most_likely(base, ratios, trend, seen)

    def _inputs(
        self, counts: InterestCounts, dense: Floats, origin: int, horizon: int
    ) -> tuple[Floats, Floats, Floats]:
        """Return log base shares, log ratios by memory, and everybody's trend, before a period."""
        w, totals = counts.period.per_window, counts.totals[:origin]
        recent, setting = popularity(totals, 0.0, w), self.base[horizon]
        steady = popularity(totals, setting.decay or 1.0, w)
        everybodys = popularity(totals, setting.season, w)
        base = np.log(_own(dense[:, :origin], setting.decay or 1.0, setting.prior, everybodys, w))
        own = [np.log(_own(dense[:, :origin], decay, prior, recent, w)) for decay, prior in MEMORIES]
        ratios = np.stack(own, 1) - np.log(recent)
        return base.astype(np.float32), ratios.astype(np.float32), np.log(recent / steady).astype(np.float32)


def learned_origins(counts: InterestCounts, before: int, horizon: int) -> list[int]:
    """Return before which periods windows are forecast that are learned from: all seen, none with no past."""
    w = counts.period.per_window
    last = before - (horizon + 1) * w
    first = min(_FIRST_WINDOW * w, max(last // 2, w))
    return list(range(first, last + 1, w)) if last >= first else []


def window(counts: InterestCounts, dense: Floats, origin: int, horizon: int) -> Floats:
    """Return the purchases of a window ahead of a period, (n, n_categories)."""
    w = counts.period.per_window
    return np.asarray(dense[:, origin + horizon * w : origin + (horizon + 1) * w].sum(1), np.float32)


def softmax(logits: Floats) -> Doubles:
    """Return the shares of logits, along the last axis."""
    shares = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return np.asarray(shares / shares.sum(-1, keepdims=True))


def _own(dense: Floats, decay: float, prior: float, everybodys: Doubles, per_window: int) -> Doubles:
    weights = memory_weights(dense.shape[1], decay, per_window).astype(np.float32)
    return smoothed_shares(np.tensordot(dense, weights, (1, 0)), everybodys, prior)


def _most_likely(base: Floats, ratios: Floats, trend: Floats, seen: Floats) -> Weights:
    """Return the weights of highest posterior likelihood.

    Parameters
    ----------
    base, seen : (n_origins × n, n_categories), origins one after the other
    ratios : (n_origins × n, n_memories, n_categories)
    trend : (n_origins, n_categories)
    """
    from scipy.optimize import minimize

    n_memories, n_categories = ratios.shape[1:]
    n_shared, n_each = n_memories + 1, len(base) // len(trend)
    n_seen = seen.sum(1, keepdims=True)
    variance = np.array([[MEMORY_SD**2]] * n_memories + [[TREND_SD**2]])
    told = np.concatenate([ratios, np.repeat(trend, n_each, 0)[:, None]], 1)

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        shared, own = flat[:n_shared, None], flat[n_shared:].reshape(n_shared, n_categories)
        logits = base + np.einsum("cmk,mk->ck", told, (shared + own).astype(np.float32))
        logits -= logits.max(1, keepdims=True)
        total = np.exp(logits)
        sums = total.sum(1, keepdims=True)
        wrong = n_seen * (total / sums) - seen
        slope = np.einsum("ck,cmk->mk", wrong, told).astype(np.float64)
        lost = float((seen * (np.log(sums) - logits)).sum(dtype=np.float64))
        gradient = np.concatenate([slope.sum(1), (slope + own / variance).ravel()])
        scale = max(float(n_seen.sum()), 1.0)
        return (lost + float((own**2 / variance).sum()) / 2) / scale, gradient / scale

    start = np.zeros(n_shared * (1 + n_categories))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    weights = found[:n_shared, None] + found[n_shared:].reshape(n_shared, n_categories)
    return Weights(weights[:-1].astype(np.float32), weights[-1].astype(np.float32))
