"""Would it find the truth in a shop like this? Replays of the shop, refitted, beside their truth."""

from analytics.pricing.recovery.needs import GOAL, Needs, Trial, needs_of
from analytics.pricing.recovery.refit import Refitted, refit
from analytics.pricing.recovery.replayed import Simulated, simulate
from analytics.pricing.recovery.truth import FittedTruth, truth_of
from analytics.pricing.recovery.world import FittedShop, fitted_shop, some_customers

__all__ = [
    "GOAL",
    "FittedShop",
    "FittedTruth",
    "Needs",
    "Refitted",
    "Simulated",
    "Trial",
    "fitted_shop",
    "needs_of",
    "refit",
    "simulate",
    "some_customers",
    "truth_of",
]
