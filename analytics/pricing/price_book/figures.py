"""What an offer does at a discount for each segment, with bands: the figures of a row of the price book."""

from statistics import NormalDist

import numpy as np

from analytics.arrays import Doubles
from analytics.pricing.offers import OfferCurves
from analytics.pricing.offers.curves import at_own_discounts

SALES = ("incremental_units_per_visit", "incremental_revenue_per_visit")
PROFITS = ("incremental_profit_per_visit", "incremental_profit_low", "incremental_profit_high")
_NORMAL = NormalDist()


def figures_at(curves: OfferCurves, discount: Doubles) -> dict[str, Doubles]:
    """Return what an offer does in the price book's words, each (n_segments,); bands are of 90 %.

    Parameters
    ----------
    discount : (n_segments,) of each segment [share]
    """

    def own(table: Doubles) -> Doubles:
        return at_own_discounts(table, discount)

    profit, members = own(curves.metrics["incremental_profit"]), own(curves.replicates)
    rules = own(curves.by_rule) if len(curves.by_rule) else profit[None]
    sold = (own(curves.metrics[name]) - curves.metrics[name][:, 0] for name in ("units", "revenue"))
    has_band = len(members) >= 3
    spread = members[1:].std(0, ddof=1) if has_band else np.zeros(len(profit))
    chance = chance_better(rules, spread).mean(0) if has_band else np.full(len(profit), np.nan)
    take_low, take_high = (own(end) for end in curves.take_band())
    ends = profit, *(own(end) for end in curves.band())
    return {
        "take_rate": own(curves.metrics["take_rate"]),
        **dict(zip(PROFITS, ends, strict=True)),
        "chance_better": chance,
        "take_rate_low": take_low,
        "take_rate_high": take_high,
        **dict(zip(SALES, sold, strict=True)),
    }


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
