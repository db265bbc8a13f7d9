"""The price book: one row per offer × segment, within limits, with a verdict and the reason for it."""

from analytics.pricing.price_book.book import COLUMNS, build_price_book
from analytics.pricing.price_book.figures import chance_better
from analytics.pricing.price_book.market import Market, Offer, build_market, offer_gates
from analytics.pricing.price_book.verdicts import offer_verdict

__all__ = [
    "COLUMNS",
    "Market",
    "Offer",
    "build_market",
    "build_price_book",
    "chance_better",
    "offer_gates",
    "offer_verdict",
]
