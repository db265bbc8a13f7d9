"""What offers do: every basket of their parts by both laws, discount by discount, and what moves it."""

from analytics.pricing.scenarios.curves import offer_curves
from analytics.pricing.scenarios.outcome import GRID, METRICS, OfferCurves

__all__ = ["GRID", "METRICS", "OfferCurves", "offer_curves"]
