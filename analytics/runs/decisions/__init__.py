"""Decisions on a shop's prices: what is noted of each, and what stands once all are read."""
