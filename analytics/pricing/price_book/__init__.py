"""The price book: one row per offer × segment, within limits, with a verdict and the reason for it."""
