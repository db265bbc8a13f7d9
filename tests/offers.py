"""Offers in front of two segments, made by hand, for the tests of scenarios."""

import numpy as np

from analytics.pricing.offers import GRID, METRICS, OfferCurves
from analytics.pricing.optimize import Recommendation
from analytics.pricing.scenarios.horizon import Unit
from analytics.pricing.scenarios.offered import Offered
from components.shell.units import MoneyUnit

SEGMENTS = ("gold", "silver")
PER_VISITS = MoneyUnit(Unit.VISITS, 1000.0, "€")


def offer(deepest=0.3, best=(10, 20), flat=14, segments=SEGMENTS, weight=(1.0, 3.0), **more):
    """Return a bundle of 10.00 whose profit is 0.01 per visit at a segment's best discount."""
    profit = np.array([0.01 - (GRID - at / 100) ** 2 for at in best])
    metrics = {name: profit + place for place, name in enumerate(METRICS)} | {"incremental_profit": profit}
    curves = OfferCurves((0, 1), 10.0, metrics, np.empty((0, len(best), len(GRID))), np.array(weight, float))
    recommended = tuple(Recommendation(at, is_cut=False) for at in best)
    return Offered(curves, segments, deepest, recommended, Recommendation(flat, is_cut=False), **more)
