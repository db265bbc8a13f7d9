"""Would it find the truth in a shop like this? Replays of the shop, refitted, beside their truth."""

from analytics.checks.recovery.needs import GOAL, Needs, Trial, needs_of
from analytics.checks.recovery.refit import Refitted, refit
from analytics.checks.recovery.replayed import Simulated, simulate
from analytics.checks.recovery.truth import FittedTruth, truth_of
from analytics.checks.recovery.world import FittedShop, fitted_shop, some_customers

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
