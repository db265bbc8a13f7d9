"""What an offer does over all discounts: means per visit, and the bands around them."""

from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

GRID = np.arange(0, 61) / 100  # discounts that scenarios and the optimizer know [share]
METRICS = (
    "take_rate",
    "units",
    "revenue",
    "contribution_margin",
    "cannibalized_margin",
    "incremental_profit",
)
BANDED = ("take_rate", "incremental_profit")


@dataclass(frozen=True)
class OfferCurves:
    """An offer over all discounts of `GRID`, per visit that is shown it.

    Attributes
    ----------
    offer : positions of the parts
    component_price : sum of the parts' prices [currency]
    metrics : name → (n_segments, n_discounts)
    replicates : (n_members, n_segments, n_discounts) incremental profit of every member [currency]
    weight : (n_segments,) visits of each segment
    laws : (n_laws, n_segments, n_discounts)
        Incremental profit by each law of how visitors weigh an offer, whose mean the metrics are [currency].
    take_replicates, take_laws : the same of the take rate [share]
    """

    offer: tuple[int, ...]
    component_price: float
    metrics: dict[str, Doubles]
    replicates: Doubles
    weight: Doubles
    laws: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))
    take_replicates: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))
    take_laws: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))

    def band(self, level: float = 0.9) -> tuple[Doubles, Doubles]:
        """Return the band of incremental profit, each (n_segments, n_discounts) [currency].

        From the lower law's end to the upper one's; the width of each is the spread of the bootstrap members.
        """
        return _band(self.metrics["incremental_profit"], self.laws, self.replicates, level)

    def take_band(self, level: float = 0.9) -> tuple[Doubles, Doubles]:
        """Return the band of the take rate, each (n_segments, n_discounts) [share]."""
        low, high = _band(self.metrics["take_rate"], self.take_laws, self.take_replicates, level)
        return np.clip(low, 0, 1), np.clip(high, 0, 1)


def _band(point: Doubles, laws: Doubles, replicates: Doubles, level: float) -> tuple[Doubles, Doubles]:
    laws = laws if len(laws) else point[None]
    spread = replicates[1:].std(0, ddof=1) if len(replicates) > 2 else np.zeros_like(point)
    half = NormalDist().inv_cdf(0.5 + level / 2) * spread
    return laws.min(0) - half, laws.max(0) + half
