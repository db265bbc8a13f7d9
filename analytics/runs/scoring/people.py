"""What any customers want at their next visit, known to the run or new, as its model sees them."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.arrays import Ints
from analytics.demand.build_audience import audience_of_visits
from analytics.demand.catalog_audience import CatalogAudience
from analytics.demand.choice import BasketChoice
from analytics.demand.habits import seasons
from analytics.runs.config import RunConfig
from analytics.runs.scoring.describe import Descriptions, LenientEncoder
from analytics.runs.scoring.known import KnownCustomers
from analytics.runs.scoring.next_visits import average_moment, log_of_nobody, next_visits
from analytics.runs.scoring.visitors import Visitors

ID = "customer_id"


class NextVisits:
    """Finds what customers want at their next visit: own tastes where their past is known, usual ones else.

    A customer without a past is told by segment and attributes alone, so those who share them are seen once.
    The season is that of the moments, together: a score is for the visits of these days and has no weekday.

    Parameters
    ----------
    model : of the run
    audience : of the run
    known : the run's customers
    moments : of recent visits, as of `moments_of`
    config : of the run
    """

    def __init__(
        self,
        model: BasketChoice,
        audience: CatalogAudience,
        known: KnownCustomers,
        moments: pd.DataFrame,
        config: RunConfig,
    ) -> None:
        self.descriptions = Descriptions(model.encoder_, config.segments)
        self.model, self.audience, self.known = model, audience, known
        self.model.encoder_ = encoder = LenientEncoder(**vars(model.encoder_))
        self.nobody = log_of_nobody(audience.product_ids)
        self.past = self.nobody if known.log is None else known.log
        visited_at = moments["visited_at"].to_numpy()
        self.now = visited_at[-1]
        self.season = seasons(visited_at, encoder.has_season_).mean(0)
        periods = average_moment(model.weights_.period, moments["period"].to_numpy())
        self.weights, self.period = replace(model.weights_, period=periods), len(periods) - 1

    def of(self, rows: pd.DataFrame, products: Ints) -> tuple[Visitors, Ints]:
        """Return visitors, and which of them each row is: rows that the model cannot tell apart are one.

        Parameters
        ----------
        rows : customer_id, and as texts any of segment and the model's attributes
        products : (k,) rising positions of the products that are asked about
        """
        ids = self.known.persons(rows[ID].astype(str))
        rows = rows.reset_index(drop=True)
        described = self.descriptions.describe(rows, self.known.described.reindex(ids))
        has_past = pd.Index(ids).isin(self.past.customer_ids)
        place = np.empty(len(rows), np.int64)
        found: list[Visitors] = []
        nth = rows.groupby(ids).cumcount().to_numpy()  # of a customer's rows, should there be more than one
        blocks = [np.flatnonzero(has_past & (nth == n)) for n in range(nth[has_past].max(initial=-1) + 1)]
        for block in (*blocks, np.flatnonzero(~has_past)):
            is_new = not len(block) or not has_past[block[0]]
            name = self.descriptions.alike(described.iloc[block]).to_numpy(object) if is_new else ids[block]
            unique, first, of_unique = np.unique(name.astype(str), return_index=True, return_inverse=True)
            place[block] = sum(map(len, found)) + of_unique
            who = described.iloc[block[first]].set_axis(unique)
            found.append(self._visitors(who, products, has_own_past=not is_new))
        names = ("taste", "slope", "look_rate", "segment")
        return Visitors(
            products, *(np.concatenate([getattr(some, name) for some in found]) for name in names)
        ), place

    def _visitors(self, who: pd.DataFrame, products: Ints, has_own_past: bool) -> Visitors:
        """Return customers, one per row of what is known of them, whose ids are sorted."""
        past = self.past if has_own_past else self.nobody
        log, visit = next_visits(past, who.index.to_numpy(object), self.now)
        told = audience_of_visits(self.model, log, who, visit, np.ones(len(who), np.float32))
        told = replace(
            told,
            weights=self.weights,
            period=np.full(len(who), self.period),
            season=np.broadcast_to(self.season, told.season.shape),
            share_considered=self.audience.share_considered,
            looks=self.audience.looks,
        )
        segment = np.where(told.code == len(told.segments), -1, told.code).astype(np.int64)
        taste, slope = told.wants(products)
        taste -= told.told_by_looks(products.tolist())
        return Visitors(products, taste, slope, told.look_rates(products.tolist()), segment)
