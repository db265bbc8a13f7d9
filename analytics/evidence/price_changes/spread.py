"""How far sales stray from what is expected of them beyond chance: products that drift, weeks that differ."""

from dataclasses import dataclass

import numpy as np

from analytics.arrays import Bools, Doubles
from analytics.evidence.price_changes.past_sales import PastSales

_ENOUGH_CELLS = 24  # whose price stood: below, all cells have to tell


@dataclass(frozen=True)
class Spread:
    """Variance of sales ÷ expected sales beyond chance.

    Attributes
    ----------
    lasting : of a product's level over many periods
    passing : of a single period
    """

    lasting: float
    passing: float

    def variance(self, expected: Doubles) -> float:
        """Return the variance of sales over some periods beyond chance [units²].

        Parameters
        ----------
        expected : (n_periods,) units
        """
        return float(self.lasting * expected.sum() ** 2 + self.passing * (expected**2).sum())


NO_SPREAD = Spread(0.0, 0.0)


def spread_of(actual: Doubles, expected: Doubles, chance: Doubles, counts: Bools) -> Spread:
    """Return the spread by moments of residuals over cells and over whole products.

    Parameters
    ----------
    actual, expected, chance : (n_products, n_periods) units, and the variance that chance alone gives them
    counts : (n_products, n_periods) cells that tell
    """
    n = (counts & (expected > 0)).astype(float)
    left, square = n * (actual - expected), (n * expected**2).sum()
    if square <= 0:
        return NO_SPREAD
    of_cells = (left**2 - n * chance).sum() / square
    sums = ((n * expected).sum(1) ** 2).sum()
    of_products = (left.sum(1) ** 2 - (n * chance).sum(1)).sum() / sums
    share = square / sums  # of the passing part that is left in sums over periods
    if share > 1 - 1e-9:  # one period a product: nothing tells the two apart
        return Spread(0.0, float(max(of_cells, 0.0)))
    lasting = float(np.clip((of_products - share * of_cells) / (1 - share), 0.0, max(of_cells, 0.0)))
    return Spread(lasting, float(max(of_cells - lasting, 0.0)))


def spreads(sales: PastSales) -> tuple[Spread, Spread]:
    """Return the spread of visits held out, and of those learned from; of all where one of them is too few.

    What a model learned from it knows better than what comes later, so the two are told apart.
    """
    found = []
    for held_out in (True, False):
        counts = sales.is_unchanged & (sales.is_held_out == held_out)
        if counts.sum() < _ENOUGH_CELLS:
            counts = (sales.expected > 0) & (sales.is_held_out == held_out)
        if counts.sum() < _ENOUGH_CELLS:
            counts = sales.expected > 0
        found.append(spread_of(sales.units, sales.expected, sales.chance, counts))
    return found[0], found[1]
