"""What an offer does at a discount for each segment, with bands: the figures of a row of the price book."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from analytics.numerics import Z_90
from analytics.pricing.offers import OfferCurves
from analytics.pricing.optimize import at_discounts

Doubles = NDArray[np.float64]
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Figures:
    """What an offer does, segment by segment, each (n_segments,); bands are of 90 %.

    Attributes
    ----------
    profit, low, high : extra profit a visit [currency]
    chance : that it earns more than no offer
    """

    take: Doubles
    take_low: Doubles
    take_high: Doubles
    profit: Doubles
    low: Doubles
    high: Doubles
    chance: Doubles

    def of(self, segment: int) -> dict[str, float]:
        """Return one segment's figures in the price book's words."""
        return {
            "take_rate": float(self.take[segment]),
            "incremental_profit_per_visit": float(self.profit[segment]),
            "incremental_profit_low": float(self.low[segment]),
            "incremental_profit_high": float(self.high[segment]),
            "chance_better": float(self.chance[segment]),
            "take_rate_low": float(self.take_low[segment]),
            "take_rate_high": float(self.take_high[segment]),
        }


def figures_at(curves: OfferCurves, discount: Doubles) -> Figures:
    """Return what an offer does in each segment at the segment's discount, (n_segments,) [share, 0-1]."""
    take, profit = (
        at_discounts(curves.metrics[name], discount).diagonal()
        for name in ("take_rate", "incremental_profit")
    )
    rules = (
        at_discounts(curves.by_rule, discount).diagonal(axis1=1, axis2=2)
        if len(curves.by_rule)
        else profit[None]
    )
    members = at_discounts(curves.replicates, discount).diagonal(axis1=1, axis2=2)
    has_band = len(members) >= 3
    spread = members[1:].std(0, ddof=1) if has_band else np.zeros(len(profit))
    chance = chance_better(rules, spread).mean(0) if has_band else np.full(len(profit), np.nan)
    take_low, take_high = (at_discounts(end, discount).diagonal() for end in curves.take_band())
    low, high = rules.min(0) - Z_90 * spread, rules.max(0) + Z_90 * spread
    return Figures(take, take_low, take_high, profit, low, high, chance)


def chance_better(profit: Doubles, spread: Doubles) -> Doubles:
    """Return the chance that an offer earns more than none: a normal of the fit and its members' spread.

    Where there are several choice rules, each counts as much as the others: take the mean.

    Parameters
    ----------
    profit : (..., n) incremental profit [currency]
    spread : (n,) its standard deviation [currency]
    """
    sure = np.where(profit > 0, np.inf, -np.inf)
    score = np.divide(profit, spread, out=sure, where=spread > 0)
    return np.array([_NORMAL.cdf(z) for z in np.ravel(score)]).reshape(np.shape(score))
