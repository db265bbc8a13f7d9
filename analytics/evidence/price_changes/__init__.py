"""Past changes of price: what the model foretold, what happened, and what was only bought at another time."""
