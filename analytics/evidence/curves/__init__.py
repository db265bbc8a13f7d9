"""Curves and figures of a purchase score on visits held out, each with a band drawn by customer."""
