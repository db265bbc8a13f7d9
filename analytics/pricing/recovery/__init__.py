"""Would it find the truth in a shop like this? Simulated shops, refitted, beside what was true in them."""

from analytics.pricing.recovery.needs import GOAL, Needs, Trial, needs_of
from analytics.pricing.recovery.refit import Refitted, refit
from analytics.pricing.recovery.simulate import (
    TEST_SHARE,
    TEST_WEEKS,
    Setting,
    Simulated,
    calibrated,
    simulate,
)
from analytics.pricing.recovery.truth import Truth, truth_of
from analytics.pricing.recovery.world import World, build_world, some_customers

__all__ = [
    "GOAL",
    "TEST_SHARE",
    "TEST_WEEKS",
    "Needs",
    "Refitted",
    "Setting",
    "Simulated",
    "Trial",
    "Truth",
    "World",
    "build_world",
    "calibrated",
    "needs_of",
    "refit",
    "simulate",
    "some_customers",
    "truth_of",
]
