"""What an offer does over all discounts: means per visit, the bands around them, and what lies between."""

from dataclasses import dataclass, field, replace

import numpy as np

from analytics.arrays import Doubles
from analytics.numerics import band_of_ratio, half_band

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
_NEAR = 1e-7  # this close to a step is that step


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
    by_rule : (n_rules, n_segments, n_discounts)
        Incremental profit by each choice rule, whose mean the metrics are [currency].
    take_replicates, take_by_rule : the same of the take rate [share]
    is_fine : whether they rest on all visits of the audience, not on a few of each segment
    """

    offer: tuple[int, ...]
    component_price: float
    metrics: dict[str, Doubles]
    replicates: Doubles
    weight: Doubles
    by_rule: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))
    take_replicates: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))
    take_by_rule: Doubles = field(default_factory=lambda: np.empty((0, 0, 0)))
    is_fine: bool = True

    def band(self) -> tuple[Doubles, Doubles]:
        """Return the 90 % band of incremental profit, each (n_segments, n_discounts) [currency].

        From the lower rule's end to the upper one's; the width is the spread of the bootstrap members. What
        customers do in answer to a discount is wrong by a ratio, what they are given anyway is known.
        """
        profit = self.metrics["incremental_profit"]
        rules = self.by_rule if len(self.by_rule) else profit[None]
        below, above = band_of_ratio(half_band(self.replicates[1:]), profit + self.given_away)
        return rules.min(0) - below, rules.max(0) + above

    def take_band(self) -> tuple[Doubles, Doubles]:
        """Return the 90 % band of the take rate, each (n_segments, n_discounts) [share]."""
        rules = self.take_by_rule if len(self.take_by_rule) else self.metrics["take_rate"][None]
        half = half_band(self.take_replicates[1:])
        return np.clip(rules.min(0) - half, 0, 1), np.clip(rules.max(0) + half, 0, 1)

    @property
    def given_away(self) -> Doubles:
        """Return what is given to those who buy all parts anyway, (n_segments, n_discounts) [currency]."""
        return np.asarray(self.metrics["take_rate"][:, :1] * GRID * self.component_price)

    def between(self, other: "OfferCurves", share: float) -> "OfferCurves":
        """Return what lies so far on the way to the same offer's curves under other costs.

        Costs change no choice and enter profit linearly, so this is exact for costs that lie so far between.
        """
        metrics = {name: _between(one, other.metrics[name], share) for name, one in self.metrics.items()}
        replicates = _between(self.replicates, other.replicates, share)
        by_rule = _between(self.by_rule, other.by_rule, share)
        return replace(self, metrics=metrics, replicates=replicates, by_rule=by_rule)


def _between(one: Doubles, other: Doubles, share: float) -> Doubles:
    return np.asarray(one + share * (other - one))


def at_own_discounts(table: Doubles, discount: Doubles) -> Doubles:
    """Return what curves are at each segment's discount, (..., n_segments, n_grid) → (..., n_segments)."""
    return at_discounts(table, discount).diagonal(axis1=-2, axis2=-1)


def at_discounts(table: Doubles, discount: Doubles) -> Doubles:
    """Return what curves over `GRID` are at any discounts, (..., n_grid) → (..., n_discounts)."""
    return between_steps(table, np.asarray(discount, float) * 100)


def between_steps(table: Doubles, step: Doubles) -> Doubles:
    """Return what curves are between steps, (..., n_steps) → (..., n_wanted).

    Through the four nearest steps (Lagrange): on a step the curve itself. Between two per cent of a discount
    the demand model's own curve is met to a millionth of its height, and one that compares valuations on
    points to some ten-thousandths.

    Parameters
    ----------
    table : (..., n_steps), at steps 0, 1, 2, …
    step : (n_wanted,)
    """
    whole = np.round(step)
    step = np.where(np.abs(step - whole) < _NEAR, whole, step)
    if (step == whole).all() and len(step) and step.min() >= 0 and step.max() < table.shape[-1]:
        return np.asarray(table[..., whole.astype(int)])
    first = np.clip(np.floor(step).astype(int) - 1, 0, table.shape[-1] - 4)
    places = first[:, None] + np.arange(4)
    weight = np.ones(places.shape)
    for i in range(4):
        for j in range(4):
            if i != j:
                weight[:, i] *= (step - places[:, j]) / (i - j)
    return np.asarray((table[..., places] * weight).sum(-1))
