"""What one bundle does: every basket of its parts by both choice rules, discount by discount."""

from analytics.pricing.offers.compute import offer_curves
from analytics.pricing.offers.curves import GRID, METRICS, OfferCurves

__all__ = ["GRID", "METRICS", "OfferCurves", "offer_curves"]
