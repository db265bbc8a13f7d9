"""How finely curves are computed, and over whose visits: as the price book of a run, or for many offers."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Doubles, Floats, Ints
from analytics.threads import MOST_THREADS

_MOST_DRAWS = 512  # per visit
_POINTS_AT_ONCE = 24_000  # fewer cost more to ask for than to compute, more outgrow the processor's memory


@dataclass(frozen=True)
class Precision:
    """How finely an offer's curves are computed.

    Parameters
    ----------
    every, member_every : steps of the discount grid that are computed for the fit and for its members; what
        lies between is interpolated
    points, member_points : of visits × draws by which valuations are compared
    is_smooth : valuations are compared by the closed form, which needs few visits, instead of on points
    n_cores : on how many at most offers are computed; over few visits threads only wait for each other
    """

    every: int = 1
    member_every: int = 4  # members' curves are smooth
    points: int = 40_000
    member_points: int = 12_000
    is_smooth: bool = False
    n_cores: int = MOST_THREADS


FINE = Precision()
COARSE = Precision(every=5, member_every=15, is_smooth=True, n_cores=1)


@dataclass(frozen=True)
class Averaging:
    """Whose visits are averaged: segments, weights, how many look for each known one, (n,) each; and how."""

    segment: Ints
    weight: Floats
    looked: Doubles
    n_segments: int
    points: int
    is_smooth: bool

    @property
    def n_draws(self) -> int:
        """Return on how many points each visit's valuations are compared."""
        return int(np.clip(-(-self.points // max(len(self.segment), 1)), 1, _MOST_DRAWS))

    @property
    def n_discounts_at_once(self) -> int:
        """Return at how many discounts all visits are asked together."""
        n_points = len(self.segment) * (1 if self.is_smooth else self.n_draws)
        return max(_POINTS_AT_ONCE // max(n_points, 1), 1)

    @property
    def average(self) -> Floats:
        """Return weighted means by segment as one product, (n, n_segments); who does not look adds none."""
        averages = segment_averages(self.segment, self.weight, self.n_segments)
        return np.asarray(averages * self.looked[:, None], np.float32)


def segment_averages(segment: Ints, weight: Floats, n_segments: int) -> Floats:
    """Return weighted means by segment as one product, (n, n_segments), of (n,) segments and weights."""
    average = np.zeros((len(segment), n_segments), np.float32)
    average[np.arange(len(segment)), segment] = weight
    return np.asarray(average / np.maximum(average.sum(0), 1e-12), np.float32)
