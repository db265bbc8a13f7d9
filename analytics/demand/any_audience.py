"""Visits that offers are tried on: what an audience of few products and one of a catalog have in common."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from analytics.arrays import Bools, Doubles, Floats, Ints
from analytics.numerics import random_stream

if TYPE_CHECKING:
    from analytics.demand.audience import Audience

FELT = 0.05  # cross effects below this leave a neighbor's demand where it is [logits]
MOST_NEIGHBORS = 8  # of an offer
_MOST_ROWS = 100_000  # customers that a slider moves within its budget
_FEWEST_ROWS = 6_000  # more visits of each customer where customers are few
_MOST_SAMPLED = 4_000  # rows for which all members are kept: bands need fewer than means
_RECENT_VISITS = 3  # of a customer: enough baskets to average over, recent enough to be today's tastes


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
        at = {p: i for i, p in enumerate(self.product_ids)}
        return [at[p] for p in product_ids]

    def sampled(self, chosen: Ints) -> Self:
        """Return a smaller audience of these rising rows, with members of those that are in the sample."""
        return self.rows(chosen, np.searchsorted(chosen, self.sample[np.isin(self.sample, chosen)]))

    def with_weight(self, weight: Floats) -> Self:
        """Return the visits standing for others than they did, (n_visits,)."""
        return replace(self, weight=weight)

    def in_segments(self, names: tuple[str, ...], segment: NDArray[Any]) -> Self:
        """Return the visits in other segments: their names, and the code of each visit's."""
        return replace(self, segments=names, segment=segment.astype(np.int32))

    @abstractmethod
    def near(self, parts: Sequence[int]) -> list[int]:
        """Return an offer's parts, and after them the products that sell along with them."""

    @abstractmethod
    def around(self, near: Sequence[int], is_usual: bool = False) -> "Audience":
        """Return the visits as these products are to them; what else is in a basket counts in the tastes.

        Parameters
        ----------
        is_usual : whether that is what is usual in the visit's segment, instead of what was in it
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
