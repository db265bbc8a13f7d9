"""Visits that an offer is tried on, as the fitted demand sees a few products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.demand.choice import BasketChoice
from analytics.demand.visits import Floats, Ints, Visits
from analytics.numerics import random_stream

Doubles = NDArray[np.float64]
FELT = 0.05  # cross effects below this leave a neighbor's demand where it is [logits]
MOST_NEIGHBORS = 8  # of an offer
_MOST_ROWS = 100_000  # customers that a slider moves within its budget
_FEWEST_ROWS = 6_000  # more visits of each customer where customers are few
_MOST_SAMPLED = 4_000  # rows for which all members are kept: bands need fewer than means
_RECENT_VISITS = 3  # of a customer: enough baskets to average over, recent enough to be today's tastes


class AnyAudience(Protocol):
    """Visits that offers are tried on, of few products or of a catalog."""

    @property
    def product_ids(self) -> tuple[str, ...]:
        """The products' ids, in order."""

    @property
    def segments(self) -> tuple[str, ...]:
        """Names behind the segments' codes."""

    @property
    def segment(self) -> NDArray[Any]:
        """Code of each visit's segment, (n_visits,)."""

    @property
    def weight(self) -> Floats:
        """How many visits each stands for, (n_visits,)."""

    @property
    def sample(self) -> NDArray[Any]:
        """Rows for which every member is known, (n_sample,)."""

    @property
    def price(self) -> Doubles:
        """Reference prices, (n_products,) [currency]."""

    @property
    def visit_share(self) -> dict[str, float]:
        """Each segment's share of the visits."""

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand; raises KeyError for one out of scope."""

    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them the products that sell along with them."""

    def around(self, near: Sequence[int], is_usual: bool = False) -> "Audience":
        """Return the visits as these products are to them."""

    def rows(self, chosen: NDArray[Any], sample: NDArray[Any] | None = None) -> Self:
        """Return a smaller audience of these rows."""

    def sampled(self, chosen: NDArray[Any]) -> Self:
        """Return a smaller audience of these rising rows, with members of those that are in the sample."""

    def with_weight(self, weight: Floats) -> Self:
        """Return the visits standing for others than they did, (n_visits,)."""

    def in_segments(self, names: tuple[str, ...], segment: NDArray[Any]) -> Self:
        """Return the visits in other segments: their names, and the code of each visit's."""

    def bought(self, product: int) -> NDArray[np.bool_]:
        """Return which visits bought a product, (n_visits,)."""

    def wishes(self, products: NDArray[Any]) -> Floats:
        """Return the fit's tastes for some products, (n_visits, n_products)."""


