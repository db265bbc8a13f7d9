"""Modes of selling the same products: parts, bundles, sizes, and prices of one's own, side by side."""
