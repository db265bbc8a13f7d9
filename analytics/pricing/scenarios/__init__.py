"""What offers do: every basket of their parts by both laws, discount by discount, and what moves it."""

from analytics.pricing.scenarios.curves import GRID, METRICS, OfferCurves, offer_curves

__all__ = ["GRID", "METRICS", "OfferCurves", "offer_curves"]
