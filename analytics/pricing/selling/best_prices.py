"""The prices of each selling mode that earn most, the same for everyone and within what was seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles
from analytics.pricing.selling.modes import SellingMode
from analytics.pricing.selling.price_lists import PriceList, bundle_only, by_size, parts_and_bundle, profits
from analytics.pricing.selling.visit_sample import MemberViews, VisitSample

_STEPS = (0.08, 0.04, 0.02, 0.01, 0.005)  # of today's prices
_MOST_SWEEPS = 60  # of one step size; a search that still gains then goes on with finer steps


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
class PriceSearch:
    """The prices that earn most as some members view an offer's visits."""

    sample: VisitSample
    views: MemberViews
    support: Support

    @property
    def today(self) -> Doubles:
        """Return the parts' prices today, (k,) [currency]."""
        return self.sample.parts.price

    def best(self) -> dict[SellingMode, PriceList]:
        """Return the best price list of every mode with the same prices for everyone.

        The last starts from all others, so that none of them is ahead of it.
        """
        k, support = len(self.today), self.support
        least, most = (np.array([self.today @ end / self.today.sum()]) for end in (support.low, support.high))
        none, sizes = np.zeros(k), np.zeros(k - 1)
        parts = self._climbed(self._parts, [none, support.high / 2], support.low, support.high)
        pure = self._climbed(self._pure, [none[:1], least / 2], least, most)
        beside = self._climbed(self._beside, [none[:1], -least / 2], none[:1], -least)
        bundle = np.append(sizes[1:], beside)  # a discount by number of parts that only all of them get
        size_ends = (
            np.append(support.low.max(), sizes),
            np.append(support.high.min(), sizes - support.low.min()),
        )
        by_number = self._climbed(self._sizes, [0 * size_ends[0], np.append(0.0, bundle)], *size_ends)
        starts = [
            np.append(none, bundle),
            np.append(parts, sizes),
            np.append(parts, bundle),
            np.append(np.full(k, by_number[0]), by_number[1:]),
            np.append(support.high, bundle),
        ]
        ends = np.append(support.low, sizes), np.append(support.high, sizes + 0.9)
        free = self._mixed(self._climbed(self._mixed, starts, *ends))
        return {
            SellingMode.TODAY: PriceList.today(k),
            SellingMode.COMPONENTS: self._parts(parts),
            SellingMode.BY_SIZE: self._sizes(by_number),
            SellingMode.BUNDLE: self._beside(beside),
            SellingMode.PURE: self._pure(pure),
            SellingMode.MIXED: max(free, self._pure(pure), key=self._value),
        }

    def _parts(self, change: Doubles) -> PriceList:
        return parts_and_bundle(self.today, change)

    def _pure(self, change: Doubles) -> PriceList:
        return bundle_only(self.today, float(change[0]))

    def _beside(self, discount: Doubles) -> PriceList:
        return self._mixed(np.append(np.zeros(2 * len(self.today) - 2), discount))

    def _sizes(self, point: Doubles) -> PriceList:
        return self._mixed(np.append(np.full(len(self.today), point[0]), point[1:]))

    def _mixed(self, point: Doubles) -> PriceList:
        k = len(self.today)
        return by_size(self.today, point[:k], point[k:], self.support.low)

    def _value(self, prices: PriceList) -> float:
        return float(profits(self.sample, self.views, prices).mean())

    def _climbed(
        self, prices: Callable[[Doubles], PriceList], starts: list[Doubles], low: Doubles, high: Doubles
    ) -> Doubles:
        return climb(lambda point: self._value(prices(point)), starts, low, high, _STEPS)


def climb(
    value: Callable[[Doubles], float],
    starts: Sequence[Doubles],
    low: Doubles,
    high: Doubles,
    steps: Sequence[float],
) -> Doubles:
    """Return the best point between the bounds, from the best of several starts.

    Every price moves up or down by a step, alone or with all others, as long as that gains; then steps get
    finer. All starts are climbed with the first step, the best of them with the others. SciPy's Powell asks
    four to eight times as many prices here and earns as much: on drawn valuations demand moves in steps.

    Parameters
    ----------
    low, high : (n,) bounds
    steps : from coarse to fine, in the unit of the point
    """
    points = [np.clip(np.asarray(start, float), low, high) for start in starts]
    climbed = [_swept(value, point, value(point), low, high, steps[0]) for point in points]
    point, best = max(climbed, key=lambda found: found[1])
    for step in steps[1:]:
        point, best = _swept(value, point, best, low, high, step)
    return point


def _swept(
    value: Callable[[Doubles], float], point: Doubles, best: float, low: Doubles, high: Doubles, step: float
) -> tuple[Doubles, float]:
    """Move along single prices and all together until nothing gains; return the point and its value."""
    directions = [*np.eye(len(point)), np.ones(len(point))]
    for _ in range(_MOST_SWEEPS):
        before = best
        for direction in directions:
            for sign in (1.0, -1.0):
                moved = np.clip(point + sign * step * direction, low, high)
                gained = value(moved)
                if gained > best:
                    point, best = moved, gained
        if best <= before:
            break
    return point, best
