"""Whether to believe a model: splits in time, curves with bands, baselines, and Shapley values."""
