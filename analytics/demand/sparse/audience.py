"""The audience of a whole catalog: recent visits, and what any few products are to them, worked out when asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.audience import Audience, recent_rows, sampled_rows
from analytics.demand.sparse.cells import cells_of
from analytics.demand.sparse.choice import BasketChoice
from analytics.demand.sparse.encoder import Encoder
from analytics.demand.sparse.histories import History, Past
from analytics.demand.sparse.pairs import Pairs
from analytics.demand.sparse.state import price_paid
from analytics.demand.sparse.visit_log import VisitLog
from analytics.demand.sparse.weights import Weights

MOST_NEIGHBORS = 8  # of an offer
_FELT = 0.05  # cross effects below this leave a neighbor's demand where it is [logits]


@dataclass(frozen=True)
class SparseRows:
    """Rows of few products each: positions `start[r]` to `start[r + 1]` of the others are row r's.

    Attributes
    ----------
    start : (n_rows + 1,)
    product : (n,) rising within a row
    values : (n, k)
    """

    start: Ints
    product: Ints
    values: Floats

    def dense(self, products: Ints) -> Floats:
        """Return the values of a few products, 0 where a row has none, (n_rows, n_products, k)."""
        n_rows = len(self.start) - 1
        found = np.zeros((n_rows, len(products), self.values.shape[1]), np.float32)
        at, order = self._by_product
        for i, product in enumerate(products):
            own = order[np.searchsorted(at, product) : np.searchsorted(at, product, "right")]
            found[self._row[own], i] = self.values[own]
        return found

    def rows(self, chosen: Ints) -> "SparseRows":
        """Return some of the rows."""
        n = (self.start[1:] - self.start[:-1])[chosen]
        start = np.concatenate([[0], np.cumsum(n)])
        at = np.repeat(self.start[chosen] - start[:-1], n) + np.arange(start[-1])
        return SparseRows(start, self.product[at], self.values[at])

    def __post_init__(self) -> None:
        row = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        order = np.argsort(self.product, kind="stable")
        object.__setattr__(self, "_row", row)
        object.__setattr__(self, "_by_product", (self.product[order], order))

    _row: Any = None
    _by_product: Any = None


@dataclass(frozen=True)
class CatalogAudience:
    """Visits that offers are tried on, over the whole catalog.

    Nothing here is visits × products: what a few products are to the visits, `around` works out.

    Attributes
    ----------
    product_ids, segments : names behind the codes
    segment, weight : (n_rows,) code of the visit's segment, and how many visits it stands for
    traits, season, period : (n_rows, ...) as the encoder tells them
    state, fold : (n_rows, n_units) and (n_rows,) the customer's state, and which half tells it
    n_visits : (n_rows,) earlier visits of the customer: their number, and their decayed sum
    history : earlier purchases and views: n_considered, n_bought, recent
    basket : what each visit bought
    sample : (n_sample,) rows for which every member is asked
    price : (n_products,) reference price [currency]
    usual_rate : (n_segments + 1, n_products) purchase rates
    share_considered : (n_products,) of a customer's visits that could have bought it, where none are recorded
    """

    product_ids: tuple[str, ...]
    segments: tuple[str, ...]
    segment: Ints
    weight: Floats
    traits: Floats
    season: Floats
    period: Ints
    state: Floats
    fold: Ints
    n_visits: Floats
    history: SparseRows
    basket: SparseRows
    sample: Ints
    price: Doubles
    usual_rate: Floats
    share_considered: Floats
    directions: Floats
    weights: Weights
    pairs: Pairs

    @property
    def visit_share(self) -> dict[str, float]:
        """Return each segment's share of the visits."""
        weight = np.bincount(self.segment, self.weight, len(self.segments))
        return dict(zip(self.segments, (weight / weight.sum()).tolist(), strict=True))

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand; raises KeyError for one out of scope."""
        at = self._place
        return [at[p] for p in product_ids]

    def rows(self, chosen: Ints, sample: Ints | None = None) -> "CatalogAudience":
        """Return a smaller audience of these rows; members are asked of those in `sample` only."""
        names = ("segment", "weight", "traits", "season", "period", "state", "fold", "n_visits")
        return replace(
            self,
            history=self.history.rows(chosen),
            basket=self.basket.rows(chosen),
            sample=np.empty(0, np.int64) if sample is None else sample,
            **{name: getattr(self, name)[chosen] for name in names},
        )

    def neighbors(self, parts: Sequence[int]) -> list[int]:
        """Return the products whose demand moves most with that of the parts, strongest first."""
        strength: dict[int, float] = {}
        for part in parts:
            for other, pair in zip(*self._pairs_of(part), strict=True):
                felt = abs(float(self.weights.cross[pair, 0]))
                strength[int(other)] = max(strength.get(int(other), 0.0), felt)
        near = sorted((k for k, s in strength.items() if s > _FELT and k not in parts), key=lambda k: (-strength[k], k))
        return near[:MOST_NEIGHBORS]

    def around(self, parts: Sequence[int], with_neighbors: bool = True) -> Audience:
        """Return the visits as these products and their neighbors are to them, the parts first.

        What else is in a basket counts in the tastes.
        """
        near = list(parts) + (self.neighbors(parts) if with_neighbors else [])
        at = np.array(near, np.int64)
        ids = tuple(self.product_ids[k] for k in near)
        bought = self.basket.dense(at)[..., 0] > 0
        taste, slope = self._utilities(np.arange(len(self.segment)), at, [0])
        some = self.sample
        own = self.rows(some) if len(some) else None
        members = list(range(self.weights.n_members))
        shape = len(some), len(members), len(at)
        member_taste, member_slope = own._utilities(np.arange(len(some)), at, members) if own else (np.zeros(shape),) * 2
        return Audience(
            product_ids=ids,
            segments=self.segments,
            segment=self.segment,
            weight=self.weight,
            taste=taste[:, 0],
            slope=slope[:, 0],
            basket=bought,
            cross=self._cross(at),
            sample=some,
            member_taste=member_taste.astype(np.float32),
            member_slope=member_slope.astype(np.float32),
            price=self.price[at],
        )

    def past(self, products: Ints) -> Floats:
        """Return what customers' own past tells of a few products, (n_rows, n_products, 4)."""
        known = self.history.dense(products).astype(float)
        n, weight = self.n_visits[:, :1].astype(float), self.n_visits[:, 1:].astype(float)
        considered = known[..., 0] if self._has_views else n * self.share_considered[products]
        past = Past(considered, known[..., 1], known[..., 2], np.broadcast_to(weight, known.shape[:2]))
        rates = past.rates(self.usual_rate[self.segment][:, products])
        direction = self.directions[products][:, self.fold]  # (n_products, n_rows, n_units)
        state = np.einsum("ru,jru->rj", self.state, direction) if self.directions.size else np.zeros(rates.shape[:2])
        return np.concatenate([rates, state[..., None]], -1).astype(np.float32)

    def _utilities(self, rows: Ints, products: Ints, members: list[int]) -> tuple[Floats, Floats]:
        """Return tastes, with what else is in the basket, and slopes, each (n_rows, n_members, n_products)."""
        w, past = self.weights, self.past(products)
        outside = self._outside(products, members)
        taste, slope = [], []
        for place, m in enumerate(members):
            own = w.appeal[self.segment][:, products, m] + w.period[self.period, m][:, None]
            own = own + np.einsum("rjf,rf->rj", past, w.past[self.segment, :, m])
            own = own + self.traits @ w.trait[products, :, m].T + self.season @ w.season[products, :, m].T
            taste.append(own + outside[place])
            felt = (self.traits @ w.trait_slope[:, m])[:, None]
            slope.append(w.slope(products[None], self.segment[:, None], felt, m))
        return np.stack(taste, 1).astype(np.float32), np.stack(slope, 1).astype(np.float32)

    def _outside(self, products: Ints, members: list[int]) -> Floats:
        """Return what products of each basket beyond these add to their tastes, (n_members, n_rows, n_products)."""
        effect = np.zeros((len(members), len(self.segment), len(products)), np.float32)
        for place, product in enumerate(products):
            others, pairs = self._pairs_of(int(product))
            is_outside = ~np.isin(others, products)
            others, pairs = others[is_outside], pairs[is_outside]
            row, which = self.basket_rows(others)
            for i, m in enumerate(members):
                effect[i, :, place] = np.bincount(row, self.weights.cross[pairs[which], m], len(self.segment))
        return effect

    def basket_rows(self, products: Ints) -> tuple[Ints, Ints]:
        """Return the rows that bought any of the products, and which of these each bought."""
        at, order = self.basket._by_product
        first, last = np.searchsorted(at, products), np.searchsorted(at, products, "right")
        n = last - first
        which = np.repeat(np.arange(len(products)), n)
        place = np.repeat(first - (np.cumsum(n) - n), n) + np.arange(n.sum())
        return self.basket._row[order[place]], which

    def _cross(self, products: Ints) -> Floats:
        """Return the cross effects among a few products, (n_members, n_products, n_products)."""
        place = self.pairs.places(products[:, None], products[None])
        effect = np.vstack([self.weights.cross, np.zeros((1, self.weights.n_members), np.float32)])
        return np.ascontiguousarray(np.moveaxis(effect[place], -1, 0))

    def _pairs_of(self, product: int) -> tuple[Ints, Ints]:
        """Return the products that a product makes pairs with, and these pairs."""
        start, other, pair = self._adjacent
        own = slice(start[product], start[product + 1])
        return other[own], pair[own]

    def __post_init__(self) -> None:
        both = np.concatenate([self.pairs.a, self.pairs.b]), np.concatenate([self.pairs.b, self.pairs.a])
        pair = np.tile(np.arange(len(self.pairs)), 2)
        order = np.lexsort(both[::-1])
        start = np.searchsorted(both[0][order], np.arange(len(self.product_ids) + 1))
        object.__setattr__(self, "_adjacent", (start, both[1][order].astype(np.int64), pair[order]))
        object.__setattr__(self, "_place", {p: i for i, p in enumerate(self.product_ids)})
        object.__setattr__(self, "_has_views", not len(self.share_considered))

    _adjacent: Any = None
    _place: Any = None
    _has_views: Any = None


