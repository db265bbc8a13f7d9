"""The lab: variants of a model that predicts yes or no, trained, tuned and compared on the same rows."""
