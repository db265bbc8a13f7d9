"""Practice shops: made on the upload page, and afterwards each answer beside the truth."""

from components.practice.choose import show_practice_offer
from components.practice.show import show_bundles_truth, show_response_truth, show_scenario_truth

__all__ = ["show_bundles_truth", "show_practice_offer", "show_response_truth", "show_scenario_truth"]