def build_audience(model: BasketChoice, log: VisitLog, customers: pd.DataFrame, seed: int) -> CatalogAudience:
    """Return the audience: the most recent visits of every customer, each standing for the rest.

    Parameters
    ----------
    log : all visits of the shop
    customers : indexed by customer_id, with `segment`
    """
    recent = recent_rows(log.customer, len(log.customer_ids), seed)
    n_rows = np.bincount(log.customer[recent], minlength=len(log.customer_ids))
    customer = log.customer[recent]
    weight = (log.n_visits_of_customer[customer] / n_rows[customer]).astype(np.float32)
    audience = audience_of_visits(model, log, customers, recent, weight)
    return replace(audience, sample=sampled_rows(audience.segment, seed))


def audience_of_visits(
    model: BasketChoice, log: VisitLog, customers: pd.DataFrame, visit: Ints, weight: Floats
) -> CatalogAudience:
    """Return these visits of a log as an audience, without members.

    Parameters
    ----------
    visit : (n_rows,) positions
    weight : (n_rows,) how many visits each stands for
    """
    encoder, history = model.encoder_, History(log)
    seen = encoder.visits(log, customers).rows(visit)
    bought = cells_of(log, log.bought.visit, log.bought.product)
    state, fold = model.state_.states(log, price_paid(bought, encoder.relative_price(bought)))
    rank = log.rank[visit].astype(float)
    past = history.before(visit, np.zeros(len(visit), np.int64))
    return CatalogAudience(
        product_ids=log.product_ids,
        segments=encoder.segments_,
        segment=np.asarray(np.minimum(seen.segment, len(encoder.segments_) - 1), np.int32),
        weight=weight,
        traits=seen.traits,
        season=seen.season,
        period=seen.period,
        state=state[visit],
        fold=fold[visit],
        n_visits=np.stack([rank, past.weight], 1).astype(np.float32),
        history=_histories(history, log, visit),
        basket=_baskets(log, visit),
        sample=np.empty(0, np.int64),
        price=encoder.reference_price.astype(float),
        usual_rate=encoder.segment_rate_,
        share_considered=_share_considered(log),
        directions=model.state_.directions_,
        weights=model.weights_,
        pairs=model.pairs_,
    )


