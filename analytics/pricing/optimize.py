"""The discount to recommend: best on the grid, within what prices have been seen and margins allow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.pricing.scenarios import GRID, OfferCurves

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Recommendation:
    """The best discount of an offer for one segment.

    Attributes
    ----------
    at : position on `GRID`
    is_cut : whether a deeper discount looked better but lies beyond the prices that were ever seen
    """

    at: int
    is_cut: bool

    @property
    def discount_share(self) -> float:
        """Return the discount [share, 0-1]."""
        return float(GRID[self.at])


def deepest_seen(parts_price: Doubles, lowest_price: Doubles) -> float:
    """Return the discount at which the bundle costs what its parts cost at their lowest prices seen.

    Parameters
    ----------
    parts_price, lowest_price : (n_parts,) today's and the lowest prices seen [currency]
    """
    lowest = np.minimum(lowest_price, parts_price)
    return float(1 - lowest.sum() / parts_price.sum())


def best_discounts(curves: OfferCurves, deepest: float) -> list[Recommendation]:
    """Return the most profitable discount of every segment, cut back to the deepest that was seen.

    The mean over the fit and its members decides, so that a lucky fit does not.

    Parameters
    ----------
    deepest : largest discount that the data speak about [share, 0-1]
    """
    profit = curves.replicates.mean(0) if len(curves.replicates) else curves.metrics["incremental_profit"]
    last = int(np.floor(deepest * 100 + 1e-6))
    last = min(max(last, 0), len(GRID) - 1)
    return [_best(row, last) for row in profit]


def best_flat_discount(curves: OfferCurves, deepest: float) -> Recommendation:
    """Return the best single discount for all segments together."""
    profit = curves.weight @ curves.metrics["incremental_profit"]
    last = min(max(int(np.floor(deepest * 100 + 1e-6)), 0), len(GRID) - 1)
    return _best(profit, last)


def _best(profit: Doubles, last: int) -> Recommendation:
    free = int(np.argmax(profit)) if profit.max() > 0 else 0
    within = int(np.argmax(profit[: last + 1]))
    return Recommendation(within if profit[within] > 0 else 0, is_cut=free > last)
