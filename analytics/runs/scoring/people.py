"""What any customers want at their next visit, known to the run or new, as its model sees them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.audience import Audience
from analytics.demand.choice import BasketChoice
from analytics.demand.visits import Floats
from analytics.pricing.scoring import People
from analytics.runs.config import RunConfig
from analytics.runs.scoring.describe import SEGMENT, Descriptions, LenientEncoder
from analytics.runs.scoring.known import KnownCustomers
from analytics.runs.scoring.moments import Moments
from analytics.runs.scoring.next_visits import next_visits

ID = "customer_id"
_SIZES = (32, 256, 2048, 8192)  # of batches of customers
Positions = NDArray[np.int64]


class NextVisits:
    """Finds what customers want at their next visit: own tastes where their past is known, usual ones else.

    A customer without a past is told by segment and attributes alone, so those who share them are seen once.
    The season is that of the moments, together: a score is for the visits of these days and has no weekday.

    Parameters
    ----------
    model : of the run
    audience : of the run, whose baskets tell what else is in one
    known : the run's customers
    moments : of recent visits
    config : of the run
    """

    def __init__(
        self,
        model: BasketChoice,
        audience: Audience,
        known: KnownCustomers,
        moments: Moments,
        config: RunConfig,
    ) -> None:
        self.descriptions = Descriptions(model.encoder_, config.segments)
        self.model, self.audience, self.known = model, audience, known
        self.model.encoder_ = LenientEncoder(**vars(model.encoder_))
        self.now = moments.visited_at[-1]
        self.n_instruments = model.control_.instrument_level_.shape[1] if model.control_ else 0
        self.basket = _usual_baskets(audience)
        self.season = self._season(moments)

    def of(self, rows: pd.DataFrame) -> tuple[People, Positions]:
        """Return people, and which of them each row is: rows that the model cannot tell apart are one.

        Parameters
        ----------
        rows : customer_id, and as texts any of segment and the model's attributes
        """
        ids = rows[ID].astype(str).to_numpy(object)
        rows = rows.reset_index(drop=True)
        described = self.descriptions.describe(rows, self.known.described.reindex(ids))
        has_past = np.isin(ids, self.known.with_past.to_numpy(object))
        place = np.empty(len(rows), np.int64)
        found: list[People] = []
        nth = rows.groupby(ids).cumcount().to_numpy()  # of a customer's rows, should there be more than one
        blocks = [np.flatnonzero(has_past & (nth == n)) for n in range(nth[has_past].max(initial=-1) + 1)]
        for block in (*blocks, np.flatnonzero(~has_past)):
            is_new = not len(block) or not has_past[block[0]]
            name = self.descriptions.alike(described.iloc[block]).to_numpy(object) if is_new else ids[block]
            unique, first, of_unique = np.unique(name.astype(str), return_index=True, return_inverse=True)
            place[block] = sum(map(len, found)) + of_unique
            who = described.iloc[block[first]].set_axis(unique)
            found.append(self._people(who, has_own_past=not is_new))
        return _joined(found), place

    def _people(self, who: pd.DataFrame, has_own_past: bool) -> People:
        """Return customers, one per row of what is known of them, whose ids are sorted."""
        ids = who.index.to_numpy(object)
        taste, slope = self._tastes(who, ids, np.full(len(ids), self.now), None, has_own_past)
        segment = pd.Index(self.audience.segments).get_indexer(pd.Index(who[SEGMENT]))
        code = segment.astype(np.int64)
        return People(taste + self.season, slope, self.basket[code], code)

    def _season(self, moments: Moments) -> Floats:
        """Return what the moments' seasons and periods add to tastes now, (n_products,): their mean."""
        ids = np.array([f"moment {n:04d}" for n in range(len(moments.period))], object)
        nobody = pd.DataFrame({"customer_id": ids})
        who = self.descriptions.describe(nobody, nobody[["customer_id"]]).set_axis(ids)
        then = self._tastes(who, ids, moments.visited_at, moments.period, False)[0]
        now = self._tastes(who, ids, np.full(len(ids), self.now), None, False)[0]
        return np.asarray((then - now).mean(0), np.float32)

    def _tastes(
        self,
        who: pd.DataFrame,
        ids: NDArray[np.object_],
        visited_at: NDArray[np.datetime64],
        period: NDArray[np.int32] | None,
        has_own_past: bool,
    ) -> tuple[Floats, Floats]:
        """Return taste and slope at the next visit of every customer, each (n, n_products)."""
        n = len(ids)
        if n == 0:
            nothing = np.zeros((0, len(self.audience.product_ids)), np.float32)
            return nothing, nothing
        more = _nobodies(n)
        visits, is_next = next_visits(
            self.audience.product_ids,
            self.audience.price,
            np.concatenate([ids, more]),
            np.concatenate([visited_at, visited_at[[-1] * len(more)]]),
            None if period is None else np.concatenate([period, period[[-1] * len(more)]]),
            self.n_instruments,
            self.known.visits if has_own_past else None,
        )
        taste, slope = self.model.tastes(visits, who, slice(0, 1), is_next)
        return taste[:n, 0], slope[:n, 0]


def _nobodies(n: int) -> NDArray[np.object_]:
    """Return ids after all others that make a batch of n one of few sizes: each new size compiles anew."""
    size = next((size for size in _SIZES if size >= n), -(-n // _SIZES[-1]) * _SIZES[-1])
    return np.array([f"\U0010ffff{place:06d}" for place in range(size - n)], object)


def _usual_baskets(audience: Audience) -> Floats:
    """Return how likely each product is in a basket, (n_segments + 1, n_products); everybody's last."""
    n_segments = len(audience.segments)
    weight = np.zeros((len(audience.segment), n_segments + 1))
    weight[np.arange(len(weight)), audience.segment] = audience.weight
    weight[:, -1] = audience.weight
    weight /= np.maximum(weight.sum(0), 1e-12)
    return np.asarray(weight.T @ audience.basket, np.float32)


def _joined(found: list[People]) -> People:
    names = ("taste", "slope", "basket", "segment")
    return People(*(np.concatenate([getattr(people, name) for people in found]) for name in names))
