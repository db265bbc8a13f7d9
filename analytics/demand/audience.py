"""Visits that an offer is tried on, as the fitted demand sees a few products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.arrays import Bools, Floats, Ints
from analytics.demand.any_audience import FELT, MOST_NEIGHBORS, AnyAudience, recent_rows, sampled_rows
from analytics.demand.choice import BasketChoice
from analytics.demand.visits import Visits


@dataclass(frozen=True)
class Audience(AnyAudience):
    """The visits that an offer is shown to, as the demand model sees them, at reference prices.

    Attributes
    ----------
    taste, slope : (n_visits, n_products) utility at the reference price; utility per relative price
    basket : (n_visits, n_products) bool, what else was in the basket
    cross : (n_members, n_products, n_products)
    member_taste, member_slope : (n_sample, n_members, n_products)
    """

    taste: Floats
    slope: Floats
    basket: Bools
    cross: Floats
    member_taste: Floats
    member_slope: Floats

    def rows(self, chosen: Ints, sample: Ints | None = None) -> Self:
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

    def bought(self, product: int) -> Bools:
        """Return which visits bought a product, (n_visits,)."""
        return np.asarray(self.basket[:, product] > 0)

    def wishes(self, products: Ints) -> Floats:
        """Return the fit's tastes for some products, (n_visits, n_products)."""
        return np.asarray(self.taste[:, products])


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
