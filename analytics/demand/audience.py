"""Visits that offers are tried on, and what a few products are to them as the fitted demand sees it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.demand.segment_means import usual_of

FELT, MOST_NEIGHBORS = 0.05, 8  # effects below leave demand where it is [logits]; neighbors of an offer


@dataclass(frozen=True)
class AnyAudience(ABC):
    """Visits that offers are tried on.

    Attributes
    ----------
    product_ids, segments : names behind the codes
    segment, weight : (n_visits,) code of the visit's segment, and how many visits it stands for
    sample : (n_sample,) rows for which every member is known
    price : (n_products,) reference price [currency]
    """

    product_ids: tuple[str, ...]
    segments: tuple[str, ...]
    segment: Ints
    weight: Floats
    sample: Ints
    price: Doubles

    @property
    def visit_share(self) -> dict[str, float]:
        """Return each segment's share of the visits."""
        weight = np.bincount(self.segment, self.weight, len(self.segments))
        return dict(zip(self.segments, (weight / weight.sum()).tolist(), strict=True))

    def positions(self, product_ids: Sequence[str]) -> list[int]:
        """Return where these products stand; raises KeyError for one out of scope."""
        return [self._place[p] for p in product_ids]

    @cached_property
    def _place(self) -> dict[str, int]:
        return {p: i for i, p in enumerate(self.product_ids)}

    def sampled(self, chosen: Ints) -> Self:
        """Return a smaller audience of these rising rows, with members of those that are in the sample."""
        return self.rows(chosen, np.searchsorted(chosen, self.sample[np.isin(self.sample, chosen)]))

    def with_weight(self, weight: Floats) -> Self:
        """Return the visits standing for others than they did, (n_visits,)."""
        return replace(self, weight=weight)

    def in_segments(self, names: tuple[str, ...], segment: NDArray[Any]) -> Self:
        """Return the visits in other segments: their names, and the code of each visit's."""
        return replace(self, segments=names, segment=segment.astype(np.int32))

    def looks_at(self, parts: Sequence[int]) -> float:
        """Return the share of all visits that look at all of these products, see `Looks`."""
        return 1.0

    @property
    def n_unseen(self) -> float:
        """Return how many visits that bought nothing and are in no file there were for each known one."""
        return 0.0

    @property
    def has_views(self) -> bool:
        """Return whether it is recorded what visits look at."""
        return False

    def look_rates(self, products: Sequence[int]) -> Floats:
        """Return the share of each visitor's visits that look at products, (n_rows, n_products)."""
        return np.ones((len(self.segment), len(products)), np.float32)

    def looks_together(self, rates: Floats) -> Floats:
        """Return how often visitors look at all of a few products, up to a factor, from `look_rates`."""
        return np.asarray(rates.prod(1))

    def told_by_looks(self, products: Sequence[int]) -> Floats:
        """Return what of tastes says who looks instead of who wants, (n_rows, n_products) [logits]."""
        return np.zeros((len(self.segment), len(products)), np.float32)

    @abstractmethod
    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them what sells along with them or is replaced by them."""

    @abstractmethod
    def around(self, near: Sequence[int], is_usual: bool = False, n_parts: int | None = None) -> "Audience":
        """Return the visits as these products are to them; what else is in a basket counts in the tastes.

        Parameters
        ----------
        is_usual : whether that is what is usual in the visit's segment, instead of what was in it
        n_parts : how many of the products, the first, are an offer's parts, to visits that look at all of
            them; without, visits look at everything
        """

    @abstractmethod
    def rows(self, chosen: Ints, sample: Ints | None = None) -> Self:
        """Return a smaller audience of these rows; members are kept of those in `sample`."""

    @abstractmethod
    def bought(self, product: int) -> Bools:
        """Return which visits bought a product, (n_visits,)."""

    @abstractmethod
    def wishes(self, products: Ints) -> Floats:
        """Return the fit's tastes for some products, (n_visits, n_products)."""


@dataclass(frozen=True)
class Audience(AnyAudience):
    """The visits that an offer is shown to, as the demand model sees them, at reference prices.

    Attributes
    ----------
    taste, slope : (n_visits, n_products) utility at the reference price; utility per relative price
    basket : (n_visits, n_products) bool, what else was in the basket
    cross : (n_members, n_products, n_products)
    member_taste, member_slope : (n_sample, n_members, n_products)
    looked : (n_rows,) or (1,) visits that look at all parts of an offer, for each that is known
    looked_draws : (n_members,) or (1,) how many times that members take it to be
    """

    taste: Floats
    slope: Floats
    basket: Bools
    cross: Floats
    member_taste: Floats
    member_slope: Floats
    looked: Doubles = field(default_factory=lambda: np.ones(1))
    looked_draws: Doubles = field(default_factory=lambda: np.ones(1))

    def looked_at(self, rows: Ints | slice = slice(None)) -> Doubles:
        """Return `looked` of some rows, (n,)."""
        return np.broadcast_to(self.looked, len(self.segment))[rows]

    def drawn(self, member: int) -> float:
        """Return one of `looked_draws`."""
        return float(self.looked_draws[member if len(self.looked_draws) > 1 else 0])

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
            looked=self.looked_at(chosen),
            **{name: getattr(self, name)[chosen] for name in fields},
        )

    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them the products that sell along with them."""
        parts = list(parts)
        strength = np.abs(self.cross[0][parts]).max(0)
        strength[parts] = 0
        strongest = np.argsort(-strength, kind="stable")[:MOST_NEIGHBORS]
        return parts + [int(k) for k in strongest if strength[k] > FELT]

    def around(self, near: Sequence[int], is_usual: bool = False, n_parts: int | None = None) -> "Audience":
        """Return the visits as these products are to them, see `AnyAudience`; they look at everything."""
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