def _share_considered(log: VisitLog) -> Floats:
    """Return the share of visits that could have bought each product; empty where views are recorded."""
    if log.has_views:
        return np.zeros(0, np.float32)
    everyone = np.zeros(len(log), np.int64)
    return np.asarray(log.n_considered(everyone, 1)[0] / max(len(log), 1), np.float32)


def _histories(history: History, log: VisitLog, visit: Ints) -> SparseRows:
    """Return what customers of these visits bought or saw before, by product."""
    lines = log.seen if log.has_views else log.bought
    pair = np.unique(log.customer[lines.visit].astype(np.int64) * log.n_products + lines.product)
    start = np.searchsorted(pair, np.arange(len(log.customer_ids) + 1, dtype=np.int64) * log.n_products)
    customer = log.customer[visit]
    n = (start[1:] - start[:-1])[customer]
    row = np.repeat(np.arange(len(visit)), n)
    at = np.repeat(start[customer] - (np.cumsum(n) - n), n) + np.arange(n.sum())
    product = pair[at] % log.n_products
    past = history.before(visit[row], product)
    values = np.stack([past.n_considered, past.n_bought, past.recent], 1)
    known = (past.n_bought > 0) | (log.has_views & (past.n_considered > 0))
    return _rows(row[known], product[known], values[known], len(visit))


def _baskets(log: VisitLog, visit: Ints) -> SparseRows:
    start = np.searchsorted(log.bought.visit, np.arange(len(log) + 1))
    n = (start[1:] - start[:-1])[visit]
    row = np.repeat(np.arange(len(visit)), n)
    at = np.repeat(start[visit] - (np.cumsum(n) - n), n) + np.arange(n.sum())
    return _rows(row, log.bought.product[at], np.ones((len(row), 1)), len(visit))


def _rows(row: Ints, product: Ints, values: Doubles, n_rows: int) -> SparseRows:
    start = np.searchsorted(row, np.arange(n_rows + 1))
    return SparseRows(start, product.astype(np.int32), values.astype(np.float32))
