"""Keyed pseudonyms in place of customers' ids and other personal columns, and who stands behind them."""
