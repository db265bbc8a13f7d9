"""Which products to sell together: candidates by expected incremental profit, with their evidence."""

from analytics.pricing.bundles.candidates import Wanted, candidate_offers
from analytics.pricing.bundles.effects import CrossEffects, bought_parts, cross_effects_frame, lift

__all__ = ["CrossEffects", "Wanted", "bought_parts", "candidate_offers", "cross_effects_frame", "lift"]
