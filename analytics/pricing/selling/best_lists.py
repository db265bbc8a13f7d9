"""The price list of each way of selling that earns most, the same for everyone and within what was seen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.selling.crowd import Crowd, Views
from analytics.pricing.selling.price_lists import PriceList, bundle_only, by_size, parts_and_bundle, profits
from analytics.pricing.selling.search import climb

Doubles = NDArray[np.float64]

TODAY, PARTS, SIZES = "parts_today", "parts_best", "by_number"  # codes of ways to sell
BUNDLE, PURE, MIXED = "bundle_beside", "bundle_only", "all_free"
_STEPS = (0.08, 0.04, 0.02, 0.01, 0.005)  # of today's prices


@dataclass(frozen=True)
class Support:
    """The prices that the data speak about, compared with today's.

    Attributes
    ----------
    low, high : (k,) lowest and highest of each part [share of today's price]; low <= 0 <= high
    """

    low: Doubles
    high: Doubles

    @classmethod
    def seen(cls, today: Doubles, lowest: Doubles, highest: Doubles) -> "Support":
        """Return the support of parts from the prices seen, each (k,) [currency]."""
        return cls(np.minimum(lowest / today - 1, 0.0), np.maximum(highest / today - 1, 0.0))


@dataclass(frozen=True)
class Search:
    """The prices that earn most as some members view an offer's visits."""

    crowd: Crowd
    views: Views
    support: Support

    @property
    def today(self) -> Doubles:
        """Return the parts' prices today, (k,) [currency]."""
        return self.crowd.parts.price

    @property
    def least(self) -> Doubles:
        """Return the lowest price of the bundle, (1,) [share of the parts' sum today]."""
        return np.array([self.today @ self.support.low / self.today.sum()])

    @property
    def most(self) -> Doubles:
        """Return the highest price of the bundle, (1,) [share of the parts' sum today]."""
        return np.array([self.today @ self.support.high / self.today.sum()])

    def best(self) -> dict[str, PriceList]:
        """Return the best list of every way of selling with the same prices for everyone.

        The last starts from all others, so that none of them is ahead of it.
        """
        none = np.zeros(len(self.today))
        parts, bundle, alone = self._parts(none), self._bundle(), self._alone()
        size = self._sizes(bundle)
        found = {
            TODAY: parts_and_bundle(self.today, none),
            PARTS: parts_and_bundle(self.today, parts),
            SIZES: self._size_list(size),
            BUNDLE: self._mixed_list(np.append(none, bundle)),
            PURE: bundle_only(self.today, float(alone[0])),
        }
        one = np.full(len(none), size[0])
        starts = [
            (none, bundle),
            (parts, 0 * bundle),
            (parts, bundle),
            (one, size[1:]),
            (self.support.high, bundle),
        ]
        free = self._mixed([np.append(change, discount) for change, discount in starts])
        return found | {MIXED: max(free, found[PURE], key=self._value)}

    def _value(self, prices: PriceList) -> float:
        return float(profits(self.crowd, self.views, prices).mean())

    def _climbed(
        self, make: Callable[[Doubles], PriceList], starts: list[Doubles], low: Doubles, high: Doubles
    ) -> Doubles:
        return climb(lambda point: self._value(make(point)), starts, low, high, _STEPS)[0]

    def _parts(self, none: Doubles) -> Doubles:
        low, high = self.support.low, self.support.high
        return self._climbed(lambda change: parts_and_bundle(self.today, change), [none, high / 2], low, high)

    def _bundle(self) -> Doubles:
        """Return discounts by number of parts that only all of them get, (k - 1,)."""
        alike = np.zeros(len(self.today) - 2)

        def make(discount: Doubles) -> PriceList:
            return self._mixed_list(np.concatenate([np.zeros(len(self.today)), alike, discount]))

        found = self._climbed(make, [np.zeros(1), -self.least / 2], np.zeros(1), -self.least)
        return np.append(alike, found)

    def _alone(self) -> Doubles:
        def make(change: Doubles) -> PriceList:
            return bundle_only(self.today, float(change[0]))

        return self._climbed(make, [np.zeros(1), self.least / 2], self.least, self.most)

    def _sizes(self, bundle: Doubles) -> Doubles:
        """Return the change of all parts' prices bought alone, and the discounts on 2 to k of them."""
        low = np.append(self.support.low.max(), 0 * bundle)
        high = np.append(self.support.high.min(), 0 * bundle - self.support.low.min())
        return self._climbed(self._size_list, [0 * low, np.append(0.0, bundle)], low, high)

    def _size_list(self, point: Doubles) -> PriceList:
        alike = np.full(len(self.today), point[0])
        return by_size(self.today, alike, point[1:], self.support.low)

    def _mixed(self, starts: list[Doubles]) -> PriceList:
        none = np.zeros(len(self.today) - 1)
        low, high = np.append(self.support.low, none), np.append(self.support.high, none + 0.9)
        return self._mixed_list(self._climbed(self._mixed_list, starts, low, high))

    def _mixed_list(self, point: Doubles) -> PriceList:
        k = len(self.today)
        return by_size(self.today, point[:k], point[k:], self.support.low)
