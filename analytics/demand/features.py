"""Visits → arrays: what the network is shown of each visit, and nothing of its future."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.attributes import as_levels, cuts_of, levels_of
from analytics.demand.customer_sums import before, decayed, elsewhere
from analytics.demand.visits import Floats, Ints, Visits
from analytics.numerics import logit

Sums = Callable[[Ints, Floats], Floats]
_SEASON_DAYS = 300  # a yearly season needs most of a year, else it is a trend by another name
_PRIOR_VISITS = (4.0, 20.0)  # shrinkage of a customer's own purchase rate: quick and cautious
_PRIOR_RATE = 20.0  # visits that everybody's rate counts for in a segment's
_HALF_LIFE_VISITS = 8.0  # of the recent purchase rate


@dataclass
class FeatureEncoder:
    """Learn levels, reference prices and average rates from visits; turn any visits into arrays.

    Parameters
    ----------
    reference_price : (n_products,)
        The parts' prices today [currency]; prices enter as price ÷ reference price − 1.

    Attributes
    ----------
    segments_ : names behind the segment codes
    cuts_ : where the quarters of each attribute with many numbers begin; none for others
    levels_ : values behind the columns of each attribute
    rate_ : (n_products,) share of considered visits that buy
    segment_rate_, segment_size_ : the same, and the mean basket, by segment; everybody's in the last row
    n_periods_ : periods seen in training; later ones have no effect of their own
    """

    reference_price: Floats
    segments_: tuple[str, ...] = ()
    cuts_: dict[str, tuple[float, ...]] = field(default_factory=dict)
    levels_: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rate_: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    n_periods_: int = 0
    has_season_: bool = False
    level_shares_: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    segment_rate_: Floats = field(default_factory=lambda: np.empty((0, 0), np.float32))
    segment_size_: Floats = field(default_factory=lambda: np.empty(0, np.float32))
    usual_markdown_: float = 0.0

    def fit(self, visits: Visits, customers: pd.DataFrame) -> "FeatureEncoder":
        """Learn from the visits of the training period and their customers.

        Parameters
        ----------
        customers : one row per customer, indexed by customer_id
            `segment` and attribute columns.
        """
        self.segments_ = tuple(sorted(customers["segment"].astype(str).unique()))
        attributes = [name for name in customers.columns if name != "segment"]
        self.cuts_ = {name: cuts_of(customers[name]) for name in attributes}
        self.levels_ = {name: levels_of(customers[name], self.cuts_[name]) for name in attributes}
        self.level_shares_ = self._level_table(customers).mean(0)
        markdown = np.where(visits.bought, visits.price / self.reference_price - 1, 0)
        self.usual_markdown_ = float(markdown.sum() / max(visits.bought.sum(), 1))
        n_considered = visits.counts.sum(0)
        n_bought = (visits.bought & visits.counts).sum(0)
        self.rate_ = ((n_bought + 0.5) / (n_considered + 1.0)).astype(np.float32)
        self._learn_segments(visits, self._segment(visits, customers))
        self.n_periods_ = int(visits.period.max()) + 1 if len(visits) else 1
        span = visits.visited_at.max() - visits.visited_at.min() if len(visits) else np.timedelta64(0, "D")
        self.has_season_ = bool(span >= np.timedelta64(_SEASON_DAYS, "D"))
        return self

    def _learn_segments(self, visits: Visits, segment: Ints) -> None:
        """Learn each segment's purchase rates and basket size; the last row is everybody's."""
        rates, sizes = [], []
        for code in range(len(self.segments_)):
            rows = segment == code
            n_considered = visits.counts[rows].sum(0) + _PRIOR_RATE
            n_bought = (visits.bought & visits.counts)[rows].sum(0) + _PRIOR_RATE * self.rate_
            rates.append(n_bought / n_considered)
            sizes.append(visits.bought[rows].sum(1).mean() if rows.any() else 0.0)
        self.segment_rate_ = np.array([*rates, self.rate_], np.float32)
        self.segment_size_ = np.array([*sizes, visits.bought.sum(1).mean() if len(visits) else 0], np.float32)

    def _segment(self, visits: Visits, customers: pd.DataFrame) -> Ints:
        """Return the segment code of each visit's customer; -1, an unknown one, is the average."""
        names = customers["segment"].reindex(visits.customer_ids).astype(str)
        return pd.Index(self.segments_).get_indexer(pd.Index(names)).astype(np.int32)[visits.customer]

    def transform(
        self, visits: Visits, customers: pd.DataFrame, is_training: bool = False
    ) -> dict[str, NDArray[np.generic]]:
        """Return the network's inputs for these visits, each with n_visits rows.

        Parameters
        ----------
        is_training : whether a customer's habits are read from all other visits instead of the earlier ones
            A model that is asked about a customer knows all visits so far. Trained on what the earlier ones
            tell, it takes habits not known yet for cross effects: whoever buys more of everything does so
            at the same visits.
        """
        known = elsewhere if is_training else before
        who = customers.reindex(visits.customer_ids)
        segment = self._segment(visits, customers)
        return {
            "price": (visits.price / self.reference_price - 1).astype(np.float32),
            "basket": visits.bought.astype(np.float32),
            "counts": visits.counts.astype(np.float32),
            "segment": segment,
            "attributes": self._attributes(who)[visits.customer],
            "past": self._past(visits, self.segment_rate_[segment], known),
            "activity": self._activity(visits, self.segment_size_[segment][:, None], known),
            "period": np.where(visits.period < self.n_periods_, visits.period, -1).astype(np.int32),
            "season": self._season(visits.visited_at),
        }

    def past(self, visits: Visits, customers: pd.DataFrame) -> Floats:
        """Return the own purchase rates before each visit, as `transform` does where nothing is trained."""
        return self._past(visits, self.segment_rate_[self._segment(visits, customers)], before)

    @property
    def n_attribute_columns(self) -> int:
        """How many columns the attributes take."""
        return sum(len(levels) for levels in self.levels_.values())

    def _attributes(self, who: pd.DataFrame) -> Floats:
        """Levels less their shares among the customers of the training, so that an average one is zero."""
        return np.asarray(self._level_table(who) - self.level_shares_, np.float32)

    def _level_table(self, who: pd.DataFrame) -> Floats:
        """One column per level of each attribute."""
        columns = [
            (as_levels(who[name], self.cuts_[name]) == level).to_numpy(np.float32)
            for name, levels in self.levels_.items()
            for level in levels
        ]
        if not columns:
            return np.zeros((len(who), 0), np.float32)
        return np.asarray(np.stack(columns, 1), np.float32)

    def _past(self, visits: Visits, usual: Floats, known: Sums) -> Floats:
        """Own purchase rates at other visits against the segment's, as logits, (n_visits, n_products, 3).

        Shrunk to the segment's rates: shrunk to everybody's, they would drift with the length of the past.
        """
        bought = visits.bought.astype(np.float32)
        n_before = known(visits.customer, visits.considered.astype(np.float32))
        n_bought = known(visits.customer, bought)
        n_before = np.maximum(n_before, n_bought)
        rates = [((n_bought + p * usual) / (n_before + p)).astype(np.float32) for p in _PRIOR_VISITS]
        decay = 0.5 ** (1 / _HALF_LIFE_VISITS)
        recent, weight = decayed(visits.customer, bought, decay)
        rates.append((recent + 4 * usual) / (weight + 4))
        return np.stack([_logit(rate) - _logit(usual) for rate in rates], -1).astype(np.float32)

    def _activity(self, visits: Visits, usual_size: Floats, known: Sums) -> Floats:
        """What is known of the customer at the door: visits so far, basket size, deal-proneness."""
        ones = np.ones((len(visits), 1), np.float32)
        n_visits = known(visits.customer, ones)
        size = visits.bought.sum(1, keepdims=True).astype(np.float32)
        basket = (known(visits.customer, size) + 5 * usual_size) / (n_visits + 5) - usual_size
        markdown = np.where(visits.bought, visits.price / self.reference_price - 1, 0).sum(1, keepdims=True)
        usual = self.usual_markdown_
        paid = (known(visits.customer, markdown.astype(np.float32)) + 10 * usual) / (
            known(visits.customer, size) + 10
        ) - usual
        return np.hstack([np.log1p(n_visits) / 3 - 0.5, basket, 10 * paid]).astype(np.float32)

    def _season(self, visited_at: NDArray[np.datetime64]) -> Floats:
        """Yearly and weekly cycles, (n_visits, 4); the yearly one is zero in a short history."""
        day = (visited_at - np.datetime64("2000-01-03", "us")) / np.timedelta64(1, "D")
        year = 2 * np.pi * day / 365.25 if self.has_season_ else None
        week = 2 * np.pi * np.floor(day) / 7
        yearly = [np.sin(year), np.cos(year)] if year is not None else [np.zeros(len(day))] * 2
        return np.stack([*yearly, np.sin(week), np.cos(week)], 1).astype(np.float32)


def _logit(share: Floats) -> Floats:
    return logit(np.clip(share, 1e-6, 1 - 1e-6)).astype(np.float32)
