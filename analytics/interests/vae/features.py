"""Counts → the arrays that the temporal autoencoder reads, batch by batch."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.interests.category_memory import CategoryMemory, learned_origins, window
from analytics.interests.counts import InterestCounts
from analytics.interests.periods import HORIZONS
from analytics.interests.smoothing import popularity, remembered, smoothed_shares

_TOLD_MEMORY = (0.85, 100.0)  # decay a window and purchases of prior of the own shares that the encoder reads
_FARTHEST = 3.0  # of a log ratio: beyond, a customer is told from others well enough
_YEAR = 365.25
_SEASONS_FROM = 2 * _YEAR - 15  # days: one year's season cannot be told from its chances
_SD_FLOOR = 1e-3


@dataclass(frozen=True)
class Scale:
    """Means and spreads over customers of what is told of each period, (n_periods, n_told)."""

    mean: Floats
    spread: Floats


class InterestFeatures:
    """What is known after each period, and the forecast that the network corrects.

    Parameters
    ----------
    counts : of the shop
    memory : fitted; its shares are the ones corrected
    attributes : (n_customers, n_attributes) standardized, 0 where unknown
    """

    def __init__(
        self, counts: InterestCounts, memory: CategoryMemory, attributes: Floats | None = None
    ) -> None:
        self.counts, self.memory = counts, memory
        self.attributes = np.zeros((len(counts), 0), np.float32) if attributes is None else attributes
        self.calendar = _calendar(counts)
        w = counts.period.per_window
        after = range(1, counts.n_periods + 1)
        self.recent = np.array([popularity(counts.totals[:t], 0.0, w) for t in after], np.float32)

    def fit(self, customers: Ints) -> "InterestFeatures":
        """Learn how customers spread in each period."""
        told = self._told(customers)
        self.scale_ = Scale(told.mean(0), np.maximum(told.std(0), _SD_FLOOR))
        return self

    @property
    def n_history(self) -> int:
        """Columns of a period in the history."""
        return 2 * len(self.counts.categories) + 1 + int(self.calendar.shape[1] + self.attributes.shape[1])

    def history(self, customers: Ints) -> Floats:
        """Return what the encoder reads of some customers, (n, n_periods, n_history)."""
        told = (self._told(customers) - self.scale_.mean) / self.scale_.spread
        fixed = [self.calendar, self.attributes[customers][:, None]]
        wide = [np.broadcast_to(one, (*told.shape[:2], one.shape[-1])) for one in fixed]
        return np.concatenate([told, *wide], -1).astype(np.float32)

    def _told(self, customers: Ints) -> Floats:
        """Return log counts and log ratios to everybody's shares, (n, n_periods, 2 n_categories + 1)."""
        dense = self.counts.dense(customers)
        decay, prior = _TOLD_MEMORY
        own = smoothed_shares(
            remembered(dense, decay, self.counts.period.per_window)[:, 1:], self.recent, prior
        )
        ratios = np.clip(np.log(own / self.recent), -_FARTHEST, _FARTHEST)
        return np.concatenate([_logs(dense), ratios], -1).astype(np.float32)

    def base(self, customers: Ints, origin: int) -> Floats:
        """Return the log shares that are corrected, ahead of a period, (n, n_horizons, n_categories)."""
        dense, horizons = self.counts.dense(customers), range(len(HORIZONS))
        return np.stack([self.memory.logits(self.counts, dense, origin, h) for h in horizons], 1)

    def inputs(self, customers: Ints) -> dict[str, Floats]:
        """Return what the network is trained on; entry t of each is what is known after period t.

        Returns
        -------
        dict
            history (n, n_periods, n_history); base (n, n_periods, n_horizons, n_categories), the log
            shares that are corrected; recent (n, n_periods, n_categories), everybody's log shares lately.
        """
        recent = np.log(self.recent)
        bases = [self.base(customers, t) for t in range(1, self.counts.n_periods + 1)]
        everybodys = np.broadcast_to(recent, (len(customers), *recent.shape))
        return {"history": self.history(customers), "base": np.stack(bases, 1), "recent": everybodys}

    def targets(self, customers: Ints, before: int) -> Floats:
        """Return the purchases of the windows after each period, (n, n_periods, n_horizons, n_categories).

        Windows that end after period `before`, or have hardly a past, are left empty: they teach nothing.
        """
        dense = self.counts.dense(customers)
        n, n_periods, n_categories = dense.shape
        found = np.zeros((n, n_periods, len(HORIZONS), n_categories), np.float32)
        for horizon in range(len(HORIZONS)):
            for origin in learned_origins(self.counts, before, horizon):
                found[:, origin - 1, horizon] = window(self.counts, dense, origin, horizon)
        return found


def _logs(dense: Floats) -> Floats:
    """Return the logarithms of counts and of their sum, (n, n_periods, n_categories + 1)."""
    return np.asarray(np.log1p(np.concatenate([dense, dense.sum(-1, keepdims=True)], -1)), np.float32)


def _calendar(counts: InterestCounts) -> Floats:
    """Return where in the year each period lies, (n_periods, 2); no columns below two years."""
    if counts.n_periods * counts.period.days < _SEASONS_FROM:
        return np.zeros((counts.n_periods, 0), np.float32)
    middles: Doubles = (
        (counts.starts + (counts.ends - counts.starts) / 2).astype("datetime64[D]").astype(float)
    )
    angle = 2 * np.pi * middles / _YEAR
    return np.stack([np.sin(angle), np.cos(angle)], -1).astype(np.float32)
