"""The simple forecasts of interests that a model must beat, each tuned on windows before those that judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.scores import log_loss
from analytics.interests.smoothing import memory_weights, popularity, smoothed_shares

_DECAYS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)  # a window
_PRIORS = (20.0, 40.0, 60.0, 80.0, 100.0, 150.0, 250.0, 500.0)  # purchases
_SEASONS = (0.0, 0.3, 0.5, 0.7, 0.85)  # how fast popularity forgets, where it is the recent one's


class Method(StrEnum):
    """What forecasts interests."""

    EVERYBODY = "everybody"
    RECENT = "recent_popularity"
    SEGMENT = "segment"
    LAST_PERIOD = "last_period"
    EXPONENTIAL = "exponential"
    CATEGORY_MEMORY = "category_memory"
    TEMPORAL_VAE = "temporal_vae"


BASELINES = (Method.EVERYBODY, Method.RECENT, Method.SEGMENT, Method.LAST_PERIOD, Method.EXPONENTIAL)


@dataclass(frozen=True)
class Smoothing:
    """How a baseline remembers.

    Parameters
    ----------
    decay : of a customer's, or a segment's, own purchases a window; None: they do not count
    prior : purchases that everybody's shares are worth
    season : decay of everybody's purchases a window
    """

    decay: float | None = None
    prior: float = 1.0
    season: float = 1.0


def settings_of(method: Method) -> Iterator[Smoothing]:
    """Return what is tried of a baseline; raises ValueError where the method is none."""
    if method is Method.EVERYBODY:
        return iter([Smoothing()])
    if method is Method.RECENT:
        return (Smoothing(season=season) for season in _SEASONS)
    if method is Method.LAST_PERIOD:
        return (Smoothing(0.0, prior) for prior in _PRIORS)
    if method is Method.EXPONENTIAL:
        return (Smoothing(*one) for one in product(_DECAYS, _PRIORS, (0.5, 1.0)))
    if method is Method.SEGMENT:
        return (Smoothing(*one) for one in product(_DECAYS, _PRIORS[-1:], (0.5, 1.0)))
    raise ValueError(f"{method} is no baseline")


class Baseline:
    """Shares of remembered purchases: everybody's, a segment's or the customer's own, leaning on everybody's.

    Parameters
    ----------
    method : which of them
    segment : (n_customers,) code of each customer's segment, where the method is the segment's mean

    Attributes
    ----------
    settings_ : how each horizon remembers, as validation chose
    """

    def __init__(self, method: Method, segment: Ints | None = None) -> None:
        self.method, self.segment = method, segment

    def fit(self, counts: InterestCounts, customers: Ints) -> "Baseline":
        """Choose how to remember on the windows that tune, for each horizon by itself.

        Parameters
        ----------
        customers : whom the choice is judged on
        """
        self.settings_ = tuple(self._best(counts, customers, horizon) for horizon in range(len(HORIZONS)))
        return self

    def forecast(self, counts: InterestCounts, customers: Ints, origin: int, horizon: int) -> Doubles:
        """Return the shares of a window ahead, (n, n_categories).

        Parameters
        ----------
        origin : the first period that is not known
        horizon : 0 for the window that begins there, 1 for the next
        """
        setting, known = self.settings_[horizon], counts.dense(customers)[:, :origin]
        everybodys = popularity(counts.totals[:origin], setting.season, counts.period.per_window)
        return smoothed_shares(self._own(counts, customers, known, setting.decay), everybodys, setting.prior)

    def _best(self, counts: InterestCounts, customers: Ints, horizon: int) -> Smoothing:
        timeline, per_window = counts.timeline, counts.period.per_window
        windows = [start for start in timeline.validated if timeline.origin(start, horizon) > 0]
        tried = list(settings_of(self.method))
        if len(tried) == 1 or not windows:
            return tried[len(tried) // 2]
        dense = counts.dense(customers)
        losses = np.zeros(len(tried))
        for start in windows:
            seen = dense[:, start : start + per_window].sum(1)
            known = dense[:, : timeline.origin(start, horizon)]
            own = {decay: self._own(counts, customers, known, decay) for decay in {s.decay for s in tried}}
            for i, setting in enumerate(tried):
                everybodys = popularity(counts.totals[: known.shape[1]], setting.season, per_window)
                shares = smoothed_shares(own[setting.decay], everybodys, setting.prior)
                losses[i] += log_loss(shares, seen).sum()
        return tried[int(losses.argmin())]

    def _own(self, counts: InterestCounts, customers: Ints, known: Floats, decay: float | None) -> Doubles:
        """Return the purchases that count for each customer, (n, n_categories)."""
        if decay is None:
            return np.zeros((len(customers), known.shape[2]))
        weights = memory_weights(known.shape[1], decay, counts.period.per_window)
        if self.method is Method.SEGMENT and self.segment is not None:
            return self._of_segments(counts, weights)[self.segment[customers]]
        return np.asarray(np.tensordot(known, weights.astype(np.float32), (1, 0)), np.float64)

    def _of_segments(self, counts: InterestCounts, weights: Doubles) -> Doubles:
        """Return each segment's remembered purchases, (n_segments, n_categories)."""
        segment, n_categories = np.asarray(self.segment), len(counts.categories)
        weight = np.append(weights, 0.0)[np.minimum(counts.place, len(weights))] * counts.n
        cell = segment[counts.customer] * n_categories + counts.category
        sums = np.bincount(cell, weight, (segment.max() + 1) * n_categories)
        return np.asarray(sums.reshape(-1, n_categories))
