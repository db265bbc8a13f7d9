"""Figures of a shop with noise, each paid out of its privacy budget."""