@dataclass(frozen=True)
class Audience:
    """The visits that an offer is shown to, as the demand model sees them, at reference prices.

    Attributes
    ----------
    product_ids : (n_products,)
    segments : names behind the codes
    segment : (n_visits,) code
    weight : (n_visits,) how many visits each row stands for
    taste, slope : (n_visits, n_products) utility at the reference price; utility per relative price
    basket : (n_visits, n_products) bool, what else was in the basket
    cross : (n_members, n_products, n_products)
    sample : (n_sample,) rows for which every member is kept
    member_taste, member_slope : (n_sample, n_members, n_products)
    price : (n_products,) reference price [currency]
    """

    product_ids: tuple[str, ...]
    segments: tuple[str, ...]
    segment: NDArray[Any]
    weight: Floats
    taste: Floats
    slope: Floats
    basket: NDArray[np.bool_]
    cross: Floats
    sample: NDArray[Any]
    member_taste: Floats
    member_slope: Floats
    price: Doubles

    @property
    def visit_share(self) -> dict[str, float]:
        """Return each segment's share of the visits."""
        weight = np.bincount(self.segment, self.weight, len(self.segments))
        return dict(zip(self.segments, (weight / weight.sum()).tolist(), strict=True))

    def rows(self, chosen: NDArray[Any], sample: NDArray[Any] | None = None) -> Self:
        """Return a smaller audience of these rows; members are kept of those in `sample`."""
        fields = ("segment", "weight", "taste", "slope", "basket")
        sample = np.empty(0, np.int64) if sample is None else sample
        at = np.searchsorted(self.sample, chosen[sample])
        return replace(
            self,
            sample=sample,
            member_taste=self.member_taste[at],
            member_slope=self.member_slope[at],
            **{name: getattr(self, name)[chosen] for name in fields},
        )

    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them the products that sell along with them."""
        parts = list(parts)
        strength = np.abs(self.cross[0][parts]).max(0)
        strength[parts] = 0
        strongest = np.argsort(-strength, kind="stable")[:MOST_NEIGHBORS]
        return parts + [int(k) for k in strongest if strength[k] > FELT]

    def around(self, near: Sequence[int], is_usual: bool = False) -> "Audience":
        """Return the visits as these products are to them; what else is in a basket counts in the tastes.

        Parameters
        ----------
        is_usual : whether that is what is usual in the visit's segment, instead of what was in it
        """
        at = np.asarray(near, int)
        rest = self.basket.astype(np.float32)
        rest[:, at] = 0
        if is_usual:
            rest = usual_of(rest, self.segment, self.weight)
        cross, rows = self.cross[:, :, at], rest[self.sample]
        members = np.einsum("rk,mkj->rmj", rows, cross) if len(rows) else np.float32(0)
        return replace(
            self,
            product_ids=tuple(self.product_ids[k] for k in at),
            taste=self.taste[:, at] + rest @ cross[0],
            slope=self.slope[:, at],
            basket=self.basket[:, at],
            cross=np.ascontiguousarray(cross[:, at]),
            member_taste=self.member_taste[..., at] + members,
            member_slope=self.member_slope[..., at],
            price=self.price[at],
        )

    def with_weight(self, weight: Floats) -> Self:
        """Return the visits standing for others than they did, (n_visits,)."""
        return replace(self, weight=weight)

    def in_segments(self, names: tuple[str, ...], segment: NDArray[Any]) -> Self:
        """Return the visits in other segments: their names, and the code of each visit's."""
        return replace(self, segments=names, segment=segment.astype(np.int32))

    def bought(self, product: int) -> NDArray[np.bool_]:
        """Return which visits bought a product, (n_visits,)."""
        return np.asarray(self.basket[:, product] > 0)

    def sampled(self, chosen: NDArray[Any]) -> Self:
        """Return a smaller audience of these rising rows, with members of those that are in the sample."""
        return self.rows(chosen, np.searchsorted(chosen, self.sample[np.isin(self.sample, chosen)]))

    def wishes(self, products: NDArray[Any]) -> Floats:
        """Return the fit's tastes for some products, (n_visits, n_products)."""
        return np.asarray(self.taste[:, products])

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand; raises KeyError for one out of scope."""
        at = {p: i for i, p in enumerate(self.product_ids)}
        return [at[p] for p in product_ids]


def usual_of(values: Floats, segment: Ints, weight: Floats) -> Floats:
    """Return each row's segment's weighted mean of values, (n_rows, k)."""
    n = int(segment.max(initial=-1)) + 1
    total = np.zeros((n, values.shape[1]))
    np.add.at(total, segment, values * weight[:, None])
    mean = total / np.maximum(np.bincount(segment, weight, n), 1e-12)[:, None]
    return np.asarray(mean[segment], np.float32)


def build_audience(model: BasketChoice, visits: Visits, customers: pd.DataFrame, seed: int) -> Audience:
    """Return the audience: the most recent visits of every customer, each standing for the rest.

    Parameters
    ----------
    visits : all visits of the shop, sorted by customer and time
    customers : indexed by customer_id, with `segment`
    """
    segments = model.encoder_.segments_
    names = customers["segment"].reindex(visits.customer_ids).astype(str)
    code = pd.Index(segments).get_indexer(pd.Index(names))
    recent = recent_rows(visits.customer, len(visits.customer_ids), seed)
    # tastes need each customer's whole past, so the network sees all visits and the recent are kept
    who = np.isin(visits.customer, np.unique(visits.customer[recent]))
    kept = np.isin(np.flatnonzero(who), recent)
    taste, slope = model.tastes(visits.where(who), customers, slice(0, 1), kept)
    n_visits = np.bincount(visits.customer, minlength=len(visits.customer_ids))
    n_rows = np.bincount(visits.customer[recent], minlength=len(visits.customer_ids))
    customer = visits.customer[recent]
    segment = np.maximum(code, 0).astype(np.int32)[customer]
    sample = sampled_rows(segment, seed)
    in_sample = np.zeros(len(visits), bool)
    in_sample[recent[sample]] = True
    member_taste, member_slope = model.tastes(visits.where(who), customers, slice(None), in_sample[who])
    return Audience(
        product_ids=visits.product_ids,
        segments=segments,
        segment=segment,
        weight=(n_visits[customer] / n_rows[customer]).astype(np.float32),
        taste=taste[:, 0],
        slope=slope[:, 0],
        basket=visits.bought[recent],
        cross=model.cross_,
        sample=sample,
        member_taste=member_taste,
        member_slope=member_slope,
        price=model.encoder_.reference_price.astype(float),
    )


def arrays_of(audience: Audience) -> dict[str, NDArray[Any]]:
    """Return an audience as plain arrays by name."""
    return {name: np.asarray(value) for name, value in vars(audience).items()}


def audience_of(arrays: Mapping[str, NDArray[Any]]) -> Audience:
    """Return the audience that `arrays_of` was taken of."""
    fields: dict[str, Any] = dict(arrays)
    for name in ("product_ids", "segments"):
        fields[name] = tuple(map(str, arrays[name]))
    return Audience(**fields)


def recent_rows(customer: NDArray[Any], n_customers: int, seed: int) -> NDArray[np.int64]:
    """Return which visits an audience holds: the most recent of every customer.

    Parameters
    ----------
    customer : (n_visits,) code of each visit's customer, rising; of one customer in order of time
    """
    from_the_end = np.searchsorted(customer, customer, "right") - 1 - np.arange(len(customer))
    is_recent = from_the_end < max(_RECENT_VISITS, _FEWEST_ROWS // max(n_customers, 1))
    if is_recent.sum() > _MOST_ROWS:
        is_recent &= from_the_end == 0
    rows = np.flatnonzero(is_recent)
    if len(rows) <= _MOST_ROWS:
        return rows
    return np.sort(random_stream(seed).choice(rows, _MOST_ROWS, replace=False))


def sampled_rows(segment: NDArray[Any], seed: int) -> NDArray[np.int64]:
    """Return up to an equal share of rows per segment, so that small segments keep their bands."""
    rng = random_stream(seed)
    each = max(_MOST_SAMPLED // max(len(np.unique(segment)), 1), 50)
    rows = [np.flatnonzero(segment == code) for code in np.unique(segment)]
    return np.sort(
        np.concatenate([r if len(r) <= each else rng.choice(r, each, replace=False) for r in rows])
    )
