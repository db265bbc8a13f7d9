"""Which products to sell together: candidates by expected incremental profit, with their evidence."""

from analytics.pricing.bundles.candidates import candidate_offers
from analytics.pricing.bundles.effects import CrossEffects, cross_effects_frame, joint_purchases, lift

__all__ = ["CrossEffects", "candidate_offers", "cross_effects_frame", "joint_purchases", "lift"]
