"""Models of the lab: each learns from examples, predicts shares, and is kept without a pickle."""
