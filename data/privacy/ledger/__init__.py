"""The decisions on a shop's prices, in order, each signed and chained to the one before."""
