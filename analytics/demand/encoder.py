"""What the network is told of visits and cells, and nothing of their future."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analytics.arrays import Bools, Floats, Ints
from analytics.demand.attributes import as_levels, cuts_of, levels_of
from analytics.demand.cells import Cells
from analytics.demand.habits import N_HABITS, activity, markdowns, seasons
from analytics.demand.histories import History
from analytics.demand.visit_log import VisitLog

_SEASON_DAYS = 300  # a yearly season needs most of a year, else it is a trend by another name
_PRIOR_RATE = 20.0  # visits that everybody's rate counts for in a segment's


@dataclass(frozen=True)
class SeenVisits:
    """What the network is told of visits, each with n_visits rows.

    Attributes
    ----------
    segment : code; the last one is an unknown customer's
    traits : attributes and habits, (n_visits, n_traits)
    season : (n_visits, 4)
    period : after the training's last one, `n_periods`
    """

    segment: Ints
    traits: Floats
    season: Floats
    period: Ints

    def rows(self, chosen: Ints | Bools) -> "SeenVisits":
        """Return some of the visits."""
        return SeenVisits(**{name: values[chosen] for name, values in vars(self).items()})


@dataclass
class Encoder:
    """Learn levels, reference prices and average rates from cells; describe any visits.

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

    def fit(self, cells: Cells, customers: pd.DataFrame) -> "Encoder":
        """Learn from the cells of the training period and their customers.

        Parameters
        ----------
        customers : one row per customer, indexed by customer_id
            `segment` and attribute columns.
        """
        log = cells.log
        self.segments_ = tuple(sorted(customers["segment"].astype(str).unique()))
        attributes = [name for name in customers.columns if name != "segment"]
        self.cuts_ = {name: cuts_of(customers[name]) for name in attributes}
        self.levels_ = {name: levels_of(customers[name], self.cuts_[name]) for name in attributes}
        self.level_shares_ = self.level_table(customers).mean(0)
        markdown = markdowns(log, self.reference_price)
        self.usual_markdown_ = float(markdown.sum() / max(len(log.bought), 1))
        weight, bought = cells.weight, cells.weight * cells.is_bought
        n, sold = (np.bincount(cells.product, w, log.n_products) for w in (weight, bought))
        self.rate_ = ((sold + 0.5) / (n + 1.0)).astype(np.float32)
        self._learn_segments(cells, self._segments(log, customers))
        self.n_periods_ = log.n_periods
        span = log.visited_at.max() - log.visited_at.min() if len(log) else np.timedelta64(0, "D")
        self.has_season_ = bool(span >= np.timedelta64(_SEASON_DAYS, "D"))
        return self

    def visits(self, log: VisitLog, customers: pd.DataFrame, is_training: bool = False) -> SeenVisits:
        """Return what the network is told of visits.

        Parameters
        ----------
        is_training : whether a customer's habits are read from all other visits instead of the earlier ones
            A model that is asked about a customer knows all visits so far. Trained on what the earlier ones
            tell, it takes habits not known yet for cross effects: whoever buys more of everything does so
            at the same visits.
        """
        who = customers.reindex(log.customer_ids)
        segment = self._segments(log, customers)
        paid, usual_size = markdowns(log, self.reference_price), self.segment_size_[segment]
        habits = activity(log, paid, usual_size, self.usual_markdown_, is_training)
        return SeenVisits(
            segment=segment,
            traits=np.hstack([self._attributes(who)[log.customer], habits]).astype(np.float32),
            season=seasons(log.visited_at, self.has_season_),
            period=np.minimum(log.period, self.n_periods_).astype(np.int32),
        )

    def past(self, history: History, cells: Cells, segment: Ints, is_training: bool = False) -> Floats:
        """Return own purchase rates at other visits against the segment's, as logits, (n_cells, N_RATES).

        Parameters
        ----------
        segment : (n_visits,) codes
        is_training : as in `visits`
        """
        visit, product = cells.visit, cells.product
        past = (
            history.elsewhere(visit, product, cells.is_bought, np.ones(len(cells), bool))
            if is_training
            else history.before(visit, product)
        )
        return past.rates(self.segment_rate_[segment[visit], product])

    def relative_price(self, cells: Cells) -> Floats:
        """Return price ÷ price today − 1, (n_cells,)."""
        return np.asarray(cells.price / self.reference_price[cells.product] - 1, np.float32)

    @property
    def n_traits(self) -> int:
        """How many columns attributes and habits take."""
        return sum(len(levels) for levels in self.levels_.values()) + N_HABITS

    def _learn_segments(self, cells: Cells, segment: Ints) -> None:
        """Learn each segment's purchase rates and basket size; the last row is everybody's."""
        log, n_products = cells.log, cells.log.n_products
        size = np.bincount(log.bought.visit, minlength=len(log))
        n_segments, at = (
            len(self.segments_),
            segment[cells.visit].astype(np.int64) * n_products + cells.product,
        )
        sold, told_nothing = (
            np.bincount(at[chosen], minlength=(n_segments + 1) * n_products).reshape(-1, n_products)[:-1]
            for chosen in (cells.is_bought & cells.counts, cells.is_bought & ~cells.counts)
        )
        n = np.maximum(log.n_considered(segment, n_segments) - told_nothing, sold)
        rates = (sold + _PRIOR_RATE * self.rate_) / (n + _PRIOR_RATE)
        sizes = [
            size[segment == code].mean() if (segment == code).any() else 0.0 for code in range(n_segments)
        ]
        self.segment_rate_ = np.vstack([rates, self.rate_]).astype(np.float32)
        self.segment_size_ = np.array([*sizes, size.mean() if len(log) else 0], np.float32)

    def _segments(self, log: VisitLog, customers: pd.DataFrame) -> Ints:
        """Return the segment code of each visit's customer; an unknown one is the average, the last."""
        names = customers["segment"].reindex(log.customer_ids).astype(str)
        code = pd.Index(self.segments_).get_indexer(pd.Index(names))
        return np.where(code < 0, len(self.segments_), code).astype(np.int32)[log.customer]

    def _attributes(self, who: pd.DataFrame) -> Floats:
        """Levels less their shares among the customers of the training, so that an average one is zero."""
        return np.asarray(self.level_table(who) - self.level_shares_, np.float32)

    def level_table(self, who: pd.DataFrame) -> Floats:
        """Return one column per level of each attribute, 1 for those who have it, (n_customers, n_levels)."""
        columns = [
            (as_levels(who[name], self.cuts_[name]) == level).to_numpy(np.float32)
            for name, levels in self.levels_.items()
            for level in levels
        ]
        if not columns:
            return np.zeros((len(who), 0), np.float32)
        return np.asarray(np.stack(columns, 1), np.float32)
