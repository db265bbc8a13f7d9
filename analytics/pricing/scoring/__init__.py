"""Customers scored one by one: what each does with each offer at the price meant for them."""

from analytics.pricing.scoring.offer_scorer import OfferScorer, People, calibration_rows
from analytics.pricing.scoring.terms import NO_OFFER, OfferTerms, terms_of_book

__all__ = ["NO_OFFER", "OfferScorer", "OfferTerms", "People", "calibration_rows", "terms_of_book"]
